import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a peer has to do: answer a GET of this path, at this port, with this JSON text. */
export interface Task {
  /** Folder the packages were installed into, in which the peer also runs. */
  readonly folder: string;
  readonly port: number;
  readonly path: `/${string}`;
  readonly text: string;
}

/** A server that others use where the double could be, or that sets a mark. */
export interface Peer {
  readonly name: string;
  readonly package: string;
  readonly version: string;
  /** Seconds it needs to get warm; one if it is not said. */
  readonly warm?: number;
  /** How it is set up; it stands in the result. */
  readonly note: string;
  /** Writes the files it reads and says how it is started. Throws when it cannot be on this machine. */
  command(task: Task): readonly string[];
}

const write = (folder: string, name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

/** A Node program that is given the port, and the text as `body`. */
const program = ({ folder, port, text }: Task, name: string, code: string): readonly string[] => {
  const file = write(folder, `${name}.json`, text);
  const head = `import { readFileSync } from 'node:fs';\nconst body = readFileSync(${JSON.stringify(file)}, 'utf8');\n`;
  return [process.execPath, write(folder, `${name}.mjs`, `${head}const port = ${port};\n${code}`)];
};

const installed = ({ folder }: Task, path: string): string => join(folder, 'node_modules', path);

function prism(task: Task, level: string): readonly string[] {
  const answer = { description: 'Usage', content: { 'application/json': { example: JSON.parse(task.text) } } };
  const document = write(task.folder, 'prism.json', {
    openapi: '3.0.3',
    info: { title: 'Usage', version: '1' },
    paths: { [task.path]: { get: { responses: { 200: answer } } } },
  });
  const bin = installed(task, '@stoplight/prism-cli/dist/index.js');
  return [process.execPath, bin, 'mock', document, '--port', `${task.port}`, '--verboseLevel', level];
}

const prismPackage = { package: '@stoplight/prism-cli', version: '5.14.2' }; // the last for Node 20

const wiremockPackage = { package: 'wiremock', version: '3.13.2', warm: 8 };

function wiremock(task: Task, flags: readonly string[]): readonly string[] {
  const build = installed(task, 'wiremock/build');
  const jar = existsSync(build) ? readdirSync(build).find(name => name.endsWith('.jar')) : undefined;
  if (jar === undefined) throw new Error('its package brought no jar');
  const headers = { 'content-type': 'application/json' };
  const stub = { request: { method: 'GET', url: task.path }, response: { status: 200, headers, body: task.text } };
  const root = join(task.folder, 'wiremock');
  mkdirSync(join(root, 'mappings'), { recursive: true });
  write(root, 'mappings/usage.json', stub);
  const java = ['java', '-jar', join(build, jar), '--port', `${task.port}`, '--bind-address', '127.0.0.1'];
  return ['taskset', '-c', '1', ...java, '--root-dir', root, ...flags];
}

const mockoonPackage = { package: '@mockoon/cli', version: '9.9.0', warm: 2 };

function mockoon(task: Task, flags: readonly string[]): readonly string[] {
  const route = {
    uuid: '3b6d2ab1-0000-4000-8000-000000000001',
    type: 'http',
    method: 'get',
    endpoint: task.path.slice(1),
    responses: [
      {
        uuid: '3b6d2ab1-0000-4000-8000-000000000002',
        statusCode: 200,
        headers: [{ key: 'content-type', value: 'application/json' }],
        bodyType: 'INLINE',
        body: task.text,
        disableTemplating: true,
        default: true,
      },
    ],
  };
  const environment = write(task.folder, 'mockoon.json', {
    uuid: '3b6d2ab1-0000-4000-8000-000000000000',
    lastMigration: 33,
    name: 'usage',
    port: task.port,
    hostname: '127.0.0.1',
    routes: [route],
    rootChildren: [{ type: 'route', uuid: route.uuid }],
  });
  const home = ['env', `HOME=${task.folder}`]; // where it writes its log
  const bin = installed(task, '@mockoon/cli/bin/run.js');
  return [...home, process.execPath, bin, 'start', '--data', environment, '--repair', ...flags];
}

/** The peers, each as its makers advise for the same work, and on one core as Node is. */
export const peers: readonly Peer[] = [
  {
    name: 'Fastify, one route',
    package: 'fastify',
    version: '5.12.8',
    note: 'the object is written anew for each answer',
    command: task =>
      program(
        task,
        'fastify',
        `import Fastify from 'fastify';
const app = Fastify();
const value = JSON.parse(body);
app.get('${task.path}', async () => value);
await app.listen({ port, host: '127.0.0.1' });`,
      ),
  },
  {
    name: 'mockttp',
    package: 'mockttp',
    version: '4.6.5',
    note: 'ready text, traffic not recorded',
    command: task =>
      program(
        task,
        'mockttp',
        `import { getLocal } from 'mockttp';
const server = getLocal({ recordTraffic: false });
await server.start(port);
const headers = { 'content-type': 'application/json', 'content-length': \`\${Buffer.byteLength(body)}\` };
await server.forGet('${task.path}').thenReply(200, body, headers);`,
      ),
  },
  {
    name: 'WireMock',
    ...wiremockPackage,
    note: 'ready text, on one core',
    command: task => wiremock(task, []),
  },
  {
    name: 'WireMock, no journal',
    ...wiremockPackage,
    note: '`--no-request-journal --disable-request-logging`',
    command: task => wiremock(task, ['--no-request-journal', '--disable-request-logging']),
  },
  {
    name: 'Prism, silent',
    ...prismPackage,
    warm: 2,
    note: '`--verboseLevel silent`, a static example',
    command: task => prism(task, 'silent'),
  },
  {
    name: 'Prism',
    ...prismPackage,
    warm: 2,
    note: 'as it comes, its log thrown away',
    command: task => prism(task, 'info'),
  },
  {
    name: 'json-server',
    package: 'json-server',
    version: '0.17.4',
    note: '`--quiet`; it indents what it writes',
    command: task => [
      process.execPath,
      installed(task, 'json-server/lib/cli/bin.js'),
      write(task.folder, 'json-server.json', { [task.path.slice(1)]: JSON.parse(task.text) }),
      ...['--quiet', '--host', '127.0.0.1', '--port', `${task.port}`],
    ],
  },
  {
    name: 'Mockoon',
    ...mockoonPackage,
    note: 'ready text without templates',
    command: task => mockoon(task, []),
  },
  {
    name: 'Mockoon, no log file',
    ...mockoonPackage,
    note: '`--disable-log-to-file --disable-admin-api`',
    command: task => mockoon(task, ['--disable-log-to-file', '--disable-admin-api']),
  },
];

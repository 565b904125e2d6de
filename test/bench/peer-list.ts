import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A request, by its method and path, and the JSON text that answers it. */
export interface PeerRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: `/${string}`;
  readonly text: string;
}

/** What a peer has to do: answer these at this port. */
export interface Task {
  /** Folder the packages were installed into, in which the peer also runs. */
  readonly folder: string;
  readonly port: number;
  readonly routes: readonly PeerRoute[];
}

/** A server that others use where the double could be, or that sets a mark. */
export interface Peer {
  readonly name: string;
  /** What is installed, as npm is told it. */
  readonly packages: readonly string[];
  /** Least seconds it needs to get warm; one if it is not said. */
  readonly warm?: number;
  /** How it is set up; it stands in the result. */
  readonly note: string;
  /** Writes the files it reads and says how it is started. Throws when it cannot be on this machine, or cannot do this. */
  command(task: Task): readonly string[];
}

const JSON_TYPE = 'application/json';

const write = (folder: string, name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

/** A Node program that is given `port`, and `routes` as a peer has them. */
const program = ({ folder, port, routes }: Task, name: string, code: string): readonly string[] => {
  const file = write(folder, `${name}-routes.json`, routes);
  const head = `import { readFileSync } from 'node:fs';
const routes = JSON.parse(readFileSync(${JSON.stringify(file)}, 'utf8'));
const port = ${port};
`;
  return [process.execPath, write(folder, `${name}.mjs`, head + code)];
};

const installed = ({ folder }: Task, path: string): string => join(folder, 'node_modules', path);

function prism(task: Task, level: string): readonly string[] {
  const paths = task.routes.map(({ method, path, text }) => {
    const answer = { description: 'An answer', content: { [JSON_TYPE]: { example: JSON.parse(text) } } };
    // It refuses a body that is not told of.
    const content = {
      [JSON_TYPE]: { schema: {} },
      'application/x-www-form-urlencoded': { schema: { type: 'object' } },
    };
    const body = method === 'GET' ? {} : { requestBody: { content } };
    return [path, { [method.toLowerCase()]: { ...body, responses: { 200: answer } } }] as const;
  });
  const info = { title: 'A peer', version: '1' };
  const document = write(task.folder, 'prism.json', { openapi: '3.0.3', info, paths: Object.fromEntries(paths) });
  const bin = installed(task, '@stoplight/prism-cli/dist/index.js');
  return [process.execPath, bin, 'mock', document, '--port', `${task.port}`, '--verboseLevel', level];
}

const prismPackage = { packages: ['@stoplight/prism-cli@5.14.2'] }; // the last for Node 20

const wiremockPackage = { packages: ['wiremock@3.13.2'], warm: 8 };

function wiremock(task: Task, flags: readonly string[]): readonly string[] {
  const build = installed(task, 'wiremock/build');
  const jar = existsSync(build) ? readdirSync(build).find(name => name.endsWith('.jar')) : undefined;
  if (jar === undefined) throw new Error('its package brought no jar');
  const root = join(task.folder, 'wiremock');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'mappings'), { recursive: true });
  const mappings = task.routes.map(({ method, path, text }) => ({
    request: { method, url: path },
    response: { status: 200, headers: { 'content-type': JSON_TYPE }, body: text },
  }));
  write(root, 'mappings/all.json', { mappings });
  const java = ['java', '-jar', join(build, jar), '--port', `${task.port}`, '--bind-address', '127.0.0.1'];
  return ['taskset', '-c', '1', ...java, '--root-dir', root, ...flags];
}

const mockoonPackage = { packages: ['@mockoon/cli@9.9.0'], warm: 2 };

function mockoon(task: Task, flags: readonly string[]): readonly string[] {
  const id = (kind: number, index: number): string => `3b6d2ab1-0000-4000-8000-${kind}${`${index}`.padStart(11, '0')}`;
  const routes = task.routes.map(({ method, path, text }, index) => ({
    uuid: id(1, index),
    type: 'http',
    method: method.toLowerCase(),
    endpoint: path.slice(1),
    responses: [
      {
        uuid: id(2, index),
        statusCode: 200,
        headers: [{ key: 'content-type', value: JSON_TYPE }],
        bodyType: 'INLINE',
        body: text,
        disableTemplating: true,
        default: true,
      },
    ],
  }));
  const environment = write(task.folder, 'mockoon.json', {
    uuid: id(0, 0),
    lastMigration: 33,
    name: 'peer',
    port: task.port,
    hostname: '127.0.0.1',
    routes,
    rootChildren: routes.map(({ uuid }) => ({ type: 'route', uuid })),
  });
  const home = ['env', `HOME=${task.folder}`]; // where it writes its log
  const bin = installed(task, '@mockoon/cli/bin/run.js');
  return [...home, process.execPath, bin, 'start', '--data', environment, '--repair', ...flags];
}

/** Its database has a name for each path; a table of routes leads to it. */
function jsonServer(task: Task): readonly string[] {
  if (task.routes.some(({ method }) => method !== 'GET')) throw new Error('it keeps what it is sent, and answers that');
  const named = task.routes.map(({ path, text }, index) => ({ path, name: `r${index}`, value: JSON.parse(text) }));
  const database = Object.fromEntries(named.map(({ name, value }) => [name, value]));
  const routes = Object.fromEntries(named.map(({ path, name }) => [path, `/${name}`]));
  const files = ['--routes', write(task.folder, 'json-server-routes.json', routes)];
  return [
    process.execPath,
    installed(task, 'json-server/lib/cli/bin.js'),
    write(task.folder, 'json-server.json', database),
    ...['--quiet', '--host', '127.0.0.1', '--port', `${task.port}`, ...files],
  ];
}

/** The peers, each as its makers advise for the same work, and on one core as Node is. */
export const peers: readonly Peer[] = [
  {
    name: 'Fastify',
    packages: ['fastify@5.12.8'],
    note: 'the object is written anew for each answer; bodies are parsed',
    command: task =>
      program(
        task,
        'fastify',
        `import { parse } from 'node:querystring';
import Fastify from 'fastify';
const app = Fastify();
const form = 'application/x-www-form-urlencoded';
app.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, done) => done(null, parse(body)));
for (const { method, path, text } of routes) {
  const value = JSON.parse(text);
  app.route({ method, url: path, handler: async () => value });
}
await app.listen({ port, host: '127.0.0.1' });`,
      ),
  },
  {
    name: 'mockttp',
    packages: ['mockttp@4.6.5'],
    note: 'ready text, traffic not recorded',
    command: task =>
      program(
        task,
        'mockttp',
        `import { getLocal } from 'mockttp';
const server = getLocal({ recordTraffic: false });
await server.start(port);
const rules = { GET: 'forGet', POST: 'forPost', PUT: 'forPut' };
for (const { method, path, text } of routes) {
  const headers = { 'content-type': '${JSON_TYPE}', 'content-length': \`\${Buffer.byteLength(text)}\` };
  await server[rules[method]](path).thenReply(200, text, headers);
}`,
      ),
  },
  {
    name: 'msw',
    packages: ['msw@2.14.6', '@mswjs/http-middleware@0.10.3'],
    note: 'ready text, `@mswjs/http-middleware`',
    command: task =>
      program(
        task,
        'msw',
        `import { createServer } from '@mswjs/http-middleware';
import { HttpResponse, http } from 'msw';
const headers = { 'content-type': '${JSON_TYPE}' };
const handlers = routes.map(({ method, path, text }) =>
  http[method.toLowerCase()](path, () => new HttpResponse(text, { headers })));
createServer(...handlers).listen(port, '127.0.0.1');`,
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
    packages: ['json-server@0.17.4'],
    note: '`--quiet`; it indents what it writes',
    command: jsonServer,
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

// `npm run new:resource <vendor> <resource> [jobs]`: writes a resource that is known, described and served, to be filled with
// what the vendor's pages say. <resource> is the name of its file: `firewalls`, or `environment/load-balancers` where the
// vendor's modules stand in folders. Where its routes are known they are taken; else they are written. With `jobs` it is
// made by a job, some seconds after it was asked for.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { contractOf } from './contract-of.mjs';
import { contractModule, handlersModule, jobsModule, recordModule, styleOf } from './modules.mjs';
import { operationsOf, wordsOf } from './words.mjs';

const fail = message => {
  process.stderr.write(`new:resource: ${message}\n`);
  process.exit(1);
};

const [vendor = '', resource = '', ...more] = process.argv.slice(2);
const withJobs = more.length > 0;
const contractFolder = `contracts/vendors/${vendor}`;
const serverFolder = `mock-server/vendors/${vendor}`;
if (!/^[a-z][a-z0-9-]*$/.test(vendor) || !existsSync(contractFolder)) fail(`there is no vendor "${vendor}"`);
if (!/^([a-z][a-z0-9-]*\/)*[a-z][a-z0-9-]*$/.test(resource)) fail('name the resource as its file: ssh-keys');
if (more.length > 1 || (withJobs && more[0] !== 'jobs'))
  fail(`after the resource "jobs" may stand and nothing else, not "${more.join(' ')}"`);

const contractFile = `${contractFolder}/${resource}.ts`;
const serverFile = `${serverFolder}/${resource}${withJobs ? '/handlers' : ''}.ts`;
for (const folder of [contractFolder, serverFolder])
  for (const place of [`${folder}/${resource}`, `${folder}/${resource}.ts`])
    if (existsSync(place)) fail(`${place} is there already`);

const style = await styleOf(vendor);
const plainWords = wordsOf(resource);
if (style.inNamespace && plainWords.depth === 0)
  fail(`each resource of ${vendor} stands in a namespace, the first part of its paths: <namespace>/${resource}`);
const words = { ...plainWords, id: style.idOf(plainWords) };
const { group, one, several, type } = words;
const contract = await contractOf(vendor);
if (group in contract.groups) fail(`${vendor} describes "${group}" already`);

const known = contract.routes[group];
const routes = known ?? style.routes(words);
const operations = operationsOf(routes, known === undefined || style.inQuery);
if (Object.keys(operations).length === 0)
  fail(`no route of "${group}" is a list, a create, a show or a delete by its shape; write its modules by hand`);

const from = (file, target) => posix.relative(dirname(file), target);
const record = recordModule(words, style, withJobs);
const places = {
  contract: from(serverFile, contractFile.replace(/ts$/, 'js')),
  calls: from(serverFile, 'mock-server/calls'),
  domain: from(serverFile, 'mock-server/domain'),
  cloudFile: from(serverFile, `${serverFolder}/cloud.js`),
  cloudClass: /^export class (\w+)/m.exec(readFileSync(`${serverFolder}/cloud.ts`, 'utf8'))?.[1] ?? 'Cloud',
};
const fresh = {
  [contractFile]: contractModule(words, operations, style, {
    core: from(contractFile, 'contracts/core'),
    common: from(contractFile, contractFolder) || '.',
    docs: contract.docs,
    withJobs,
  }),
  [serverFile]: handlersModule(words, operations, style, {
    ...places,
    record: withJobs ? `import type { z } from 'zod';\nimport type { ${type} } from './record.js';` : record,
    withJobs,
  }),
  ...(withJobs && {
    [`${dirname(serverFile)}/record.ts`]: record,
    [`${dirname(serverFile)}/jobs.ts`]: jobsModule(words, places),
  }),
};
for (const [file, text] of Object.entries(fresh)) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const edit = (file, change) => {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) fail(`${file} does not look as expected: add the line for "${group}" by hand`);
  writeFileSync(file, after);
  return file;
};
/** Puts a line at the end of the block that begins with these words, by its indentation. */
const inBlock = (start, line) => text => {
  const [, indent = ''] = new RegExp(`^( *)${start}$`, 'm').exec(text) ?? [];
  return text.replace(new RegExp(`(^${indent}${start}\\n[\\s\\S]*?)(^${indent}\\})`, 'm'), `$1${indent}  ${line}\n$2`);
};

const served = `./${resource}${withJobs ? '/handlers' : ''}.js`;
const recorded = `./${resource}${withJobs ? '/record' : ''}.js`;
const changed = [
  edit(
    `${contractFolder}/index.ts`,
    inBlock('groups: \\{', `${group}: async () => (await import('./${resource}.js')).${group},`),
  ),
  edit(`${serverFolder}/index.ts`, inBlock('groups: \\{', `${group}: () => import('${served}'),`)),
  edit(`${serverFolder}/cloud.ts`, text =>
    text
      .replace(
        /^export class \w+ extends [\s\S]*?\{\n/m,
        `$&  readonly ${several} = this.collection<${type}>('${one}', {
    schema: async () => (await import('${recorded}')).${one},
  });\n`,
      )
      .replace(/^import /m, `import type { ${type} } from '${recorded}';\n$&`),
  ),
];
if (known === undefined)
  changed.push(
    edit(`${contractFolder}/routes.ts`, inBlock('export const routes = \\{', `${group}: ${JSON.stringify(routes)},`)),
  );
if (withJobs)
  edit(`${serverFolder}/index.ts`, text =>
    text
      .replace(/^( +jobs: \{[^}]*?),?( ?\n? *\})/m, `$1, ...${one}Jobs$2`)
      .replace(/^import /m, `import { ${one}Jobs } from './${resource}/jobs.js';\n$&`),
  );
execFileSync(
  'npx',
  ['--no-install', 'biome', 'check', '--write', '--log-level=error', ...Object.keys(fresh), ...changed],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
changed.push(await coverage());
process.stdout.write(`new: ${Object.keys(fresh).join(', ')}\nchanged: ${changed.join(', ')}\n`);

/** The README's table says what is served. */
async function coverage() {
  const folder = `node_modules/.cache/hostdouble-coverage-${process.pid}`;
  try {
    execFileSync(process.execPath, ['.ci/build.mjs', 'cli', folder], { stdio: 'inherit' });
    const told = execFileSync(process.execPath, [`${folder}/main.js`, 'coverage'], { encoding: 'utf8' });
    const table = told
      .split('\n')
      .filter(line => line.startsWith('|'))
      .join('\n');
    return edit('README.md', text =>
      text.replace(/(<!-- hostdouble coverage -->\n)[\s\S]*?(\n<!-- \/hostdouble)/, `$1${table}$2`),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Builds what is run and shipped: `node .ci/build.mjs lib [folder]` the command and the library, `cli [folder]` the command
// alone, `types [folder]` the library's declarations, `page [folder]` the dashboard, `schemas [folder]` what editors read,
// `bench` the benchmarks.
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { licencesOf } from './licences.mjs';
import { page } from './page.mjs';
import { declarations } from './types.mjs';

/** Parts of packages that the command never uses, left out because reading them would double the time to start. */
const unused = {
  name: 'unused',
  resolveId(id) {
    if (/^(body-parser|mime-db)$/.test(id)) return `\0${id}.cjs`;
    return /locales\/index\.js$/.test(id) ? '\0locales.mjs' : undefined;
  },
  load(id) {
    if (/^\0(body-parser|mime-db)\.cjs$/.test(id)) return 'module.exports = {};';
    return id === '\0locales.mjs' ? 'export {};' : undefined;
  },
};

/** How anything is built; `packages` says whether it has its dependencies in it or finds them where it runs. */
const common = packages => ({
  platform: 'node',
  tsconfig: true,
  logLevel: 'warn',
  ...(packages === 'outside' && { external: /^(?!\.{0,2}\/)(?![a-z]:)/i }),
});

/**
 * Found where it runs, by whoever asks for a store: libsql is a library of the machine's own, which no bundle can hold. The
 * rest of a store is in the bundle, in parts of their own: kysely alone is 260 files, which took ten times as long to load.
 */
const native = /^(libsql|pg-native)$/;

/**
 * CommonJS with everything in it that it needs. It has some five hundred parts, which are loaded when they are needed: from its
 * start to its first answer the command took 301 ms so, and 387 ms as ES modules.
 */
const commonJs = (dir, input) => ({
  ...common('inside'),
  external: native,
  input,
  plugins: [unused, asCommonJs],
  // The CommonJS build of this package asks for its parts in a way that no bundler can follow.
  resolve: { alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' } },
  output: { dir, format: 'cjs', chunkFileNames: '[name]-[hash].js', minify: { compress: true, mangle: false } },
});

const MAIN = { main: 'mock-server/cli/main.ts' };

/** The command alone. */
export const command = dir => commonJs(dir, MAIN);

/** Says to Node that a build is CommonJS, whatever the package around it is. */
const asCommonJs = {
  name: 'as-commonjs',
  writeBundle({ dir }) {
    writeFileSync(`${dir}/package.json`, '{"type":"commonjs"}\n');
    if (existsSync(`${dir}/main.js`)) chmodSync(`${dir}/main.js`, 0o755);
  },
};

/** Makes an empty folder. */
function anew(dir) {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
}

/** Builds the command alone. */
export async function cli(dir = 'dist/cli') {
  anew(dir);
  await build(command(dir));
}

/** Sources by their paths without an ending. */
const byPath = (sources, base = '') =>
  Object.fromEntries(sources.map(source => [source.slice(base.length).replace(/\.ts$/, ''), source]));

/** ES modules at the same paths as their sources. */
async function modules(dir, sources, base = '') {
  anew(dir);
  const input = byPath(sources, base);
  const output = { dir, format: 'esm', chunkFileNames: '[name]-[hash].js' };
  await build({ ...common('outside'), input, output });
}

/** What the library gives, whichever way it is asked for. */
const entries = () => {
  const vendors = readdirSync('contracts/vendors', { withFileTypes: true }).filter(entry => entry.isDirectory());
  return [
    'mock-server/index.ts',
    'contracts/library.ts',
    ...vendors.map(({ name }) => `contracts/vendors/${name}/index.ts`),
  ];
};

/** What users ask for by `import` alone, for vitest is nothing else, and what it needs beside the library. */
const [VITEST, SUITE] = ['mock-server/vitest.ts', 'mock-server/contract-suite.ts'];

/**
 * Builds the package's code, once: the command, and the library in the same parts. Who asks with `require` gets the CommonJS
 * itself, with a declaration beside it that leads to the one there is; `import` gets a door to the same, so that a process
 * has all that it knows once, whoever asks for it. Vitest can be imported only, and so what extends it is an ES module.
 */
async function lib(dir = 'dist/lib') {
  anew(dir);
  const input = byPath([...entries(), SUITE]);
  const { output } = await build(commonJs(dir, { ...MAIN, ...input }));
  for (const { name, exports } of output.filter(({ isEntry }) => isEntry))
    if (Object.hasOwn(input, name)) writeFileSync(`${dir}/${name}.mjs`, door(basename(name), exports));
  for (const path of Object.keys(byPath(entries()))) {
    const up = '../'.repeat(path.split('/').length);
    writeFileSync(`${dir}/${path}.d.ts`, `export * from '${up}types/${path}.js';\n`);
  }
  await build({
    ...common('outside'),
    input: byPath([VITEST]),
    plugins: [throughDoors],
    output: { dir, format: 'esm', entryFileNames: '[name].mjs' },
  });
  writeFileSync(`${dir}/licences.txt`, licencesOf(output.flatMap(({ moduleIds = [] }) => moduleIds)));
}

/** An ES module that gives by name what a CommonJS module beside it gives. */
const door = (name, exports) =>
  `import all from './${name}.js';\n\nexport const { ${exports.filter(one => one !== 'default').join(', ')} } = all;\n`;

/** What stands beside a source is taken through its door. */
const throughDoors = {
  name: 'through-doors',
  resolveId(id, importer) {
    return importer !== undefined && id.startsWith('./')
      ? { id: id.replace(/\.js$/, '.mjs'), external: true }
      : undefined;
  },
};

/** Builds the library's declarations. */
const types = (dir = 'dist/types') => declarations(dir, [...entries(), VITEST]);

/** The benchmarks, beside the command they measure. */
const bench = () =>
  modules(
    'dist/bench',
    ['run', 'floor', 'fresh', 'peers', 'proxy', 'memory', 'store', 'scale-vendor'].map(name => `test/bench/${name}.ts`),
    'test/bench/',
  );

/** The JSON Schemas of the files that users write, from the schemas that read them. */
async function schemas(dir = 'dist/schemas') {
  const made = 'node_modules/.cache/hostdouble-schemas';
  await modules(made, ['mock-server/cli/json-schemas.ts']);
  const { jsonSchemas } = await import(pathToFileURL(resolve(made, 'mock-server/cli/json-schemas.js')));
  anew(dir);
  for (const [name, make] of Object.entries(jsonSchemas))
    writeFileSync(`${dir}/${name}`, `${JSON.stringify(await make(), undefined, 2)}\n`);
  rmSync(made, { recursive: true });
}

if (process.argv[1] === import.meta.filename)
  await { cli, lib, types, page, bench, schemas }[process.argv[2] ?? 'cli'](process.argv[3]);

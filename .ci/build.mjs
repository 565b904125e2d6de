// Builds what is run and shipped: `node .ci/build.mjs cli [folder]` the command, `lib [folder]` the library, `schemas [folder]` what editors
// read, `bench` the benchmarks.
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

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
 * The command, with everything it needs in it, in CommonJS: it has some two hundred parts, and from its start to its first
 * answer took 301 ms so and 387 ms as ES modules.
 */
export const command = dir => ({
  ...common('inside'),
  input: { main: 'mock-server/cli/main.ts' },
  plugins: [unused, asCommonJs],
  // The CommonJS build of this package asks for its parts in a way that no bundler can follow.
  resolve: { alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' } },
  output: { dir, format: 'cjs', chunkFileNames: '[name]-[hash].js', minify: { compress: true, mangle: false } },
});

/** Says to Node that the command is CommonJS, whatever the package around it is. */
const asCommonJs = {
  name: 'as-commonjs',
  writeBundle({ dir }) {
    writeFileSync(`${dir}/package.json`, '{"type":"commonjs"}\n');
    chmodSync(`${dir}/main.js`, 0o755);
  },
};

/** Makes an empty folder. */
function anew(dir) {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
}

/** Builds the command. */
export async function cli(dir = 'dist/cli') {
  anew(dir);
  await build(command(dir));
}

/** ES modules at the same paths as their sources. */
async function modules(dir, sources, base = '') {
  anew(dir);
  const input = Object.fromEntries(sources.map(source => [source.slice(base.length).replace(/\.ts$/, ''), source]));
  const output = { dir, format: 'esm', chunkFileNames: '[name]-[hash].js' };
  await build({ ...common('outside'), input, output });
}

/** The library, with its dependencies left to the package manager. */
function lib(dir = 'dist/lib') {
  const vendors = readdirSync('contracts/vendors', { withFileTypes: true }).filter(entry => entry.isDirectory());
  return modules(dir, [
    'mock-server/index.ts',
    'mock-server/vitest.ts',
    'contracts/library.ts',
    ...vendors.map(({ name }) => `contracts/vendors/${name}/index.ts`),
  ]);
}

/** The benchmarks, beside the command they measure. */
const bench = () =>
  modules(
    'dist/bench',
    ['test/bench/run.ts', 'test/bench/floor.ts', 'test/bench/peers.ts', 'test/bench/proxy.ts'],
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
  await { cli, lib, bench, schemas }[process.argv[2] ?? 'cli'](process.argv[3]);

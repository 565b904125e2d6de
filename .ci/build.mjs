// Builds what is run and shipped: `node .ci/build.mjs cli [folder]` the command, `lib [folder]` the library, `bench` the benchmarks.
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const common = {
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
};

/** Parts of packages that the command never uses, left out because reading them would double the time to start. */
const unused = {
  name: 'unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(body-parser|mime-db)$/ }, ({ path }) => ({ path, namespace: 'unused' }));
    onResolve({ filter: /locales\/index\.js$/ }, () => ({ path: 'locales', namespace: 'unused' }));
    onLoad({ filter: /^(body-parser|mime-db)$/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};' }));
    onLoad({ filter: /^locales$/, namespace: 'unused' }, () => ({ contents: 'export {};' }));
  },
};

/** Its CommonJS build, which esbuild would take, asks for its parts in a way that esbuild cannot follow. */
const alias = { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' };

/** Builds into an empty folder. */
function anew(options) {
  rmSync(options.outdir, { recursive: true, force: true });
  return build(options);
}

/** The command, with everything it needs in it: fewer files to open, so it starts in half the time. */
export function cli(outdir = 'dist/cli', make = anew) {
  return make({
    ...common,
    entryPoints: ['mock-server/cli/main.ts'],
    outdir,
    minifySyntax: true,
    minifyWhitespace: true,
    plugins: [unused],
    alias,
    // CommonJS packages inside an ES module still ask for `require`.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
}

/** The library, with its dependencies left to the package manager. */
function lib(outdir = 'dist/lib') {
  const vendors = readdirSync('contracts/vendors', { withFileTypes: true }).filter(entry => entry.isDirectory());
  return anew({
    ...common,
    entryPoints: [
      'mock-server/index.ts',
      'mock-server/vitest.ts',
      'contracts/library.ts',
      ...vendors.map(({ name }) => `contracts/vendors/${name}/index.ts`),
    ],
    outdir,
    outbase: '.',
    packages: 'external',
  });
}

/** The benchmarks, beside the command they measure. */
function bench() {
  return anew({
    ...common,
    entryPoints: ['test/bench/run.ts', 'test/bench/floor.ts', 'test/bench/peers.ts'],
    outdir: 'dist/bench',
    packages: 'external',
  });
}

if (process.argv[1] === import.meta.filename) await { cli, lib, bench }[process.argv[2] ?? 'cli'](process.argv[3]);

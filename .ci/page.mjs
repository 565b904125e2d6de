// Builds the dashboard: `node .ci/page.mjs [folder]`, from the root of the repository. `--root` names another folder than the
// dashboard's, for pages of the tests.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';

/**
 * What the page never uses and no bundler can see that it does not: what makes JSON Schemas of zod's, zod's own words (issues
 * are worded by `issue-words.ts`), and what holds a contract to itself when it loads, for tests hold the control API to it.
 */
const UNUSED = [
  /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/,
  /contracts\/core\/(group-problems|resource-problems|problems)\.ts$/,
];
const WORDS = /zod\/v4\/locales\/en\.js$/;

const withoutUnused = {
  name: 'without-unused',
  enforce: 'pre',
  transform(code, id) {
    if (WORDS.test(id)) return { code: "export default () => ({ localeError: () => 'is wrong' });", map: null };
    if (!UNUSED.some(one => one.test(id))) return undefined;
    const names = [...code.matchAll(/^export (?:const|function\*?) (\w+)/gm)].map(([, name]) => name);
    return {
      code: names
        .map(name => `export const ${name} = () => NONE;`)
        .join('\n')
        .concat('\nconst NONE = Object.assign(() => {}, { [Symbol.iterator]: () => [].values() });'),
      map: null,
    };
  },
};

/** What the viewer of the documentation is under, beside it, as its licence asks. */
const LICENCES = ['LICENSE', 'NOTICE', 'swagger-ui-es-bundle.js.LICENSE.txt'];

const withLicences = {
  name: 'with-licences',
  generateBundle() {
    for (const name of LICENCES) {
      const source = readFileSync(`node_modules/swagger-ui-dist/${name}`);
      this.emitFile({ type: 'asset', fileName: `licences/swagger-ui/${name}`, source });
    }
  },
};

/** A word to servers that render, which stands in libraries and means nothing here; and that views and groups load late elsewhere. */
const MEANT = ['INEFFECTIVE_DYNAMIC_IMPORT', 'PLUGIN_TIMINGS'];

/** Views compress better together than each by itself; those that bring much with them are loaded alone. */
const WITH_VIEWS = /contracts\/control\/|mock-server\/dashboard\/(?!money\/|checks\/)/;

const SOURCE = 'mock-server/dashboard';

/** How a page is built: one that is `index.html`, with all that it loads, or another beside it. */
const built = ({ dir, root, isAgain, name = 'index.html' }) => ({
  configFile: false,
  logLevel: 'warn',
  root,
  base: '/__admin/ui/',
  plugins: name === 'index.html' ? [withoutUnused] : [withoutUnused, withLicences],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: resolve(dir),
    emptyOutDir: name === 'index.html' && !isAgain,
    manifest: name === 'index.html' && 'manifest.json',
    copyPublicDir: name === 'index.html',
    target: 'es2023',
    // A small file in the place of an address would be `data:`, which the page may not load scripts and styles from.
    assetsInlineLimit: 0,
    // The viewer of the documentation is one file of 1.5 MB.
    chunkSizeWarningLimit: 2000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: resolve(root, name),
      onwarn: (warning, warn) => MEANT.includes(warning.code) || warn(warning),
      output: name === 'index.html' ? { codeSplitting: { groups: [{ name: 'views', test: WITH_VIEWS }] } } : {},
    },
  },
});

/**
 * The dashboard as static files, and beside it the documentation in a viewer, which has nothing in common with it: what the
 * one loads the other does not. `manifest.json` says that they are built, and lists what is the dashboard's. Where they are
 * built again, what a browser may have open stays.
 */
export async function page(dir = 'dist/dashboard', { isAgain = false, root = SOURCE } = {}) {
  await build(built({ dir, root, isAgain }));
  if (root === SOURCE) await build(built({ dir, root, isAgain, name: 'docs.html' }));
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { root: { type: 'string' } },
  });
  await page(positionals[0], values);
}

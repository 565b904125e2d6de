// Builds the dashboard: `node .ci/page.mjs [folder]`, from the root of the repository. With `--watch` again at each change; `--root` names
// another folder than the dashboard's, for pages of the tests.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';

/** What makes JSON Schemas of zod's: the page makes none, and it was a tenth of all that a browser loads. */
const withoutJsonSchemas = {
  name: 'without-json-schemas',
  transform(code, id) {
    if (!/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/.test(id)) return undefined;
    const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
    return { code: names.map(name => `export const ${name} = () => () => {};`).join('\n'), map: null };
  },
};

/** What the viewer of the documentation is under, beside it, as its licence asks. */
const LICENCES = ['LICENSE', 'NOTICE', 'swagger-ui-es-bundle.js.LICENSE.txt'];
const withLicences = {
  name: 'with-licences',
  generateBundle(_, bundle) {
    if (!Object.keys(bundle).some(name => /viewer-[^/]*\.js$/.test(name))) return;
    for (const name of LICENCES)
      this.emitFile({
        type: 'asset',
        fileName: `licences/swagger-ui/${name}`,
        source: readFileSync(`node_modules/swagger-ui-dist/${name}`),
      });
  },
};

/** A word to servers that render, which stands in libraries and means nothing here; and that views and groups load late elsewhere. */
const MEANT = ['MODULE_LEVEL_DIRECTIVE', 'INEFFECTIVE_DYNAMIC_IMPORT', 'PLUGIN_TIMINGS'];

const WITH_VIEWS = /contracts\/control\/|mock-server\/dashboard\/(?!money\/|checks\/|docs[/.]|index\.|main\.)/;

/** The page as static files; `manifest.json` among them says that they are built. */
export async function page(dir = 'dist/dashboard', { watch = false, root = 'mock-server/dashboard' } = {}) {
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    base: '/__admin/ui/',
    plugins: [withoutJsonSchemas, withLicences],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: resolve(dir),
      emptyOutDir: true,
      manifest: 'manifest.json',
      target: 'es2023',
      // A small file in the place of an address would be `data:`, which the page may not load scripts and styles from.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      watch: watch ? {} : null,
      // The viewer of the documentation is one file of 1.5 MB, which no other page loads.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input: readdirSync(root)
          .filter(name => name.endsWith('.html'))
          .map(name => join(root, name)),
        onwarn: (warning, warn) => MEANT.includes(warning.code) || warn(warning),
        // Views compress better together than each by itself; those that bring much with them are loaded alone.
        output: { codeSplitting: { groups: [{ name: 'views', test: WITH_VIEWS }] } },
      },
    },
  });
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { watch: { type: 'boolean' }, root: { type: 'string' } },
  });
  await page(positionals[0], values);
}

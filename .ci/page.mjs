// Builds the dashboard: `node .ci/page.mjs [folder]`, from the root of the repository. With `--watch` again at each change.
import { resolve } from 'node:path';
import { build } from 'vite';

/** The dashboard, and the documentation in a viewer that nothing else loads. */
const PAGES = ['index.html', 'docs.html'];

/** The page as static files; `manifest.json` among them says that they are built. */
export async function page(dir = 'dist/dashboard', watch = false) {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: 'mock-server/dashboard',
    base: '/__admin/ui/',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: resolve(dir),
      emptyOutDir: true,
      manifest: 'manifest.json',
      target: 'es2023',
      // A small file in the place of an address would be `data:`, which the page may not load scripts and styles from.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // The viewer of the documentation is one file of 1.5 MB.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: PAGES.map(name => `mock-server/dashboard/${name}`) },
      watch: watch ? {} : null,
    },
  });
}

if (process.argv[1] === import.meta.filename) {
  const [folder] = process.argv.slice(2).filter(arg => !arg.startsWith('-'));
  await page(folder, process.argv.includes('--watch'));
}

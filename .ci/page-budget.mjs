// `npm run page:budget`: builds the dashboard and fails when all of it, sent compressed, is more than this. The documentation
// is no part of it: its viewer is loaded where it is opened, and only told here.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ownFolder } from './own-folder.mjs';
import { page } from './page.mjs';

/** Bytes, gzipped: every view, though nobody opens all of them. */
const BYTES = 150_000;

const folder = ownFolder('page-budget');
await page(folder);
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

/** The manifest lists what the dashboard loads; beside it stand its page and what was copied as it is. */
const dashboard = new Set([
  'index.html',
  ...readdirSync('mock-server/dashboard/public'),
  ...Object.values(manifest).flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets]),
]);
const all = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name !== 'manifest.json')
  .map(entry => relative(folder, join(entry.parentPath, entry.name)));

const sizeOf = name => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length;
const sizesOf = names => names.map(name => [name, sizeOf(name)]).sort(([, one], [, other]) => other - one);
const sum = sizes => sizes.reduce((total, [, size]) => total + size, 0);
const told = sizes => sizes.map(([name, size]) => `${String(size).padStart(9)}  ${name}\n`).join('');

const sizes = sizesOf([...dashboard]);
const taken = `the dashboard takes ${sum(sizes)} of ${BYTES} bytes, gzipped`;
process.stdout.write(`${told(sizes)}${taken}\n`);
const viewer = sizesOf(all.filter(name => !dashboard.has(name)));
process.stdout.write(`${told(viewer)}the documentation takes ${sum(viewer)} more, where it is opened\n`);
if (sum(sizes) > BYTES) {
  process.stderr.write(`${taken} (.ci/page-budget.mjs)\n`);
  process.exitCode = 1;
}

// `npm start`: builds the command and the dashboard into a folder of its own and becomes it. With `exec` before it in the script
// no other process stands between npm and the server, and the signals that npm passes on reach it.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cli } from './build.mjs';
import { ownFolder } from './own-folder.mjs';
import { page } from './page.mjs';

const parent = process.ppid;
const folder = ownFolder('start');
await cli(folder);
await page(resolve(folder, 'dashboard'));
// Whoever ended npm meanwhile wants no server any more.
if (process.ppid !== parent) process.exit();
await import(pathToFileURL(resolve(folder, 'main.js')).href);

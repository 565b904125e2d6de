// `npm start`: builds the command and becomes it. With `exec` before it in the script no other process stands between npm
// and the server, and the signals that npm passes on reach it.
import { stop } from 'esbuild';
import { cli } from './build.mjs';

const parent = process.ppid;
await cli();
await stop();
// Whoever ended npm meanwhile wants no server any more.
if (process.ppid !== parent) process.exit();
await import('../dist/cli/main.js');

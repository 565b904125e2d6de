// `npm run dev -- [flags of serve]`: builds the command and serves; when a source file changes (rolldown's watch tells) it
// builds anew and starts the server anew, with a new world. Each good build is written to a folder of its own, so that what
// does not build lets the last one go on. When a file of the dashboard changes, the page is built anew and the server goes on:
// load the page anew.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync, watch as watchFolder } from 'node:fs';
import { join, resolve } from 'node:path';
import { watch } from 'rolldown';
import { cli, command } from './build.mjs';
import { ownFolder, remove } from './own-folder.mjs';
import { page } from './page.mjs';

let server;
let folder;

const dashboard = resolve(ownFolder('dev-page'));
async function buildPage(isAgain) {
  try {
    await page(dashboard, { isAgain });
  } catch (error) {
    process.stderr.write(`ERROR ${error.message}\n`);
  }
}
let built = buildPage(false);
/** Editors write a file in several steps; one building after the other. */
let soon;
watchFolder('mock-server/dashboard', { recursive: true }, () => {
  clearTimeout(soon);
  soon = setTimeout(() => {
    built = built.then(() => buildPage(true));
  }, 100);
});

async function stopServer() {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill();
  await exited;
}

async function restart() {
  const last = folder;
  folder = ownFolder('dev');
  await cli(folder);
  await built;
  symlinkSync(dashboard, join(folder, 'dashboard'), 'junction');
  await stopServer();
  if (last !== undefined) remove(last);
  server = spawn(process.execPath, [join(folder, 'main.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    // By this name the server knows that it must not outlive this process.
    env: { ...process.env, npm_lifecycle_event: 'dev' },
  });
}

const watcher = watch({ ...command('dist/dev'), watch: { skipWrite: true } });
watcher.on('event', async event => {
  await event.result?.close();
  if (event.code === 'ERROR') process.stderr.write(`ERROR ${event.error.message}\n`);
  if (event.code === 'BUNDLE_END') await restart();
});

async function end() {
  await stopServer();
  process.exit();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
const parent = process.ppid;
setInterval(() => process.ppid === parent || end(), 250).unref();

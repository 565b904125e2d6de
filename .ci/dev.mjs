// `npm run dev -- [flags of serve]`: builds the command into dist/dev and serves; when a source file changes (esbuild's
// watch tells) it builds anew and starts the server anew, with a new world. What does not build lets the last one go on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { context } from 'esbuild';
import { cli } from './build.mjs';

const FOLDER = 'dist/dev';

let server;
async function stopServer() {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill();
  await exited;
}

async function restart({ errors }) {
  if (errors.length > 0) return;
  await stopServer();
  server = spawn(process.execPath, [`${FOLDER}/main.js`, ...process.argv.slice(2)], {
    stdio: 'inherit',
    // By this name the server knows that it must not outlive this process.
    env: { ...process.env, npm_lifecycle_event: 'dev' },
  });
}

const restarting = { name: 'restart', setup: ({ onEnd }) => onEnd(restart) };
const watching = await cli(FOLDER, options => context({ ...options, plugins: [...options.plugins, restarting] }));
await watching.watch();

async function end() {
  await stopServer();
  process.exit();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
const parent = process.ppid;
setInterval(() => process.ppid === parent || end(), 250).unref();

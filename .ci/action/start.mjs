// Starts the server of `action.yml`, waits until it is ready, and tells later steps where it is. It needs no package: nothing
// is installed when it begins.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, openSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const { env } = process;
const input = name => env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
const temporary = mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), 'hostdouble-'));

/** Runs npm; its words go to the job's log. */
const npm = (folder, ...args) =>
  execFileSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });

/** The command of a clone, which is built where it is not yet. */
function ofClone(folder) {
  const main = join(folder, 'dist/lib/main.js');
  if (existsSync(main)) return main;
  npm(folder, 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  npm(folder, 'run', '-s', 'build:lib');
  npm(folder, 'run', '-s', 'build:page');
  return main;
}

/** The command of a package that npm installs. */
function ofPackage(what) {
  npm(temporary, 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--prefix', temporary, what);
  return join(temporary, 'node_modules/hostdouble/dist/lib/main.js');
}

/** A range or a tag is refused: what it means is said by whoever publishes next. */
function commandFrom(from) {
  if (from === '') return ofClone(resolve(import.meta.dirname, '../..'));
  if (/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(from)) return ofPackage(`hostdouble@${from}`);
  const path = resolve(from);
  if (!existsSync(path)) throw new Error(`"from" is neither a version such as 1.2.3 nor a file or folder: ${from}`);
  return statSync(path).isDirectory() ? ofClone(path) : ofPackage(path);
}

/** Environment of the server. A state may hold a password, which has no place among the words of a command. */
function settings() {
  const given = ['port', 'seed', 'clock', 'state'].map(name => [`HOSTDOUBLE_${name.toUpperCase()}`, input(name)]);
  return { ...env, ...Object.fromEntries(given.filter(([, value]) => value !== '')) };
}

/** What the server says once it is ready; throws with what it said when it ends before. */
async function readyLine(child, out, log) {
  let code;
  child.once('exit', (status, signal) => {
    code = signal ?? status;
  });
  for (let waited = 0; waited < 60_000; waited += 50) {
    const [line, rest] = readFileSync(out, 'utf8').split('\n', 2);
    if (rest !== undefined) return JSON.parse(line);
    if (code !== undefined) throw new Error(`the server ended with ${code}:\n${readFileSync(log, 'utf8')}`);
    await pause(50);
  }
  child.kill();
  throw new Error(`the server was not ready within a minute:\n${readFileSync(log, 'utf8')}`);
}

const tell = (file, lines) => file && appendFileSync(file, lines);

try {
  const main = commandFrom(input('from'));
  const out = join(temporary, 'ready.json');
  const log = join(temporary, 'server.log');
  const args = input('args')
    .split(/\s*\n\s*/)
    .filter(word => word !== '');
  const child = spawn(process.execPath, [main, 'serve', '--json', ...args], {
    env: settings(),
    detached: true,
    stdio: ['ignore', openSync(out, 'a', 0o600), openSync(log, 'a')],
  });
  // Told first: a server that is never ready is taken away too.
  tell(env.GITHUB_STATE, `pid=${child.pid}\nlog=${log}\n`);
  const { ready: url, adminToken } = await readyLine(child, out, log);
  child.unref();
  tell(env.GITHUB_OUTPUT, `url=${url}\nlog=${log}\n`);
  if (input('export') !== 'false') {
    const asked = { ...env, HOSTDOUBLE_URL: url, ...(adminToken && { HOSTDOUBLE_ADMIN_TOKEN: adminToken }) };
    tell(env.GITHUB_ENV, execFileSync(process.execPath, [main, 'env', '--format', 'github'], { env: asked }));
    if (adminToken) {
      process.stdout.write(`::add-mask::${adminToken}\n`);
      tell(env.GITHUB_ENV, `HOSTDOUBLE_ADMIN_TOKEN=${adminToken}\n`);
    }
  }
  process.stdout.write(`hostdouble ready ${url}\n`);
} catch (error) {
  process.stdout.write(`::error title=hostdouble::${error.message.replaceAll('%', '%25').replaceAll('\n', '%0A')}\n`);
  process.exitCode = 1;
}

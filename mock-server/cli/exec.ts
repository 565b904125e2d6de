import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fixed, variablesOf } from './env.js';
import { endLeftBehind } from './left-behind.js';
import { type ServeSettings, UsageError } from './settings.js';
import { start } from './start.js';
import { whenStarterIsGone } from './until-ended.js';

/** Variable that marks all that a command of `exec` starts. */
export const MARK = 'HOSTDOUBLE_EXEC';

/** What is passed on to the command. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How shells answer a command that is not there, and one that may not be run. */
const EXIT_CODES: Readonly<Record<string, number>> = { ENOENT: 127, EACCES: 126 };

/** How a process ended: by itself with a code, or by a signal. */
type Ended = number | NodeJS.Signals;

/**
 * Starts a server, runs a command whose environment has what `env` writes, and ends as the command does: with its exit
 * code, or by the signal that ended it. Signals are passed on. On Linux nothing that the command started stays behind.
 * Throws `UsageError` where the server cannot start or the command cannot be run.
 */
export async function exec(
  settings: ServeSettings,
  [program = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { mock, vendors } = await start(settings);
  const mark = `${process.pid} ${mock.url}`;
  const variables = {
    ...variablesOf(vendors, mock.url, fixed(vendors, mock.url)),
    ...mock.trust,
    ...(mock.adminToken !== undefined && { HOSTDOUBLE_ADMIN_TOKEN: mock.adminToken }),
    [MARK]: mark,
  };
  // Programs of npm are scripts of the command processor on Windows, which Node does not run without it.
  const shell = process.platform === 'win32';
  const child = spawn(program, args, { stdio: 'inherit', env: { ...env, ...variables }, shell });
  passSignalsTo(child);
  whenStarterIsGone(env, () => child.kill('SIGTERM'));
  const ended = await endOf(child).catch((error: NodeJS.ErrnoException) => error);
  await endLeftBehind(MARK, mark);
  await mock.close();
  if (!(ended instanceof Error)) return endAs(ended);
  process.exitCode = EXIT_CODES[ended.code ?? ''] ?? 1;
  throw new UsageError(`"${program}" cannot be run (${ended.code ?? ended.message})`);
}

function endOf(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ?? code ?? 1));
  });
}

/** A terminal sends Ctrl-C to all of its foreground itself; a runner of tests that hears it twice breaks off at once. */
function passSignalsTo(child: ChildProcess): void {
  for (const signal of SIGNALS)
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
}

/** Whoever waits for this process hears what it would have heard of the command. */
function endAs(ended: Ended): void {
  if (typeof ended === 'number') process.exit(ended);
  for (const signal of SIGNALS) process.removeAllListeners(signal);
  process.exitCode = 128 + (constants.signals[ended] ?? 0);
  process.kill(process.pid, ended);
}

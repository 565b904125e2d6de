import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { inject } from 'vitest';

/** The command in a process of its own, as a trial treats it. */
export interface DoubleProcess {
  readonly url: string;
  readonly pid: number;
  /** What it said on standard error, the last of it. */
  readonly said: () => string;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Kills it and waits until it is gone. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Kills all that still runs: called when a trial ends, and when this process does. */
export async function killAll(): Promise<void> {
  const gone = [...running].map(child => new Promise(resolve => child.once('exit', resolve)));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(gone);
}

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The command as it is started for trials: quiet, and without checks of its own answers. */
const QUIET = ['serve', '--port', '0', '--json', '--log-level', 'warn', '--self-check', 'off'];

/** Starts the command and waits until it says its address. */
export async function openDouble(
  args: readonly string[],
  start: { readonly under?: readonly string[]; readonly signal?: AbortSignal } = {},
): Promise<DoubleProcess> {
  const [program = process.execPath, ...before] = [...(start.under ?? []), process.execPath];
  const child = spawn(program, [...before, inject('command'), ...QUIET, ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let said = '';
  let out = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4000);
  });
  const gone = new Promise<void>(resolve =>
    child.once('exit', () => {
      running.delete(child);
      resolve();
    }),
  );
  start.signal?.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      const address = /https?:\/\/[^\s"]+/.exec(out)?.[0];
      if (address !== undefined && out.includes('\n')) resolve(address);
    });
    void gone.then(() => reject(new Error(`the command ended before it was ready: ${said}`)));
  });
  return {
    ...{ url, pid: child.pid ?? 0, gone },
    said: () => said,
    signal: name => void child.kill(name),
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { inject, onTestFinished } from 'vitest';

const main = inject('command');

/** The command in a process of its own. */
export interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/** Runs the command; what still runs when a test ends is killed. */
export function hostdouble(args: readonly string[], options: { env?: Record<string, string>; cwd?: string } = {}): Run {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: { PATH: process.env.PATH ?? '', ...options.env },
  });
  const ended = new Promise<number | null>(resolve => child.on('close', resolve));
  onTestFinished(() => {
    child.kill('SIGKILL');
    return ended.then(() => {});
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    err += text;
  });
  return { child, out: () => out, err: () => err, ended };
}

/** Runs to the end. */
export async function ran(args: readonly string[], options: Parameters<typeof hostdouble>[1] = {}) {
  const run = hostdouble(args, options);
  return { code: await run.ended, out: run.out(), err: run.err() };
}

/** Waits for the first whole line on standard output. */
export const firstLine = ({ child, out }: Run): Promise<string> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      if (out().includes('\n')) resolve(out().split('\n')[0] ?? '');
    };
    look();
    child.stdout?.on('data', look);
    child.on('close', () => reject(new Error(`ended without a line: ${out()}`)));
  });

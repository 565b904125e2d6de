import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder the built benchmarks lie in, and the command beside it. */
const here = fileURLToPath(new URL('.', import.meta.url));

/** A server in a process of its own. */
export interface Running {
  readonly url: string;
  /** What the server printed when it was ready. */
  readonly said: string;
  /** Milliseconds from the start of the process to its first line. */
  readonly milliseconds: number;
  /** Resident memory in bytes, or undefined where the system does not say. */
  resident(): number | undefined;
  /** Seconds of processor time taken so far, or undefined where the system does not say. */
  processor(): number | undefined;
  stop(): Promise<void>;
}

/** Starts a Node program and waits for its first line, which names an address. */
export function start(program: string, args: readonly string[] = []): Promise<Running> {
  const began = performance.now();
  const child: ChildProcess = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`${program} ended with ${code} before it was ready`)));
    child.stdout?.setEncoding('utf8').once('data', (said: string) => {
      const url = /https?:\/\/[^\s"]+/.exec(said)?.[0] ?? '';
      resolve({
        url,
        said,
        milliseconds: performance.now() - began,
        resident: () => residentOf(child.pid ?? 0),
        processor: () => processorOf(child.pid ?? 0),
        stop: () => {
          child.kill('SIGTERM');
          return ended;
        },
      });
    });
  });
}

function residentOf(pid: number): number | undefined {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/** User and system time, the 14th and 15th field of Linux's `stat`, in hundredths of a second. */
function processorOf(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

/** The double as users run it: built, with the defaults of `serve`. */
export const startDouble = (...args: string[]): Promise<Running> =>
  start(`${here}../cli/main.js`, ['serve', '--json', '--port', '0', ...args]);

/** How the floor answers: from a ready buffer, by writing JSON each time, or as a bare Express app. */
export type FloorKind = 'buffer' | 'stringify' | 'express';

/** The floor, answering the JSON text of a file to every request. */
export const startFloor = (kind: FloorKind, file: string): Promise<Running> => start(`${here}floor.js`, [kind, file]);

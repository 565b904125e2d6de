import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The folder the built benchmarks lie in, and the command beside it. */
const here = fileURLToPath(new URL('.', import.meta.url));

/** A server in a process of its own. */
export interface Running {
  readonly url: string;
  /** Resident memory in bytes of the process and all it started, or undefined where the system does not say. */
  resident(): number | undefined;
  /** Seconds of processor time that these have taken so far, or undefined where the system does not say. */
  processor(): number | undefined;
  stop(): Promise<void>;
}

/** Starts a Node program and waits for its first line, which names an address. */
export function start(program: string, args: readonly string[] = []): Promise<Running> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`${program} ended with ${code} before it was ready`)));
    child.stdout.setEncoding('utf8').once('data', (said: string) => {
      resolve(running(child, /https?:\/\/[^\s"]+/.exec(said)?.[0] ?? ''));
    });
  });
}

/** Milliseconds between two looks whether a server answers, and the most it may take to. */
const [LOOK, PATIENCE] = [5, 30_000];

/** Starts any program, in a folder, and waits until it is up at an address that is known beforehand. */
export async function startAt(
  url: string,
  isUp: () => Promise<boolean>,
  command: readonly string[],
  folder: string,
): Promise<Running> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.once('error', error => {
    complaint += error.message;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = `${complaint}${text}`.slice(-300);
  });
  const server = running(child, url);
  for (const until = performance.now() + PATIENCE; performance.now() < until; await pause(LOOK)) {
    if (child.exitCode !== null || child.pid === undefined) break;
    if (await isUp().catch(() => false)) return server;
  }
  await server.stop();
  throw new Error(`${command.join(' ')} does not answer: ${complaint.trim()}`);
}

function running(child: ChildProcess, url: string): Running {
  const over = (): boolean => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const ended = new Promise<void>(resolve => {
    if (over()) resolve();
    else child.once('exit', () => resolve());
  });
  const summed = (of: (pid: string) => number): number | undefined => {
    try {
      return treeOf(`${child.pid}`).reduce((sum, pid) => sum + of(pid), 0);
    } catch {
      return undefined;
    }
  };
  return {
    url,
    resident: () => summed(residentOf),
    processor: () => summed(processorOf),
    stop: () => {
      if (!over()) child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), 3000);
      return ended.finally(() => clearTimeout(force));
    },
  };
}

/** A process and all that it started. */
const treeOf = (pid: string): string[] => [
  pid,
  ...readdirSync(`/proc/${pid}/task`).flatMap(task =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).flatMap(treeOf),
  ),
];

const residentOf = (pid: string): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;

/** User and system time, the 14th and 15th field of Linux's `stat`, in hundredths of a second. */
function processorOf(pid: string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The double as users run it: built, with the defaults of `serve`. */
export const startDouble = (...args: string[]): Promise<Running> =>
  start(`${here}../lib/main.js`, ['serve', '--json', '--port', '0', ...args]);

/**
 * How the floor answers: from a ready buffer; so when it has read the body and parsed it (`reading`); by writing JSON each
 * time; as a bare Express app; from the ready buffer of each path (`inTurn`); or what changes by `reading` and what is asked
 * for by writing it (`changing`).
 */
export type FloorKind = 'buffer' | 'reading' | 'stringify' | 'express' | 'inTurn' | 'changing';

/** The floor, answering the JSON text of a file to every request. */
export const startFloor = (kind: FloorKind, file: string): Promise<Running> => start(`${here}floor.js`, [kind, file]);

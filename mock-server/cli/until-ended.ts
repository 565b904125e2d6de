import { readFileSync } from 'node:fs';
import { stopwatch } from '../domain/clock.js';

/** Scripts of npm that end with what they start. Another may leave a server behind on purpose: `"pretest": "hostdouble &"`. */
const BOUND = ['start', 'dev', 'npx'];
/** Milliseconds between two looks at who is still there. */
const INTERVAL = 250;
/** Milliseconds in which a signal comes twice that was sent once: by the terminal to all of a group, and by npm to its script. */
const TWICE = 250;

/**
 * Resolves when the process should end: at a signal, or when the npm that started it, or a shell that waited for it, is
 * gone. npm passes SIGTERM and SIGINT on to its shell alone, which leaves its child; SIGHUP and SIGKILL it passes on to
 * nobody, and a shell passes on nothing. At another signal after that it does what is said for it.
 */
export function untilEnded(env: NodeJS.ProcessEnv, atSecond: () => void = () => {}): Promise<void> {
  return new Promise(resolve => {
    let first: number | undefined;
    const signalled = (): void => {
      first ??= stopwatch();
      if (stopwatch() - first > TWICE) atSecond();
      else resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, signalled);
    if (BOUND.includes(env.npm_lifecycle_event ?? '')) watchStarters(resolve);
  });
}

/** Acts when the npm whose script this process is, whatever its name, is gone, or a shell that waited for it. */
export function whenStarterIsGone(env: NodeJS.ProcessEnv, act: () => void): void {
  if (env.npm_lifecycle_event !== undefined) watchStarters(act);
}

function watchStarters(act: () => void): void {
  const waiting = starters();
  const watch = setInterval(() => {
    if (waiting.every((id, at) => id === (at === 0 ? process.ppid : processOf(waiting[at - 1])?.parent))) return;
    clearInterval(watch);
    act();
  }, INTERVAL).unref();
}

/** Ids of those who wait for this process, from its parent upwards: npm's shell where it has one, npm, and shells above it. */
function starters(): readonly number[] {
  const ids = [process.ppid];
  const parent = processOf(process.ppid);
  let npm = parent;
  if (parent !== undefined && SHELL.test(parent.name)) {
    ids.push(parent.parent);
    npm = processOf(parent.parent);
  }
  for (let below = npm; below !== undefined; ) {
    const above = processOf(below.parent);
    if (above === undefined || !waitsFor(above, below)) break;
    ids.push(below.parent);
    below = above;
  }
  return ids;
}

const SHELL = /^(sh|ash|dash|bash|zsh)$/;

interface Process {
  readonly name: string;
  readonly parent: number;
  readonly group: number;
  readonly args: string;
}

/**
 * Whether a shell does nothing else than to wait for this command: one of `sh -c 'npm ci && npm start'`, or one that another
 * shell made for a part of what it does, as for `npm ci && npm start &`. A script may end and leave a server behind, and
 * somebody at a terminal may go.
 */
function waitsFor(shell: Process, command: Process): boolean {
  if (!SHELL.test(shell.name) || shell.group !== command.group) return false;
  const [, text] = /\0-[a-z]*c\0([^\0]*)/.exec(shell.args) ?? [];
  if (text !== undefined) return !text.replaceAll('&&', '').includes('&');
  return processOf(shell.parent)?.args === shell.args;
}

/** What Linux tells of a process; nothing elsewhere, where the shell of npm makes way for its only command. */
function processOf(id: number | undefined): Process | undefined {
  try {
    const [, name = '', parent, group] =
      /^\d+ \((.*)\) \S (\d+) (\d+)/s.exec(readFileSync(`/proc/${id}/stat`, 'utf8')) ?? [];
    const args = readFileSync(`/proc/${id}/cmdline`, 'utf8');
    return { name, parent: Number(parent), group: Number(group), args };
  } catch {
    return undefined;
  }
}

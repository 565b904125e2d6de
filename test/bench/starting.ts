import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './load.js';
import type { Figure } from './table.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** What a fresh process says of itself, in milliseconds. */
interface Fresh {
  readonly imported: number;
  /** When the server was there, and when each vendor had answered. */
  readonly first: readonly number[];
  readonly next: readonly number[];
}

const fresh = (kind: 'double' | 'express'): Fresh =>
  JSON.parse(execFileSync(process.execPath, [`${here}fresh.js`, kind], { encoding: 'utf8' }));

/**
 * The server in process, in a process in which nothing was done yet: until each of the three vendors has answered once in the
 * seed `shop`, the first time and the next ones, against a bare Express app that is asked as often. In full also `npx`.
 */
export async function starting(short: boolean): Promise<Figure[]> {
  const rounds: { readonly ours: Fresh; readonly floor: Fresh }[] = [];
  for (let round = 0; round < (short ? 3 : 7); round++) rounds.push({ floor: fresh('express'), ours: fresh('double') });
  const figure = (name: string, of: (one: Fresh) => number, note: string): Figure => {
    const ours = median(rounds.map(round => of(round.ours)));
    const floor = median(rounds.map(round => of(round.floor)));
    return { name, ours, floor, unit: 'ms', ratio: ours / floor, note };
  };
  const last = (times: readonly number[]): number => times.at(-1) ?? 0;
  const steps = rounds[0]?.ours.first.map((_, index) =>
    Math.round(median(rounds.map(({ ours }) => ours.first[index] ?? 0))),
  );
  return [
    figure('import of the library', ({ imported }) => imported, "from the process's own start; over Express alone"),
    figure(
      'createMockServer and three vendors, first',
      ({ first }) => last(first),
      `after the import; there and each answered after ${steps?.join(', ')} ms; over an Express app asked thrice`,
    ),
    figure('createMockServer and three vendors, next', ({ next }) => median([...next]), 'in the same process'),
    ...(short ? [] : [await overNpx()]),
  ];
}

/** How often `npx` is run. */
const RUNS = 5;

/**
 * `npx hostdouble` where npm has it already, against `node` on the same file: the package as it lies in `dist` is packed, npm
 * installs it where it keeps what `npx` runs, and then it is run from there. The first run asks the registry for what it needs.
 */
async function overNpx(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-npx-'));
  try {
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { encoding: 'utf8' }),
    );
    const serve = ['serve', '--json', '--port', '0'];
    const npx = ['--yes', '--prefer-offline', '--package', join(folder, filename), 'hostdouble', ...serve];
    const [ours, floor]: [number[], number[]] = [[], []];
    for (let run = 0; run <= RUNS; run++) {
      const bare = await answered(process.execPath, [`${here}../lib/main.js`, ...serve], folder);
      const whole = await answered('npx', npx, folder);
      if (run === 0) continue; // the first installs
      floor.push(bare);
      ours.push(whole);
    }
    const ratio = median(ours) / median(floor);
    const note = `of ${RUNS}, to the first answer; over node dist/lib/main.js`;
    return { name: 'npx hostdouble', ours: median(ours), floor: median(floor), unit: 'ms', ratio, note };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds from the start of a command to its first answer. */
async function answered(command: string, args: readonly string[], folder: string): Promise<number> {
  const began = performance.now();
  // A group of its own: npx has a shell between itself and the command.
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  try {
    const said = await new Promise<string>((resolve, reject) => {
      child.stdout.setEncoding('utf8').once('data', resolve);
      child.once('exit', code => reject(new Error(`${command} ended with ${code} before it was ready`)));
    });
    const { ready, credentials } = JSON.parse(said);
    const headers = { api_key: credentials.infrahub.apiKey };
    await (await fetch(`${ready}/v1/billing/billing/usage`, { headers })).arrayBuffer();
    return performance.now() - began;
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  }
}

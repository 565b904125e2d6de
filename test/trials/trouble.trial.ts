import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, inject, it, vi } from 'vitest';
import { chanceOfRun } from './chance.js';
import { killAll } from './doubles.js';
import { type Ledger, storeTrouble } from './ledger.js';
import { freshFile } from './stores.js';
import { WatchedState } from './watched-state.js';

/** What clients hear while the store is in trouble, and that all is well by itself afterwards. */

const SECONDS = inject('isShort') ? 1 : 10;
/** Milliseconds in which a server must have found its way back. */
const RECOVERY = 20_000;
const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

afterEach(killAll);
afterAll(killAll);

/** Answers of 5xx that do not say that it was the store, and connections that broke though no server died. */
const unclear = (ledger: Ledger): string[] =>
  ledger.calls.flatMap(({ tag, kind, received }) => {
    if (received === undefined || storeTrouble(received) !== undefined) return [];
    if (received.state !== 'answered') return [`${kind} ${tag}: ${received.state}, ${received.why}`];
    return received.status < 500 ? [] : [`${kind} ${tag}: ${received.status} ${received.text.slice(0, 200)}`];
  });

/** What calls were answered of the store's trouble, each word once. */
const troubles = (ledger: Ledger): string[] => [
  ...new Set(ledger.calls.flatMap(({ received }) => storeTrouble(received) ?? [])),
];

/** How many writes were acknowledged so far. */
const acknowledged = (ledger: Ledger): number =>
  ledger.calls.filter(({ effect, fate }) => effect === 'write' && fate === 'done').length;

/** Waits until more writes are acknowledged than there were; answers how many milliseconds that took. */
async function recovery(ledger: Ledger): Promise<number> {
  const [began, before] = [performance.now(), acknowledged(ledger)];
  await vi.waitFor(() => expect(acknowledged(ledger)).toBeGreaterThan(before + 10), {
    timeout: RECOVERY,
    interval: 20,
  });
  return performance.now() - began;
}

/** A disk of a few megabytes; undefined where this user may make none. */
function smallDisk(megabytes: number): { folder: string; drop(): void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    drop: () => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

describe('SQLite whose disk is full', () => {
  const disk = smallDisk(32);
  afterAll(() => disk?.drop());

  it.skipIf(disk === undefined)(
    'says so, acknowledges nothing that is not kept, and goes on when there is room',
    async () => {
      const { folder = '' } = disk ?? {};
      const state = freshFile(folder);
      const args = ['--state', state.state];
      const watched = await WatchedState.begin({ args, chance: chanceOfRun(), clients: 8, worlds: 2 });
      const { ledger } = watched;
      let isOver = false;
      const work = watched.work(() => isOver);
      const filler = join(folder, 'filler');
      for (let round = 0; round < 2; round++) {
        await recovery(ledger);
        const { bavail, bsize } = statfsSync(folder);
        writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 64 * 1024)));
        const full = ledger.calls.length;
        const isFull = () => ledger.calls.slice(full).some(({ received }) => storeTrouble(received) === 'full');
        await vi.waitFor(() => expect(isFull()).toBe(true), { timeout: RECOVERY, interval: 20 });
        await pause(SECONDS * 300);
        rmSync(filler);
        const took = await recovery(ledger);
        process.stderr.write(`SQLite acknowledged again ${Math.round(took)} ms after there was room\n`);
      }
      isOver = true;
      await work;
      expect(unclear(ledger)).toEqual([]);
      expect(troubles(ledger)).toEqual(['full']);
      expect(await watched.look()).toEqual([]);
      await watched.double.kill();
      await watched.restart();
      expect(await watched.look()).toEqual([]);
      expect(await watched.finish()).toEqual([]);
    },
  );

  it.skipIf(disk === undefined)(
    'when it is killed so, starts again where there is room, with all that it acknowledged',
    async () => {
      const { folder = '' } = disk ?? {};
      const state = freshFile(folder);
      const watched = await WatchedState.begin({
        args: ['--state', state.state],
        chance: chanceOfRun(),
        clients: 8,
        worlds: 2,
      });
      const work = watched.work(() => false, true);
      const filler = join(folder, 'filler');
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 256 * 1024)));
      await vi.waitFor(() => expect(troubles(watched.ledger)).toContain('full'), { timeout: RECOVERY, interval: 20 });
      await Promise.all([watched.double.kill(), work]);
      rmSync(filler);
      await watched.restart();
      expect(await watched.look()).toEqual([]);
      expect(await watched.finish()).toEqual([]);
    },
  );
});

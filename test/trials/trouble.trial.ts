import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { PostgresServer } from '../postgres-server.js';
import { chanceOfRun } from './chance.js';
import { killAll, openDouble } from './doubles.js';
import { type Ledger, storeTrouble } from './ledger.js';
import { freshFile } from './stores.js';
import { WatchedState } from './watched-state.js';

/** What clients hear while the store is in trouble, and that all is well by itself afterwards. */

const SECONDS = inject('isShort') ? 1 : 10;
/** Milliseconds in which a server must have found its way back. */
const RECOVERY = 20_000;
/** Databases made so far: each trial has one of its own. */
let databases = 0;
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

/** Waits until more writes are acknowledged than there were; answers how many milliseconds that took. */
async function recovery(ledger: Ledger): Promise<number> {
  const [began, before] = [performance.now(), ledger.done];
  await vi.waitFor(() => expect(ledger.done).toBeGreaterThan(before + 10), {
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

/** Writes to a file until there is no room for more. */
function fill(path: string): void {
  try {
    for (;;) appendFileSync(path, Buffer.alloc(16 * 1024));
  } catch {}
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
        fill(filler);
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
      await recovery(watched.ledger);
      fill(filler);
      await vi.waitFor(() => expect(troubles(watched.ledger)).toContain('full'), { timeout: RECOVERY, interval: 20 });
      await Promise.all([watched.double.kill(), work]);
      rmSync(filler);
      await watched.restart();
      expect(await watched.look()).toEqual([]);
      expect(await watched.finish()).toEqual([]);
    },
  );
});

describe('PostgreSQL in trouble', () => {
  let server: PostgresServer;
  let state: string;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  beforeEach(async () => {
    const name = `trouble_${++databases}`;
    await server.ask(client => client.query(`create database ${name}`));
    state = server.addressOf(name);
  });
  afterAll(() => server[Symbol.asyncDispose]());
  const begin = (): Promise<WatchedState> =>
    WatchedState.begin({
      args: ['--state', state],
      chance: chanceOfRun(),
      clients: 12,
      worlds: inject('isShort') ? 1 : 4,
    });

  /** Lets clients write while something is done to the database, and says how long it took until writes were acknowledged again. */
  const under = async (watched: WatchedState, times: number, act: () => Promise<void>): Promise<number[]> => {
    let isOver = false;
    const work = watched.work(() => isOver);
    const took: number[] = [];
    for (let count = 0; count < times; count++) {
      await recovery(watched.ledger);
      await act();
      took.push(Math.round(await recovery(watched.ledger)));
    }
    isOver = true;
    await work;
    return took;
  };
  const expectAllKept = async (watched: WatchedState): Promise<void> => {
    expect(unclear(watched.ledger).slice(0, 10)).toEqual([]);
    expect(await watched.look()).toEqual([]);
    await watched.double.kill();
    await watched.restart();
    expect(await watched.look()).toEqual([]);
    expect(await watched.finish()).toEqual([]);
  };

  it('ended and started again under load: what was acknowledged is kept, and all goes on by itself', async () => {
    const watched = await begin();
    const took = await under(watched, SECONDS, async () => {
      await server.stop();
      await pause(500);
      await server.start();
    });
    process.stderr.write(`PostgreSQL ended; writes again after ${took} ms; ${watched.ledger.counts()}\n`);
    expect(troubles(watched.ledger)).toEqual(['unreachable']);
    await expectAllKept(watched);
  });

  it('crashed under load: the same', async () => {
    const watched = await begin();
    const took = await under(watched, SECONDS, async () => {
      await server.crash();
      await server.start();
    });
    process.stderr.write(`PostgreSQL crashed; writes again after ${took} ms; ${watched.ledger.counts()}\n`);
    await expectAllKept(watched);
  });

  it('connections cut in the middle: the same', async () => {
    const watched = await begin();
    const cut =
      'select pg_terminate_backend(pid) from pg_stat_activity where datname is not null and pid <> pg_backend_pid()';
    const took = await under(watched, 5 * SECONDS, async () => {
      await server.ask(client => client.query(cut));
    });
    process.stderr.write(`connections cut; writes again after ${took} ms; ${watched.ledger.counts()}\n`);
    await expectAllKept(watched);
  });

  it('not there at the start: the server says so, and finds it when it comes', async () => {
    await server.stop();
    const double = await openDouble(['--state', state]);
    const statusOf = async (path: string): Promise<number> => (await fetch(`${double.url}${path}`)).status;
    expect(await statusOf('/__admin/health/live')).toBe(200);
    expect(await statusOf('/__admin/health/ready')).toBe(503);
    const refused = await fetch(`${double.url}/v1/core/environments`, { headers: { api_key: 'any' } });
    expect([refused.status, refused.headers.get('x-hostdouble-store')]).toEqual([503, 'unreachable']);
    await server.start();
    const isReady = async () => expect(await statusOf('/__admin/health/ready')).toBe(200);
    await vi.waitFor(isReady, { timeout: RECOVERY, interval: 50 });
    expect(await statusOf('/v1/core/environments')).toBe(401);
  });
});

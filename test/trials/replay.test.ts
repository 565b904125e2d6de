import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { Caller } from './caller.js';
import { Chance } from './chance.js';
import { Client } from './client.js';
import { control, openWorld, snapshotText } from './control.js';
import { broken } from './history.js';
import { JournalFollower } from './journal-follower.js';
import { beginningOf, unbilled, unrestorable, untold } from './kept.js';
import type { WorldAccess, WriteName } from './kinds.js';
import { Ledger, type Noted } from './ledger.js';
import { ADVANCE, BY_A_MINUTE, lived } from './lived.js';
import { differences, type ReplayOptions } from './replay.js';

const SEED = 'empty';
const KINDS: readonly WriteName[] = ['user', 'panelKey', 'environment', 'firewall', 'funding', 'charge', 'application'];

/** The checks of the trials, held to a world that is as it should be, and to the same world told wrong. */
describe('what a world lived', () => {
  let mock: MockServer;
  let fresh: MockServer;
  let caller: Caller;
  let access: WorldAccess;
  let ledger: Ledger;
  let journal: JournalFollower;
  let replay: ReplayOptions;
  let beginning: Awaited<ReturnType<typeof beginningOf>>;
  const now = async (): Promise<string> => Object(await control(mock.url, 'GET', '/worlds/one/clock')).now;

  const advance = async (tag: string): Promise<void> => {
    const wire = {
      method: 'POST',
      path: '/__admin/worlds/one/clock/advance',
      body: JSON.stringify(BY_A_MINUTE),
    } as const;
    const noted = ledger.begin({ tag, world: 'one', client: 0, kind: ADVANCE, effect: 'write', wire });
    ledger.end(noted, await caller.call(wire, tag), status => status === 200);
  };

  beforeAll(async () => {
    [mock, fresh] = [await createMockServer({ seed: SEED }), await createMockServer({ seed: SEED })];
    access = await openWorld(mock.url, 'one', SEED);
    beginning = await beginningOf(mock.url, access);
    ledger = new Ledger();
    caller = new Caller(mock.url);
    const client = new Client({ number: 1, caller, ledger, chance: new Chance(7), worlds: [access], writesOfTen: 5 });
    for (const kind of KINDS) {
      expect(await client.write(access, kind)).toMatchObject({ fate: 'done' });
      await client.read(access);
      if (kind === 'environment') await advance('clock-1');
    }
    await client.write(access, 'environmentRemoval');
    await advance('clock-2');
    expect(client.unseen).toEqual([]);
    journal = new JournalFollower('one');
    await journal.readOn(mock.url);
    const { steps, wrong } = lived(ledger, 'one', journal.calls, await now());
    expect([wrong, broken(steps)]).toEqual([[], []]);
    const reads = ledger.calls.filter(({ effect }) => effect === 'read');
    const snapshot = await snapshotText(mock.url, 'one');
    replay = { url: fresh.url, access, seed: SEED, steps, reads, staleness: 0, snapshot };
  }, 60_000);
  afterEach(() => fresh.control.worlds.remove('one').catch(() => undefined));
  afterAll(async () => {
    caller.close();
    await Promise.all([mock.close(), fresh.close()]);
  });

  const look = (calls: readonly Noted[], tags = new Set(journal.calls.map(({ tag }) => tag))): Promise<string[]> =>
    untold(mock.url, access, calls, tags, beginning);

  it('is lived again by another, to the last byte', async () => {
    expect(replay.steps.filter(({ isAdvance }) => isAdvance)).toHaveLength(2);
    expect(await differences(replay)).toEqual([]);
  });

  it('is another without one of its writes, or in another order', async () => {
    const last = replay.steps.findLastIndex(({ call }) => call?.kind === ('charge' satisfies WriteName));
    expect(await differences({ ...replay, steps: replay.steps.toSpliced(last, 1) })).not.toEqual([]);
  });

  it('has no state that shows a read what it did not hold then', async () => {
    const read = replay.reads.find(({ kind }) => kind === 'funding back');
    const stale = { ...replay.reads[0], ...read, sent: Number.MAX_VALUE, heard: Number.MAX_VALUE } as Noted;
    const told = await differences({ ...replay, reads: [stale] });
    expect(told).toEqual([expect.stringMatching(/^one: funding back .* saw none of the states/)]);
  });

  it('is what was told, unless a write is missing, or there though nobody was told', async () => {
    expect(await look(ledger.calls)).toEqual([]);
    const [first] = ledger.calls.filter(({ kind }) => kind === 'funding');
    const tags = new Set(journal.calls.map(({ tag }) => tag));
    tags.delete(first?.tag ?? '');
    expect(await look(ledger.calls, tags)).toEqual([
      expect.stringMatching(/^one: funding .*: not in the journal$/),
      expect.stringMatching(/^one: funding .*: 1 records of entry, and not in the journal$/),
      expect.stringMatching(/^one: the account has/),
    ]);
    expect(await look(ledger.calls.filter(({ kind }) => kind !== 'firewall'))).toEqual([
      expect.stringMatching(/^one: infrahub.firewall: 1 records where 0 were to be$/),
    ]);
  });

  it('can be restored, and its bill is what it paid', async () => {
    expect(await unrestorable(mock.url, 'one')).toEqual([]);
    expect(await unbilled(mock.url, await openWorld(mock.url, 'another', SEED))).toEqual([]);
  });
});

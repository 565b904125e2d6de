import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { Caller, type Received } from './caller.js';
import { chanceOfRun } from './chance.js';
import { Client } from './client.js';
import { control, openWorld, snapshotText } from './control.js';
import { type DoubleProcess, killAll, openDouble } from './doubles.js';
import { broken, gaps } from './history.js';
import { JournalFollower } from './journal-follower.js';
import { unrestorable } from './kept.js';
import { readKinds, type Wire, type WorldAccess, writeKinds } from './kinds.js';
import { Ledger, type Noted, storeTrouble } from './ledger.js';
import { ADVANCE, BY_A_MINUTE, lived } from './lived.js';
import { differences } from './replay.js';
import { RoundRobin } from './round-robin.js';
import { freshShared } from './stores.js';

/**
 * Three processes on one PostgreSQL behind a balancer: one is killed under load, one is stopped and wakes later. Whatever clients
 * were told must be explained by one order of the writes, and be what one process answers that is fed that order.
 */

const SECONDS = inject('isShort') ? 10 : 60;
const [WORLDS, CLIENTS] = [inject('isShort') ? 4 : 20, 12];
const seedOf = (number: number): string => (number % 4 === 0 ? 'empty' : 'shop');
const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

afterEach(killAll);
afterAll(killAll);

/** Moves the clock of one world by a minute now and then, which is a write like any other. */
async function moveClock(caller: Caller, ledger: Ledger, world: string, isOver: () => boolean): Promise<void> {
  for (let count = 1; !isOver(); count++) {
    const path = `/__admin/worlds/${world}/clock/advance`;
    const wire = { method: 'POST', path, body: JSON.stringify(BY_A_MINUTE) } as const;
    const tag = `clock-${world}-${count}`;
    const noted = ledger.begin({ tag, world, client: 0, kind: ADVANCE, effect: 'write', wire });
    ledger.end(noted, await caller.call(wire, tag), status => status === 200);
    await pause(700);
  }
}

/** Answers that nothing excuses: 5xx, and calls cut off, but those that were open at the server that died or stood still. */
function inexcusable(ledger: Ledger, balancer: RoundRobin, excused: readonly number[]): string[] {
  return ledger.calls.flatMap(({ tag, kind, received }) => {
    if (received?.state === 'answered' && received.status < 500) return [];
    const at = balancer.cut.get(tag);
    if (received?.state === 'cut' && at !== undefined && excused.includes(at)) return [];
    const said = received?.state === 'answered' ? `${received.status} ${storeTrouble(received) ?? ''}` : received?.why;
    return [`${kind} ${tag} at server ${at}: ${received?.state} ${said}`];
  });
}

/** How reads look, and by how many milliseconds they may then be behind. */
const ways = [
  ['fresh', 0],
  ['bounded', 1000],
] as const;

describe.each(ways)('three replicas whose reads are %s', (reads, staleness) => {
  it('lose nothing that was acknowledged, and are as one process', async () => {
    const chance = chanceOfRun();
    const shared = await freshShared();
    const more = reads === 'fresh' ? [] : ['--reads', reads, '--reads-bound', 'PT0.2S'];
    const args = ['--state', shared.state, ...more];
    const replicas: DoubleProcess[] = await Promise.all([openDouble(args), openDouble(args), openDouble(args)]);
    const balancer = new RoundRobin(replicas.map(({ url }) => url));
    const url = await balancer.listen();
    const worlds: WorldAccess[] = [];
    for (let number = 1; number <= WORLDS; number++)
      worlds.push(await openWorld(replicas[number % 3]?.url ?? url, `shared-${number}`, seedOf(number)));

    const ledger = new Ledger();
    let isOver = false;
    const callers: Caller[] = [];
    const called = (): Caller => {
      const caller = new Caller(url);
      callers.push(caller);
      return caller;
    };
    const clients = Array.from({ length: CLIENTS }, (_, index) => {
      const writesOfTen = index % 3 === 0 ? 1 : 6;
      return new Client({ number: index + 1, caller: called(), ledger, chance, worlds, writesOfTen });
    });
    const journals = worlds.map(({ name }) => new JournalFollower(name));
    const follow = async (): Promise<void> => {
      while (!isOver) {
        // Side by side: what calls exchanged is let go of when there is too much, and their tags with it.
        await Promise.all(journals.map(journal => journal.readOn(url).catch(() => undefined)));
        await pause(100);
      }
    };
    const work = [
      ...clients.map(client => client.work(() => isOver)),
      ...worlds.map(({ name }) => moveClock(called(), ledger, name, () => isOver)),
      follow(),
    ];

    await pause(SECONDS * 300);
    await replicas[0]?.kill();
    await pause(SECONDS * 150);
    replicas[1]?.signal('SIGSTOP');
    await pause(700);
    balancer.setUp(1, false);
    await pause(SECONDS * 200);
    replicas[1]?.signal('SIGCONT');
    balancer.setUp(1, true);
    await pause(SECONDS * 100);
    const again = await openDouble(args);
    replicas[0] = again;
    balancer.replace(0, again.url);
    await pause(SECONDS * 250);
    isOver = true;
    await Promise.all(work);

    // Calls that were open at the one that stood still may still have been carried out after it woke: all of it is over now.
    await pause(500);
    const wrong = inexcusable(ledger, balancer, [0, 1]);
    // Reads that may lag may lag behind own writes, too.
    if (staleness === 0) wrong.push(...clients.flatMap(({ unseen }) => unseen));
    const memory = await openDouble([]);
    for (const [index, access] of worlds.entries()) {
      const { name } = access;
      const snapshot = await snapshotText(url, name);
      for (const replica of replicas)
        if ((await snapshotText(replica.url, name)) !== snapshot) wrong.push(`${name}: two replicas, two snapshots`);
      wrong.push(...(await unrestorable(url, name)));
      const journal = journals[index];
      const count = await journal?.readOn(url);
      if (count !== journal?.last)
        wrong.push(`${name}: its journal counts ${count} calls and ends at ${journal?.last}`);
      const light = journal?.calls.find(({ tag }) => tag === '');
      if (light)
        wrong.push(`${name}: number ${light.number} of its journal was let go of before it was read: read it sooner`);
      wrong.push(...gaps(journal?.calls.map(({ number }) => number) ?? []).map(gap => `${name}: journal: ${gap}`));
      const now: string = Object(await control(url, 'GET', `/worlds/${name}/clock`)).now;
      const life = lived(ledger, name, journal?.calls ?? [], now);
      wrong.push(...life.wrong, ...broken(life.steps).map(line => `${name}: ${line}`));
      const seen = ledger.of(name).filter(isAnsweredRead);
      const seed = seedOf(index + 1);
      const replay = { url: memory.url, access, seed, steps: life.steps, reads: seen, staleness, snapshot };
      wrong.push(...(await differences(replay)));
    }
    process.stderr.write(`three replicas, ${reads}; ${ledger.counts()}; ${balancer.cut.size} calls cut off\n`);
    expect(wrong.slice(0, 20)).toEqual([]);
    for (const caller of callers) caller.close();
    await balancer.close();
    await killAll();
    await shared.drop();
  });
});

describe('what is done to a world as a whole', () => {
  it('at one replica is so at all of them at once', async () => {
    const chance = chanceOfRun();
    const shared = await freshShared();
    const args = ['--state', shared.state];
    const urls = (await Promise.all([openDouble(args), openDouble(args), openDouble(args)])).map(({ url }) => url);
    const anyOf = (): string => chance.pick(urls);
    const caller = new Caller('');
    const calledAt = (url: string, access: WorldAccess, wire: Wire): Promise<Received> => {
      caller.moveTo(url);
      return caller.call({ ...wire, path: `/w/${access.name}${wire.path}` }, 'trial');
    };
    for (let round = 1; round <= (inject('isShort') ? 2 : 40); round++) {
      const name = `whole-${round}`;
      const access = await openWorld(anyOf(), name, 'empty');
      const environments = async (): Promise<unknown[]> => {
        const seen: unknown[] = [];
        for (const url of urls) {
          const told = await calledAt(url, access, readKinds.environments(access));
          seen.push(told.state === 'answered' && told.status === 200 ? JSON.parse(told.text).count : told);
        }
        return seen;
      };
      const [before] = await environments();
      const saved = JSON.parse(await snapshotText(anyOf(), name));
      const add = async (number: number): Promise<void> => {
        const thing = { tag: `trial-${round}-${number}`, number };
        expect(await calledAt(anyOf(), access, writeKinds.environment.wire(access, thing))).toMatchObject({
          status: 200,
        });
      };
      const all = (more: number): number[] => urls.map(() => Number(before) + more);
      await add(1);
      expect(await environments()).toEqual(all(1));
      await control(anyOf(), 'POST', `/worlds/${name}/reset`);
      expect(await environments()).toEqual(all(0));
      await add(2);
      await add(3);
      expect(await environments()).toEqual(all(2));
      await control(anyOf(), 'PUT', `/worlds/${name}/snapshot`, saved);
      expect(await environments()).toEqual(all(0));
      const counts = await Promise.all(
        urls.map(async url => Object(await control(url, 'GET', `/worlds/${name}/journal`)).count),
      );
      expect(new Set(counts).size).toBe(1);
      await control(anyOf(), 'DELETE', `/worlds/${name}`);
      for (const url of urls) expect((await fetch(`${url}/__admin/worlds/${name}`)).status).toBe(404);
    }
    caller.close();
    await killAll();
    await shared.drop();
  });
});

const isAnsweredRead = ({ effect, received }: Noted): boolean =>
  effect === 'read' && received?.state === 'answered' && received.status < 500;

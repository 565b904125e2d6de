import { describe, expect, it } from 'vitest';
import type { Issued, Vendor } from '../../mock-server/calls/vendor.js';
import { SharedWeight } from '../../mock-server/domain/shared-weight.js';
import type { Incoming } from '../../mock-server/http/dispatch.js';
import { ReplyCache } from '../../mock-server/http/reply-cache.js';
import { replay } from '../../mock-server/seeds/replay.js';
import { AnyCalls, Chance, callable, DirectCloud, listedVendors, seedAt } from '../any-calls.js';

const NOW = Date.UTC(2026, 5, 15, 9, 30);
const [SECOND, HOUR, DAY] = [1000, 3_600_000, 86_400_000];

/** Ways for time to pass: within a minute, to the next hour or day or just beyond, up to more than a month. */
const pauses = [SECOND, 37 * SECOND, 300 * SECOND, HOUR, HOUR, 5 * HOUR, DAY, DAY + HOUR, 4 * DAY, 16 * DAY, 32 * DAY];

/** Reads that are asked again after each step, and those of them that are new. */
const [WATCHED, FRESH] = [12, 3];

/** Sequences for each vendor and seed, and their steps. */
const [SEQUENCES, STEPS] = [2, 60];

const seedName = (name: string, sequence: number): string => (name === 'shop' ? `shop:${sequence + 1}` : name);

/** Two clouds with the same history, one of which keeps its replies: what is asked of both is to be the same. */
class Twins {
  readonly calls: AnyCalls;
  readonly #keeping: DirectCloud;
  readonly #asking: DirectCloud;
  readonly #sent = new WeakSet<object>();
  /** How many answers were sent again. */
  recalled = 0;

  constructor(keeping: DirectCloud, asking: DirectCloud, calls: AnyCalls) {
    this.#keeping = keeping;
    this.#asking = asking;
    this.calls = calls;
  }

  get now(): number {
    return this.#keeping.now;
  }

  ask(incoming: Incoming): void {
    const kept = this.#keeping.call(incoming);
    const asked = this.#asking.call(incoming);
    const call = `${incoming.method} ${incoming.path}?${incoming.search} ${incoming.body} of ${JSON.stringify(incoming.headers)} at ${new Date(this.now).toISOString()}`;
    expect([call, kept.status, kept.text]).toEqual([call, asked.status, asked.text]);
    if (this.#sent.has(kept.sent)) this.recalled += 1;
    this.#sent.add(kept.sent);
    this.calls.learn(asked);
  }

  pause(by: number): void {
    this.#keeping.advance(by);
    this.#asking.advance(by);
  }
}

async function twins(vendor: Vendor, issued: readonly Issued[], seed: string, chance: Chance): Promise<Twins> {
  const { number, history } = await seedAt(seed, NOW);
  const past = await history(vendor.contract.vendor);
  const [keeping, asking] = [await callable(vendor), await callable(vendor, false)];
  return new Twins(
    new DirectCloud(keeping, await replay(vendor, past, number, issued)),
    new DirectCloud(asking, await replay(vendor, past, number, issued)),
    new AnyCalls(keeping, chance, issued),
  );
}

describe.each(listedVendors)('of %s', (_name, listed) => {
  it.each(['shop', 'empty'])(
    'every read is answered as if no reply were kept, whatever is done in the world "%s"',
    async name => {
      const vendor = await listed.load();
      let recalled = 0;
      for (let sequence = 0; sequence < SEQUENCES; sequence++) {
        const chance = new Chance(sequence + 1);
        const both = await twins(vendor, listed.issue('default', 1), seedName(name, sequence), chance);
        const { calls } = both;
        const [reads, others] = [calls.operations(true), calls.operations(false)];
        for (const entry of reads) both.ask(calls.of(entry, both.now, true));
        let watched: readonly Incoming[] = [];
        for (let step = 0; step < STEPS; step++) {
          const turn = chance.below(3);
          if (turn === 0) both.ask(calls.of(chance.pick(others), both.now));
          if (turn === 1) both.pause(chance.pick(pauses));
          const fresh = Array.from({ length: FRESH }, () => calls.of(chance.pick(reads), both.now));
          watched = [...fresh, ...watched].slice(0, WATCHED);
          for (const incoming of watched) both.ask(incoming);
        }
        recalled += both.recalled;
      }
      expect(recalled).toBeGreaterThan(10);
    },
  );

  it('every read is answered as if no reply were kept, day by day through a month in which nothing is done', async () => {
    const both = await twins(await listed.load(), listed.issue('default', 1), 'shop', new Chance(1));
    const { calls } = both;
    const reads = calls.operations(true);
    for (const entry of reads) both.ask(calls.of(entry, both.now, true));
    const watched = reads.map(entry => calls.of(entry, both.now, true));
    for (const pause of [...Array<number>(12).fill(HOUR), ...Array<number>(32).fill(DAY)]) {
      for (const incoming of watched) both.ask(incoming);
      both.pause(pause);
    }
  });
});

it('answers that a change has outdated are let go of at once, and weigh no more', () => {
  const together = new SharedWeight(10_000);
  const [one, other] = [new ReplyCache<string>(together), new ReplyCache<string>(together)];
  const recalled = (cache: ReplyCache<string>, version: number) => cache.recall('key', { version, now: 0 });
  one.keep('key', { version: 1, now: 0 }, 1, 'one', 4000);
  one.outdated({ version: 1, now: 0 });
  expect(recalled(one, 1)).toBe('one');
  other.keep('key', { version: 1, now: 0 }, 1, 'other', 4000);
  one.outdated({ version: 2, now: 0 });
  expect(recalled(one, 1)).toBeUndefined();
  one.keep('key', { version: 2, now: 0 }, 1, 'new', 4000);
  one.keep('more', { version: 3, now: 0 }, 1, 'newer', 4000);
  expect([recalled(one, 2), recalled(one, 3)]).toEqual([undefined, undefined]);
  expect(recalled(other, 1)).toBe('other');
});

it('a read by form is kept by its form', async () => {
  const [listed] = listedVendors.flatMap(([name, one]) => (name === 'virtuozzo' ? [one] : []));
  if (listed === undefined) throw new Error('no vendor of forms');
  const [vendor, issued] = [await listed.load(), listed.issue('default', 1)];
  const { number, history } = await seedAt('shop', NOW);
  const keeping = await callable(vendor);
  const cloud = new DirectCloud(keeping, await replay(vendor, await history('virtuozzo'), number, issued));
  const read = (more: string) => {
    const session = issued.find(({ scheme }) => scheme !== null)?.value;
    const body = Buffer.from(
      `session=${session}&starttime=2026-05-01%2000:00:00&endtime=2026-05-03%2000:00:00&period=${more}`,
    );
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = {
      method: 'POST',
      path: '/billing/account/rest/getaccountbillinghistorybyperiod',
      search: '',
      headers,
      body,
    };
    return cloud.call({ ...sent, origin: 'http://localhost', base: '/1.0' }).sent;
  };
  expect(read('HOUR')).toBe(read('HOUR'));
  expect(read('HOUR')).not.toBe(read('DAY'));
});

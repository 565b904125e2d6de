import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredText } from '../../mock-server/store/store.js';
import { Exchanged } from '../../mock-server/worlds/exchanged.js';
import { Journal, type NumberedCall, type Received } from '../../mock-server/worlds/journal.js';
import { readKept } from '../../mock-server/worlds/kept-call.js';
import { KeptJournal } from '../../mock-server/worlds/kept-journal.js';
import type { Marks } from '../../mock-server/worlds/shown-call.js';
import { toy } from '../http/toy.js';

const marks: Marks = { contract: toy.contract, operation: undefined, id: null, issued: [] };
const call = (path: string, more: Partial<Received> = {}): Received => ({
  ...{ at: 0, vendor: 'toy', method: 'GET', path, operation: null, status: 404, failure: 'noRoute', why: null },
  ...{ near: null, ignored: [], override: null, fault: null, transport: null, findings: [], duration: 1 },
  ...{ exchanged: null, cut: null },
  ...more,
});
const numbered = (number: number): NumberedCall => ({ number, call: call(`/${number}`) });
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const shown = (journal: Journal): string[] => journal.all().map(({ number, path }) => `${number}${path}`);

describe('a journal whose calls others number', () => {
  it('has a call without a number last, and counts it when it is placed', () => {
    const journal = new Journal();
    const heard: number[] = [];
    let counted = 0;
    journal.onCall(({ number }) => heard.push(number));
    journal.onCount(() => {
      counted += 1;
    });
    journal.add(call('/a'));
    const pending = journal.pending(call('/b'));
    expect([journal.count, shown(journal), journal.after(0).length]).toEqual([1, ['1/a', '2/b'], 1]);
    journal.placed([pending], 2);
    expect([journal.count, shown(journal), journal.after(1).length]).toEqual([2, ['1/a', '2/b'], 1]);
    expect(heard).toEqual([1, 2]);
    expect(counted).toBe(3);
  });

  it('counts no further than it knows all, and puts the calls of others where they were', () => {
    const journal = new Journal();
    const heard: string[] = [];
    journal.onCall(({ number, path }) => heard.push(`${number}${path}`));
    journal.placed([call('/mine'), call('/mine')], 5);
    expect([journal.count, journal.isLacking, journal.isEmpty]).toEqual([0, true, false]);
    expect(shown(journal)).toEqual(['4/mine', '5/mine']);
    expect(journal.after(0)).toEqual([]);
    journal.put(range(1, 5).map(numbered));
    expect([journal.count, journal.isLacking]).toEqual([5, false]);
    expect(shown(journal)).toEqual(['1/1', '2/2', '3/3', '4/mine', '5/mine']);
    expect(heard).toEqual(['4/mine', '5/mine', '1/1', '2/2', '3/3']);
  });

  it('passes over what the store has no more, and says that it is lost', () => {
    const journal = new Journal();
    journal.add(call('/1', { operation: 'a.b' }));
    journal.placed([call('/mine')], 2002);
    journal.put([...range(1003, 2001).map(numbered), { number: 2003, call: undefined }]);
    expect([journal.count, journal.lostAfter(0), journal.all().length]).toEqual([2003, 1003, 999]);
    expect(journal.forgotten((_vendor, operation) => operation === 'a.b')).toBe(1 + 1001 + 1);
    expect(journal.forgotten(() => false)).toBe(1002);
  });

  it('keeps no more of what is ahead than of what is counted', () => {
    const journal = new Journal();
    for (const number of range(1, 3000)) journal.placed([call(`/${number}`)], 2 * number);
    expect(journal.all().length).toBeLessThanOrEqual(1000);
    expect(journal.all().at(-1)).toMatchObject({ number: 6000, path: '/3000' });
    expect(journal.all().length + journal.lostAfter(0)).toBeGreaterThan(5400);
  });

  it('begins as a store says, and again when others cleared it', () => {
    const journal = new Journal();
    journal.begin({ calls: 1500, cleared: 2, entries: range(501, 1500).map(numbered) });
    expect([journal.count, journal.cleared, journal.all().length, journal.lostAfter(0)]).toEqual([1500, 2, 1000, 500]);
    expect(journal.forgotten(() => true)).toBe(500);
    journal.add(call('/new'));
    expect(shown(journal).at(-1)).toBe('1501/new');
    expect(journal.forgotten(() => false)).toBe(500);
    const pending = journal.pending(call('/old'));
    journal.begin({ calls: 0, cleared: 3, entries: [] });
    journal.placed([pending], 9, 2);
    expect([journal.count, journal.cleared, journal.isEmpty]).toEqual([0, 3, true]);
  });

  it('lets go of what calls exchanged that wait, when it is too much', () => {
    const journal = new Journal();
    const raw = { params: {}, query: {}, body: '' };
    const sent = { headers: {}, path: '', search: '', body: { length: 2 ** 20 }, raw };
    const heavy = () => call('/heavy', { exchanged: new Exchanged(sent, { headers: {}, text: '' }) });
    const pending = range(1, 5).map(() => journal.pending(heavy()));
    expect(journal.all().map(({ exchanged }) => exchanged !== null)).toEqual([true, true, true, false, false]);
    expect(journal.all()[4]?.cut).toEqual({ body: 2 ** 20, reply: 0 });
    journal.dropped(pending);
    journal.pending(heavy());
    expect(journal.all().map(({ exchanged }) => exchanged !== null)).toEqual([true]);
  });

  it('comes to the same as one that received all calls itself, however they come to be known', () => {
    const step = fc.record({ ours: fc.nat(3), theirs: fc.nat(3), isRead: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        const [journal, model] = [new Journal(), new Journal()];
        const store: NumberedCall[] = [];
        const append = (calls: readonly Received[]): number => {
          for (const one of calls) {
            store.push({ number: store.length + 1, call: one });
            model.add(one);
          }
          return store.length;
        };
        const read = (): void => journal.put(store.slice(journal.count));
        for (const { ours, theirs, isRead } of steps) {
          const pending = range(1, ours).map(at => journal.pending(call(`/ours${at}`)));
          append(range(1, theirs).map(at => call(`/theirs${at}`)));
          journal.placed(pending, append(pending));
          if (isRead) read();
          expect(journal.count).toBeLessThanOrEqual(model.count);
        }
        read();
        expect(journal.all()).toEqual(model.all());
        expect([journal.count, journal.lostAfter(0), journal.isLacking]).toEqual([model.count, 0, false]);
      }),
    );
  });
});

/** A store of calls that can be stopped, and a clock that is moved by hand. */
function keptWith() {
  const journal = new Journal();
  const kept: StoredText[] = [];
  const lost: number[] = [];
  let trouble: Error | undefined;
  let isGone = false;
  let waiting: { act: () => void; milliseconds: number } | undefined;
  const buffer = new KeptJournal({
    journal,
    async append(calls) {
      if (trouble !== undefined) throw trouble;
      if (isGone) return undefined;
      kept.push(...calls);
      return kept.length;
    },
    onLost: calls => lost.push(calls),
    later(act, milliseconds) {
      const own = { act, milliseconds };
      waiting = own;
      return () => {
        if (waiting === own) waiting = undefined;
      };
    },
  });
  return {
    ...{ journal, buffer, lost },
    paths: () => kept.map(one => readKept(one)?.path),
    get due() {
      return waiting?.milliseconds;
    },
    /** Has the time come for what is to be done later. */
    async pass() {
      const { act } = waiting ?? {};
      waiting = undefined;
      act?.();
      for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
    },
    stop: (error?: Error) => {
      trouble = error;
    },
    remove: () => {
      isGone = true;
    },
  };
}

describe('calls that are kept a little later', () => {
  it('are sent together within 50 milliseconds, and then have their numbers', async () => {
    const world = keptWith();
    world.buffer.add(call('/1'), marks);
    world.buffer.add(call('/2'), marks);
    expect([world.due, world.paths(), world.journal.count, shown(world.journal)]).toEqual([50, [], 0, ['1/1', '2/2']]);
    await world.pass();
    expect([world.due, world.paths(), world.journal.count]).toEqual([undefined, ['/1', '/2'], 2]);
  });

  it('are sent at once when that is asked for, or when they are many', async () => {
    const world = keptWith();
    world.buffer.add(call('/1'), marks);
    await world.buffer.flush();
    expect([world.due, world.paths(), world.buffer.size]).toEqual([undefined, ['/1'], 0]);
    await world.buffer.flush();
    for (const at of range(1, 250)) world.buffer.add(call(`/${at}`), marks);
    expect(world.due).toBe(0);
    await world.pass();
    expect(world.paths()).toHaveLength(251);
  });

  it('go with a commit, before what that adds, and come back in their order when it fails', async () => {
    const world = keptWith();
    world.buffer.add(call('/1'), marks);
    const failed = world.buffer.take();
    world.buffer.add(call('/2'), marks);
    failed.back();
    expect(world.due).toBe(1000);
    const batch = world.buffer.take();
    expect(batch.calls.map(one => readKept(one)?.path)).toEqual(['/1', '/2']);
    batch.placed(2);
    world.journal.placed([call('/3')], 3);
    expect([shown(world.journal), world.journal.count]).toEqual([['1/1', '2/2', '3/3'], 3]);
  });

  it('wait while the store cannot be asked, the oldest thousand less, and what was lost is told once', async () => {
    const world = keptWith();
    const trouble = new Error('gone fishing');
    world.stop(trouble);
    world.buffer.add(call('/0'), marks);
    await expect(world.buffer.flush()).rejects.toBe(trouble);
    for (const at of range(1, 1005)) world.buffer.add(call(`/${at}`), marks);
    expect([world.due, world.buffer.size, world.lost]).toEqual([1000, 1000, []]);
    await world.pass();
    expect([world.due, world.buffer.size, world.journal.all().length]).toEqual([1000, 1000, 1000]);
    world.stop();
    await world.pass();
    expect([world.due, world.buffer.size, world.lost]).toEqual([undefined, 0, [6]]);
    expect(world.paths()).toEqual(range(6, 1005).map(at => `/${at}`));
    expect([world.journal.count, world.journal.all()[0]?.path]).toEqual([1000, '/6']);
  });

  it('are let go of when they are too long for all to wait', async () => {
    const world = keptWith();
    world.stop(new Error('no'));
    const raw = { params: {}, query: {}, body: '' };
    const sent = { headers: { a: 'x'.repeat(60_000) }, path: '', search: '', body: { length: 10 }, raw };
    for (const at of range(1, 400))
      world.buffer.add(call(`/${at}`, { exchanged: new Exchanged(sent, { headers: {}, text: '' }) }), marks);
    await expect(world.buffer.flush()).rejects.toThrow('no');
    const { size } = world.buffer;
    expect(size).toBeGreaterThan(270);
    expect(size).toBeLessThan(280);
    expect(world.journal.all()).toHaveLength(size);
  });

  it('are forgotten with a journal that is cleared, or a world that is no more', async () => {
    const world = keptWith();
    world.buffer.add(call('/1'), marks);
    const underWay = world.buffer.take();
    world.journal.clear();
    world.buffer.clear();
    underWay.back();
    expect([world.due, world.buffer.size, world.journal.isEmpty]).toEqual([undefined, 0, true]);
    world.remove();
    world.buffer.add(call('/2'), marks);
    await world.buffer.flush();
    world.buffer.add(call('/3'), marks);
    expect([world.due, world.buffer.size, world.journal.isEmpty]).toEqual([undefined, 0, true]);
  });

  it('are all sent when flushes overlap', async () => {
    const world = keptWith();
    world.buffer.add(call('/1'), marks);
    const first = world.buffer.flush();
    world.buffer.add(call('/2'), marks);
    await Promise.all([first, world.buffer.flush(), world.buffer.flush()]);
    expect([world.paths(), world.journal.count]).toEqual([['/1', '/2'], 2]);
  });
});

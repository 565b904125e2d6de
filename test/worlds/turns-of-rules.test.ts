import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RateLimit } from '../../contracts/core/dialect.js';
import { Folded } from '../../mock-server/domain/folded.js';
import { Parts } from '../../mock-server/domain/parts.js';
import { Faults, type FaultWish } from '../../mock-server/worlds/faults.js';
import { Overrides, Taken, type WantedOverride } from '../../mock-server/worlds/overrides.js';
import { RateLimits } from '../../mock-server/worlds/rate-limits.js';
import type { MetCall } from '../../mock-server/worlds/rule.js';

const call = (operation: string, now = 0): MetCall => ({
  ...{ vendor: 'acme', operation, now },
  raw: { params: {}, query: {}, body: { name: 'web' } },
});
const fault = (wish: Partial<FaultWish> = {}): FaultWish => ({
  ...{ operation: 'acme/lamps.create', failure: 'conflict', text: null },
  ...wish,
});
const override = (wish: Partial<WantedOverride> = {}): WantedOverride => ({
  ...{ operation: 'acme/lamps.*', name: null, times: null, drift: false },
  ...{ reply: { status: 200, headers: {}, body: { ok: true } } },
  ...wish,
});
const limit: RateLimit = { calls: 3, window: 1000, per: 'credential', begins: 'withTheFirstCall', evidence: 'assumed' };

/** What a world has beside its clouds. */
class Ruled {
  readonly faults = new Faults(() => 7);
  readonly overrides = new Overrides();
  readonly limits = new RateLimits();
  readonly parts = new Parts();

  constructor() {
    for (const { parts } of [this.faults, this.overrides, this.limits])
      for (const [name, part] of Object.entries(parts)) this.parts.keep(name, part);
    this.overrides.stand([override({ name: 'standing', times: 2 }), override({ operation: 'acme/doors.*', every: 2 })]);
  }

  /** The same, brought back from what is kept. */
  static kept(rows: Parameters<Parts['putRows']>[0], heads: Record<string, unknown>): Ruled {
    const ruled = new Ruled();
    ruled.parts.putRows(JSON.parse(JSON.stringify([...rows])));
    ruled.parts.putHeads(JSON.parse(JSON.stringify(heads)));
    return ruled;
  }

  /** All that shows; without those that stand, whose counts are not kept. */
  shown(hasStanding = true): unknown {
    const overrides = this.overrides.all().filter(({ standing }) => hasStanding || !standing);
    const clients = ['a', 'b'].map(client => this.#standingOf(client));
    const tasks = ['one', 'two'].map(name => this.faults.ofTasks('acme')?.find(taskOf(name), 0)?.at);
    return JSON.parse(
      JSON.stringify([this.faults.all(), overrides, this.limits.isOn, clients, tasks, this.parts.heads()]),
    );
  }

  #standingOf(client: string): unknown {
    const twin = new RateLimits();
    twin.load(structuredClone(this.limits.save()));
    return twin.take(client, limit, 500);
  }
}

const taskOf = (name: string) => ({ name, operation: 'lamps.create', due: 50, course: undefined });

type Act = (ruled: Ruled) => unknown;
const acts: readonly Act[] = [
  ({ faults }) => faults.add(fault(), 2),
  ({ faults }) => faults.add(fault({ operation: '*', chance: 0.5, failure: undefined, delay: 'PT1S' }), null),
  ({ faults }) => faults.add(fault({ failure: 'taskFails', skip: 1, operation: 'acme/lamps.create' }), 3),
  ({ faults }) => faults.take(call('lamps.create')),
  ({ faults }) => faults.take(call('doors.list')),
  ({ faults }) => faults.ofBegun(call('lamps.create'))?.(['one', 'two']),
  ({ faults }) => faults.ofTasks('acme')?.find(taskOf('one'), 0)?.spend(),
  ({ faults }) => faults.remove(1),
  ({ faults }) => faults.clear(),
  ({ overrides }) => overrides.add(override({ name: 'mine', times: 1, skip: 1 })),
  ({ overrides }) => overrides.add(override({ name: 'standing' })),
  ({ overrides }) => overrides.add(override({ times: 3 })),
  ({ overrides }) => {
    const taken = overrides.match(call('lamps.create'));
    if (taken !== undefined) overrides.strike(taken);
  },
  ({ overrides }) => {
    const taken = new Taken();
    const matched = overrides.match(call('doors.open'), taken);
    if (matched !== undefined) taken.note(matched, true);
    taken.count(overrides);
  },
  ({ overrides }) => overrides.remove('mine'),
  ({ overrides }) => overrides.remove('2'),
  ({ overrides }) => overrides.remove('standing'),
  ({ overrides }) => overrides.clear(),
  ({ limits }) => limits.take('a', limit, 0),
  ({ limits }) => limits.take('b', limit, 2000),
  ({ limits }) => {
    limits.isOn = !limits.isOn;
  },
  ({ faults, overrides, limits }) => {
    faults.reset();
    overrides.reset();
    limits.reset();
  },
];
const someActs = fc.array(fc.nat(acts.length - 1), { maxLength: 14 });
const perform = (ruled: Ruled, indexes: readonly number[]): unknown =>
  JSON.parse(JSON.stringify(indexes.map(index => acts[index]?.(ruled) ?? null)));

describe('the rules of a world', () => {
  it('are after a turn that was undone as they were before it, and the same turn does the same again', () => {
    fc.assert(
      fc.property(someActs, someActs, (before, acts) => {
        const ruled = new Ruled();
        perform(ruled, before);
        const shown = ruled.shown();
        ruled.parts.beginTurn();
        const told = perform(ruled, acts);
        const after = ruled.shown();
        ruled.parts.undoTurn();
        expect(ruled.shown()).toEqual(shown);
        ruled.parts.beginTurn();
        expect(perform(ruled, acts)).toEqual(told);
        ruled.parts.keepTurn();
        expect(ruled.shown()).toEqual(after);
      }),
    );
  });

  it('do in a turn what they do without one, and without a world that is kept', () => {
    fc.assert(
      fc.property(someActs, acts => {
        const [ruled, plain] = [new Ruled(), new Ruled()];
        ruled.parts.beginTurn();
        expect(perform(ruled, acts)).toEqual(perform(plain, acts));
        expect(ruled.shown()).toEqual(plain.shown());
      }),
    );
  });

  it('come back from their rows, and from what turns changed in them, as far as they are kept', () => {
    fc.assert(
      fc.property(fc.array(someActs, { maxLength: 4 }), turns => {
        const ruled = new Ruled();
        const folded = new Folded();
        ruled.parts.onKept(changes => folded.add(changes));
        for (const acts of turns) {
          ruled.parts.beginTurn();
          perform(ruled, acts);
          ruled.parts.keepTurn();
        }
        const heads = ruled.parts.heads();
        expect(Ruled.kept(ruled.parts.rows(), heads).shown(false)).toEqual(ruled.shown(false));
        expect(Ruled.kept(folded.rows(), heads).shown(false)).toEqual(ruled.shown(false));
      }),
    );
  });

  it('count one by one: what was taken before stays as it was, so that no change is told twice', () => {
    const ruled = new Ruled();
    const told: unknown[] = [];
    const added = ruled.faults.add(fault({ skip: 1 }), 1);
    ruled.parts.onKept(changes => told.push(...changes));
    ruled.faults.take(call('lamps.create'));
    const strike = ruled.faults.take(call('lamps.create'));
    expect(added).toMatchObject({ met: 0, struck: 0, left: 1 });
    expect(strike?.breaking).toMatchObject({ met: 2, struck: 1, left: 0 });
    expect(told).toMatchObject([
      { part: 'faults', key: 1, before: { met: 0 }, after: { met: 1 } },
      { part: 'faults', key: 1, before: { met: 1 }, after: { met: 2, struck: 0 } },
      { part: 'faults', key: 1, before: { struck: 0, left: 1 }, after: { struck: 1, left: 0 } },
    ]);
  });

  it('count nothing on a rule that is no more', () => {
    const { faults, overrides, parts } = new Ruled();
    parts.beginTurn();
    const taken = new Taken();
    const added = overrides.add(override({ operation: 'acme/gates.*' }));
    taken.note(added, true);
    faults.add(fault({ failure: 'taskFails', skip: 0 }), null);
    const begun = faults.ofBegun(call('lamps.create'));
    parts.undoTurn();
    taken.count(overrides);
    overrides.strike(added);
    begun?.(['one']);
    expect([overrides.get(added.id), faults.all(), [...parts.rows()]]).toEqual([undefined, [], []]);
  });
});

describe('overrides that stand', () => {
  const names = ({ overrides }: Ruled) => overrides.all().map(({ id, name }) => [id, name]);

  it('are not kept; one that is kept has its id for itself, and its place before them', () => {
    const ruled = new Ruled();
    ruled.overrides.add(override({ name: 'mine' }));
    expect(names(ruled)).toEqual([
      [3, 'mine'],
      [1, 'standing'],
      [2, null],
    ]);
    const other = new Ruled();
    other.overrides.stand([override({ name: 'a' }), override({ name: 'b' })]); // ids 3 and 4
    other.parts.putRows(ruled.parts.rows());
    other.parts.putHeads(ruled.parts.heads());
    expect(names(other)).toEqual([
      [3, 'mine'],
      [5, 'a'],
      [4, 'b'],
    ]);
    expect(other.overrides.add(override()).id).toBe(6);
  });

  it('stand no more where they were removed or replaced, until the world is reset', () => {
    const ruled = new Ruled();
    ruled.overrides.remove('standing');
    const other = Ruled.kept(ruled.parts.rows(), ruled.parts.heads());
    expect(names(other)).toEqual([[2, null]]);
    ruled.overrides.clear();
    const third = Ruled.kept(ruled.parts.rows(), ruled.parts.heads());
    expect(names(third)).toEqual([]);
    third.overrides.reset();
    expect(names(third).map(([, name]) => name)).toEqual(['standing', null]);
  });
});

describe('windows of clients', () => {
  it('are kept under names that tell no credential', () => {
    const { limits, parts } = new Ruled();
    limits.take('acme secret-of-a-client', limit, 0);
    expect(JSON.stringify([...parts.rows()])).not.toContain('secret-of-a-client');
    expect([...limits.rows()]).toEqual([[expect.stringMatching(/^[\w-]{22}$/), { ends: 1000, calls: 1 }]]);
  });

  it('are those of ten thousand clients: of more, the one that began first is forgotten', () => {
    const limits = new RateLimits();
    for (let client = 0; client < 10_001; client += 1) limits.take(`${client}`, limit, 0);
    expect([...limits.rows()]).toHaveLength(10_000);
    expect(limits.take('1', limit, 0).remaining).toBe(1);
    expect(limits.take('0', limit, 0).remaining).toBe(2);
  });
});

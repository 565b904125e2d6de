import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from '../../mock-server/domain/agenda.js';
import { Cloud, type Jobs } from '../../mock-server/domain/cloud.js';
import { Missing } from '../../mock-server/domain/collection.js';

interface Lamp {
  readonly id: number;
  readonly colour: string;
  readonly lit: boolean;
  readonly switched: number;
}

/** A cloud of lamps. */
class Lamps extends Cloud {
  readonly lamps = this.collection<Lamp>('lamp', { key: ({ lit }) => `${lit}` });
  readonly usage = this.meter<{ readonly watts: number }>('usage');
  light(): Lamp {
    const id = this.nextId('lamp');
    const colour = this.random.hex({ entity: 'lamp', id, field: 'colour' }, 6);
    this.lamps.add({ id, colour, lit: false, switched: 0 });
    this.switch(id, true);
    this.agenda.enter(this.now + 100, 'goOut', id);
    return this.lamps.need(id);
  }

  switch(id: number, lit: boolean): void {
    const { switched } = this.lamps.update(id, { lit, switched: this.lamps.need(id).switched + 1 });
    if (lit) this.usage.charge(id, this.now, { watts: switched });
    else this.usage.stop(id, this.now);
  }
}

/** Lamps go out by themselves. */
const jobs: Jobs<Lamps> = {
  goOut: { has: () => true, run: (cloud, id) => cloud.switch(Number(id), false) },
};

const lived = (pauses: readonly number[], from = new Lamps(7, 0)): Lamps => {
  for (const pause of pauses) {
    from.settle(from.now + pause, jobs);
    from.light();
  }
  return from;
};

const pauses = fc.array(fc.nat(80), { maxLength: 20 });

describe('cloud', () => {
  it('is the same after one advance as after many', () => {
    fc.assert(
      fc.property(pauses, fc.array(fc.nat(50), { maxLength: 10 }), (story, steps) => {
        const [one, many] = [lived(story), lived(story)];
        for (const step of steps) many.settle(many.now + step, jobs);
        one.settle(many.now, jobs);
        expect(one.save()).toEqual(many.save());
      }),
    );
  });

  it('goes on from a snapshot as if nothing had been', () => {
    fc.assert(
      fc.property(pauses, pauses, (before, after) => {
        const original = lived(before);
        const copy = new Lamps(7, 0);
        copy.load(JSON.parse(JSON.stringify(original.save())));
        expect(JSON.stringify(copy.save())).toBe(JSON.stringify(original.save()));
        expect(JSON.stringify(lived(after, copy).save())).toBe(JSON.stringify(lived(after, original).save()));
      }),
    );
  });

  it('draws the same value for an entity however many others there are', () => {
    const alone = lived([5]).lamps.need(1).colour;
    expect(lived([5, 1, 1, 1]).lamps.need(1).colour).toBe(alone);
    expect(new Lamps(8, 0).light().colour).not.toBe(alone);
  });

  it('takes ids and draws that were set down beforehand, and counts on after them', () => {
    const cloud = new Lamps(7, 0);
    cloud.random.pin('lamp', [40]);
    cloud.random.pin('lamp.colour', ['c0ffee']);
    expect(cloud.light()).toMatchObject({ id: 40, colour: 'c0ffee' });
    expect(cloud.random.hex({ entity: 'lamp', id: 40, field: 'colour' }, 6)).toBe('c0ffee');
    expect(cloud.random.waiting('lamp')).toBe(0);
    expect(cloud.light().id).toBe(41);
  });

  it('gives out no id that a record has, whatever was counted, also under another kind than the name of its collection', () => {
    class Shelves extends Lamps {
      readonly shelves = this.collection<Lamp>('shelf', { ids: 'board' });
    }
    const cloud = new Shelves(7, 0);
    for (const id of [1, 2, 4]) {
      cloud.lamps.add({ id, colour: 'red', lit: false, switched: 0 });
      cloud.shelves.add({ id: id + 1, colour: 'red', lit: false, switched: 0 });
    }
    expect([cloud.nextId('lamp'), cloud.nextId('lamp'), cloud.nextId('lamp')]).toEqual([3, 5, 6]);
    expect([cloud.nextId('board'), cloud.nextId('board'), cloud.nextId('shelf')]).toEqual([1, 4, 1]);
  });

  it('runs what is due in order of time, then of entry, each at its own time', () => {
    const cloud = lived([0, 0, 30]);
    expect(cloud.settle(1000, jobs)).toEqual([
      { at: 100, job: 'goOut', subject: '1' },
      { at: 100, job: 'goOut', subject: '2' },
      { at: 130, job: 'goOut', subject: '3' },
    ]);
    expect(cloud.usage.of(3)).toEqual([{ subject: '3', from: 30, to: 130, terms: { watts: 1 } }]);
    expect(cloud.agenda.size).toBe(0);
  });

  it('has an agenda that gives jobs in order of time, then of entry, however they came in', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 40 }), times => {
        const agenda = new Agenda();
        for (const [order, at] of times.entries()) agenda.enter(at, 'job', order);
        const taken = times.map(() => Number(agenda.take(9)?.subject));
        expect(taken).toEqual([...times.keys()].sort((one, other) => Number(times[one]) - Number(times[other])));
      }),
    );
  });

  it('takes jobs back', () => {
    const cloud = lived([0, 10]);
    cloud.agenda.cancel(1);
    expect(cloud.agenda.waiting(1)).toEqual([]);
    expect(cloud.settle(1000, jobs)).toHaveLength(1);
  });

  it('finds records by their key, through every change and a snapshot', () => {
    const cloud = lived([0, 10, 50]);
    expect(cloud.lamps.keyed('true')?.id).toBe(1);
    cloud.settle(105, jobs);
    expect([cloud.lamps.keyed('true')?.id, cloud.lamps.keyed('false')?.id]).toEqual([2, 1]);
    const copy = new Lamps(7, 0);
    copy.load(cloud.save());
    expect([copy.lamps.keyed('true')?.id, copy.lamps.keyed('false')?.id]).toEqual([2, 1]);
    cloud.lamps.remove(1);
    expect(cloud.lamps.keyed('false')).toBeUndefined();
  });

  it('refuses a snapshot that lacks a part, or has one that it does not know, and an agenda with a job that there is not', () => {
    const cloud = new Lamps(7, 0);
    const state = lived([5]).save();
    expect(() => cloud.load({ now: 0, ids: {}, parts: {} })).toThrow('the snapshot lacks "random"');
    const more = { ...state, parts: { ...state.parts, dream: [] } };
    expect(() => cloud.load(more)).toThrow('nothing here is named "dream"');
    cloud.load(state);
    cloud.agenda.enter(1, 'toString', 1);
    expect(() => cloud.settle(10, jobs)).toThrow('no job "toString"');
  });

  it('keeps nothing twice, and misses what is not there', () => {
    class Twins extends Lamps {
      readonly twins = this.collection<Lamp>('lamp');
    }
    expect(() => new Twins(7, 0)).toThrow('"lamp" is kept twice');
    expect(() => new Lamps(7, 0).lamps.need(1)).toThrow(Missing);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Act, act, perform } from './any-acts.js';
import { bytes, House, lived, seen } from './house.js';

const shown = (house: House): unknown => [bytes(house), seen(house)];

const forkOf = (template: House): House => {
  const fork = new House(3, 0);
  fork.shareFrom(template);
  return fork;
};

const copyOf = (house: House): House => {
  const copy = new House(3, 0);
  copy.load(JSON.parse(bytes(house)));
  return copy;
};

/** Acts in a turn, or in none. */
interface Stretch {
  readonly acts: readonly Act[];
  readonly turn: 'none' | 'kept' | 'undone';
}
const stretch: fc.Arbitrary<Stretch> = fc.record({
  acts: fc.array(act, { maxLength: 8 }),
  turn: fc.constantFrom('none', 'kept', 'undone'),
});

function live(house: House, stretches: readonly Stretch[]): void {
  for (const { acts, turn } of stretches) {
    if (turn !== 'none') house.beginTurn();
    for (const act of acts) perform(house, act);
    if (turn === 'kept') house.keepTurn();
    else if (turn === 'undone') house.undoTurn();
  }
}

describe('a cloud that shares what another one holds', () => {
  const life = fc.array(stretch, { maxLength: 4 });

  it('lives as a copy of it does, and the other one and all who share it see nothing of that', () => {
    fc.assert(
      fc.property(life, life, life, (before, first, second) => {
        const template = lived();
        live(template, before);
        const was = shown(template);
        const copies = [copyOf(template), copyOf(template)];
        const forks = [forkOf(template), forkOf(template)];
        for (const fork of forks) expect(shown(fork)).toEqual(was);
        for (const [at, stretches] of [first, second].entries())
          for (const house of [forks[at], copies[at]]) if (house !== undefined) live(house, stretches);
        expect(forks.map(shown)).toEqual(copies.map(shown));
        expect([shown(template), shown(forkOf(template))]).toEqual([was, was]);
      }),
      { numRuns: 200 },
    );
  });

  it('can be shared itself', () => {
    fc.assert(
      fc.property(life, life, (first, second) => {
        const fork = forkOf(lived());
        live(fork, first);
        const was = shown(fork);
        const [copy, later] = [copyOf(fork), forkOf(fork)];
        for (const house of [copy, later]) live(house, second);
        expect([shown(later), shown(fork)]).toEqual([shown(copy), was]);
      }),
      { numRuns: 100 },
    );
  });

  it('is loaded and filled by rows as any other, and the other one stays', () => {
    const template = lived();
    const [one, other] = [forkOf(template), forkOf(template)];
    one.load(new House(3, 0).save());
    expect(bytes(one)).toBe(bytes(new House(3, 0)));
    other.putRows([
      { part: 'lamp', key: 1, value: { id: 1, room: 'attic', watts: 9 }, isNew: false },
      { part: 'lamp', key: 2, value: undefined, isNew: false },
      { part: 'lamp', key: 9, value: { id: 9, room: 'attic', watts: 9 }, isNew: true },
      { part: 'usage', key: '1/1', value: { subject: '1', from: 50, to: null, terms: { watts: 1 } }, isNew: true },
      { part: 'ids', key: 'lamp', value: 9, isNew: false },
    ]);
    expect(other.lamps.all().map(({ id }) => id)).toEqual([1, 3, 9]);
    expect(other.lamps.allKeyed('attic').map(({ id }) => id)).toEqual([1, 9]);
    expect([other.usage.of(1).length, template.usage.of(1).length, other.ids.lamp]).toEqual([2, 1, 9]);
    expect(bytes(template)).toBe(bytes(lived()));
  });

  it('must be of the same parts, and what is shared must not change any more', () => {
    class Barn extends House {
      readonly tools = this.collection<{ readonly id: number }>('tool');
    }
    const template = lived();
    expect(() => new Barn(3, 0).shareFrom(template)).toThrow('the template');
    forkOf(template);
    expect(() => template.lamps.update(1, { watts: 5 })).toThrow('"lamp" is shared by others');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeSet } from '../../mock-server/domain/transaction.js';
import { undone } from '../../mock-server/domain/undone.js';
import { type Act, act, perform } from './any-acts.js';
import { bytes, changedIn, type House, lived, seen } from './house.js';

const shown = (house: House): unknown => [bytes(house), seen(house)];
const all = (house: House, acts: readonly Act[]): void => {
  for (const act of acts) perform(house, act);
};

interface SomeTurn {
  readonly acts: readonly Act[];
  readonly isKept: boolean;
  /** Done after it, in no turn. */
  readonly after: readonly Act[];
}
const turn: fc.Arbitrary<SomeTurn> = fc.record({
  acts: fc.array(act, { maxLength: 8 }),
  isKept: fc.boolean(),
  after: fc.array(act, { maxLength: 3 }),
});

describe('any sequence of turns', () => {
  it('comes to the same as what was kept, done in no turn; and what is undone was never there', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 8 }), turns => {
        const [house, model] = [lived(), lived()];
        const [told, kept, wanted]: [ChangeSet[], ChangeSet[], ChangeSet[]] = [[], [], []];
        house.onChange(changes => told.push(changes));
        house.onKept(changes => kept.push(changes));
        model.onChange(changes => wanted.push(changes));
        const versions = new Set([house.version]);
        for (const { acts, isKept, after } of turns) {
          const before = shown(house);
          const count = kept.length;
          house.beginTurn();
          for (const act of acts) {
            const { version } = house;
            perform(house, act);
            if (house.version !== version) expect(versions.has(house.version)).toBe(false);
            versions.add(house.version);
          }
          expect(kept).toHaveLength(count);
          if (isKept) {
            house.keepTurn();
            all(model, acts);
          } else {
            const copy = lived(); // what a turn does is what is done without one
            copy.load(JSON.parse(bytes(model)));
            all(copy, acts);
            expect(bytes(house)).toBe(bytes(copy));
            house.undoTurn();
            expect(versions.has(house.version)).toBe(false);
            expect(shown(house)).toEqual(before);
          }
          versions.add(house.version);
          all(house, after);
          versions.add(house.version);
          all(model, after);
          expect(shown(house)).toEqual(shown(model));
          expect(kept).toEqual(wanted);
        }
        expect(told.length).toBeGreaterThanOrEqual(kept.length);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a turn', () => {
  it('undone puts records that were removed, and added again, back where they were', () => {
    const house = lived();
    const before = shown(house);
    house.beginTurn();
    house.lamps.remove(1);
    house.lamps.add({ id: 1, room: 'attic', watts: 9 });
    house.lamps.remove(2);
    house.transact(() => house.usage.stop(2, 20));
    house.usage.charge(2, 90, { watts: 3 });
    expect(house.lamps.all().map(({ id }) => id)).toEqual([3, 1]);
    expect(house.usage.subjects()).toEqual(['1', '3', '2']);
    house.undoTurn();
    expect(shown(house)).toEqual(before);
  });

  it('tells of what is done at once, and of what is kept when it is; without one that is the same time', () => {
    const house = lived();
    const kept: ChangeSet[] = [];
    const end = house.onKept(changes => kept.push(changes));
    house.lamps.update(1, { watts: 7 });
    expect(kept).toHaveLength(1);
    house.beginTurn();
    expect(changedIn(house, () => house.lamps.update(1, { watts: 8 }))).toHaveLength(1);
    expect(kept).toHaveLength(1);
    house.keepTurn();
    expect(kept.flat().map(({ after }) => (after as { watts: number }).watts)).toEqual([7, 8]);
    end();
    house.lamps.update(1, { watts: 9 });
    expect(kept).toHaveLength(2);
  });

  it('goes on over what is undone within it', () => {
    const house = lived();
    house.beginTurn();
    house.lamps.remove(1);
    expect(undone(house, () => house.lamps.add({ id: 1, room: 'attic', watts: 0 }).room)).toBe('attic');
    expect(house.lamps.get(1)).toBeUndefined();
    house.undoTurn();
    expect(bytes(house)).toBe(bytes(lived()));
  });

  it('begins and ends outside of transactions, one at a time, and nothing is put or loaded within it', () => {
    const house = lived();
    expect(() => house.keepTurn()).toThrow('no turn');
    expect(() => house.undoTurn()).toThrow('no turn');
    expect(() => house.transact(() => house.beginTurn())).toThrow('a transaction is open');
    house.beginTurn();
    expect(() => house.beginTurn()).toThrow('open already');
    expect(() => house.transact(() => house.undoTurn())).toThrow('a transaction is open');
    expect(() => house.putRows(house.rows())).toThrow('a turn is open');
    expect(() => house.putHead(house.head())).toThrow('a turn is open');
    expect(() => house.load(house.save())).toThrow('a turn is open');
    house.keepTurn();
    expect(bytes(house)).toBe(bytes(lived()));
  });
});

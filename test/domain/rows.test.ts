import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from '../../mock-server/domain/agenda.js';
import { Folded } from '../../mock-server/domain/folded.js';
import { Part } from '../../mock-server/domain/transaction.js';
import { type Act, act, perform } from './any-acts.js';
import { bytes, House, lived, seen } from './house.js';

const empty = (): House => new House(3, 0);

/** What a store gives back: rows as texts. */
const throughText = <T>(value: T): T => JSON.parse(JSON.stringify(value));

function copied(house: House): House {
  const copy = empty();
  copy.putRows([...house.rows()].map(throughText));
  copy.putHead(throughText(house.head()));
  return copy;
}

const shown = (house: House): unknown => [bytes(house), seen(house)];
const all = (house: House, acts: readonly Act[]): void => {
  for (const act of acts) perform(house, act);
};

describe('the rows of a cloud', () => {
  it('with its head make another one that is the same, and goes on the same', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), fc.array(act, { maxLength: 8 }), (before, after) => {
        const house = lived();
        all(house, before);
        const copy = copied(house);
        expect(shown(copy)).toEqual(shown(house));
        all(house, after);
        all(copy, after);
        expect(shown(copy)).toEqual(shown(house));
      }),
      { numRuns: 200 },
    );
  });

  it('are told to nobody when they are put, and make one new version', () => {
    const [house, copy] = [lived(), empty()];
    const told: unknown[] = [];
    copy.onChange(changes => told.push(changes));
    copy.putRows(house.rows());
    expect([told, copy.version]).toEqual([[], 1]);
    copy.putRows([]);
    expect(copy.version).toBe(1);
    copy.putHead(house.head());
    expect([copy.version, copy.now, bytes(copy)]).toEqual([2, house.now, bytes(house)]);
  });

  it('of an agenda are put by the thousand at the price of one', () => {
    const agenda = new Agenda();
    const jobs = Array.from({ length: 20_000 }, (_, order) => ({
      at: (order * 7919) % 20_011,
      order,
      kind: 'k',
      subject: 's',
    }));
    for (const job of jobs) agenda.putRow(job.order, job);
    agenda.putRow(1, undefined);
    expect([agenda.size, agenda.first?.at]).toEqual([19_999, 0]);
    expect([...agenda.rows()].map(([order]) => order)).toEqual(
      jobs
        .filter(({ order }) => order !== 1)
        .sort((one, other) => one.at - other.at)
        .map(({ order }) => order),
    );
  });

  it('cannot be had of a part that says none: it is named', () => {
    class Cords extends Part {
      save = () => [];
      load() {}
      undo() {}
    }
    class Roped extends House {
      readonly cords = this.keep('cords', new Cords());
    }
    const roped = new Roped(3, 0);
    expect(() => roped.needRows()).toThrow('the part "cords" cannot be kept by its records');
    expect(() => roped.putRows([{ part: 'cords', key: 1, value: 1, isNew: true }])).toThrow('"cords"');
    expect(() => roped.putRows([{ part: 'chords', key: 1, value: 1, isNew: true }])).toThrow('"chords"');
    expect(() => lived().needRows()).not.toThrow();
  });
});

describe('folded changes', () => {
  it('put into the state before make the state after, order included, fold after fold', () => {
    fc.assert(
      fc.property(fc.array(fc.array(act, { maxLength: 6 }), { maxLength: 8 }), folds => {
        const house = lived();
        const copy = copied(house);
        let folded = new Folded();
        house.onChange(changes => folded.add(changes));
        for (const acts of folds) {
          folded = new Folded();
          all(house, acts);
          const rows = [...folded.rows()];
          expect(folded.isEmpty).toBe(rows.length === 0);
          copy.putRows(rows.map(row => (row.value === undefined ? row : throughText(row))));
          copy.putHead(throughText(house.head()));
          expect(shown(copy)).toEqual(shown(house));
        }
      }),
      { numRuns: 300 },
    );
  });

  const lamp = (id: number, watts = 1) => ({ id, room: 'hall', watts });
  const rowsOf = (...transactions: ((house: House) => void)[]) => {
    const house = lived();
    const folded = new Folded();
    house.onChange(changes => folded.add(changes));
    for (const act of transactions) house.transact(() => act(house));
    return [...folded.rows()].map(({ key, value, isNew }) => [key, value !== undefined, isNew]);
  };

  it.each<[string, ((house: House) => void)[], unknown]>([
    ['is added', [({ lamps }) => lamps.add(lamp(9))], [[9, true, true]]],
    ['is changed', [({ lamps }) => lamps.update(1, { watts: 5 })], [[1, true, false]]],
    ['is removed', [({ lamps }) => lamps.remove(1)], [[1, false, false]]],
    [
      'is removed and added again later',
      [({ lamps }) => lamps.remove(1), ({ lamps }) => lamps.add(lamp(1))],
      [[1, true, true]],
    ],
    [
      'is removed and added again at once',
      [
        ({ lamps }) => {
          lamps.remove(1);
          lamps.add(lamp(1));
        },
      ],
      [[1, true, false]],
    ],
    ['is added and removed later', [({ lamps }) => lamps.add(lamp(9)), ({ lamps }) => lamps.remove(9)], []],
    [
      'is removed, added and removed',
      [({ lamps }) => lamps.remove(1), ({ lamps }) => lamps.add(lamp(1)), ({ lamps }) => lamps.remove(1)],
      [[1, false, false]],
    ],
    [
      'is added before another and changed after that',
      [
        ({ lamps }) => lamps.add(lamp(9)),
        ({ lamps }) => lamps.add(lamp(8)),
        ({ lamps }) => lamps.update(9, { watts: 5 }),
      ],
      [
        [9, true, true],
        [8, true, true],
      ],
    ],
    [
      'is added before another and again after it',
      [
        ({ lamps }) => lamps.add(lamp(9)),
        ({ lamps }) => lamps.add(lamp(8)),
        ({ lamps }) => lamps.remove(9),
        ({ lamps }) => lamps.add(lamp(9)),
      ],
      [
        [8, true, true],
        [9, true, true],
      ],
    ],
  ])('say what a key comes to that %s', (_what, transactions, rows) => {
    expect(rowsOf(...transactions)).toEqual(rows);
  });
});

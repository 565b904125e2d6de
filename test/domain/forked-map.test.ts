import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ForkedMap } from '../../mock-server/domain/forked-map.js';

/** What is done to one key. */
type Deed = readonly ['set' | 'delete' | 'empty' | 'put' | 'put new', key: number, value: number];
const deed: fc.Arbitrary<Deed> = fc.tuple(
  fc.constantFrom('set', 'set', 'set', 'delete', 'empty', 'put', 'put new'),
  fc.nat(99),
  fc.nat(1000),
);

/** The model: places in their order, each with what stands there. */
class Listed {
  places: { key: number; value: number | undefined }[] = [];
  get = (key: number): number | undefined => this.place(key)?.value;
  place = (key: number) => this.places.find(place => place.key === key);
  set(key: number, value: number): void {
    const place = this.place(key);
    if (place === undefined) this.places.push({ key, value });
    else place.value = value;
  }
  empty(key: number): void {
    const place = this.place(key);
    if (place !== undefined) place.value = undefined;
  }
  delete(key: number): void {
    this.places = this.places.filter(place => place.key !== key);
  }
  put(key: number, value: number, isNew: boolean): void {
    if (isNew) this.delete(key);
    this.set(key, value);
  }
}

function perform(map: ForkedMap<number, number> | Listed, [verb, key, value]: Deed): void {
  if (verb === 'set') map.set(key, value);
  else if (verb === 'delete') map.delete(key);
  else if (verb === 'empty') map.get(key) !== undefined && map.empty(key);
  else map.put(key, value, verb === 'put new');
}

const shown = (map: ForkedMap<number, number>): unknown => ({
  entries: map.entries(),
  size: map.size,
  values: [...map.values()].filter(value => value !== undefined),
  filtered: map.filter(value => value % 2 === 0),
  found: map.find(value => value > 900),
  gets: Array.from({ length: 100 }, (_, key) => map.get(key)),
  vacant: Array.from({ length: 100 }, (_, key) => map.isVacant(key)),
});

const meant = (list: Listed): unknown => {
  const there = list.places.flatMap(({ key, value }): [number, number][] =>
    value === undefined ? [] : [[key, value]],
  );
  const values = there.map(([, value]) => value);
  return {
    entries: there,
    size: there.length,
    values,
    filtered: values.filter(value => value % 2 === 0),
    found: values.find(value => value > 900),
    gets: Array.from({ length: 100 }, (_, key) => list.get(key)),
    vacant: Array.from({ length: 100 }, (_, key) => {
      const place = list.place(key);
      return place !== undefined && place.value === undefined;
    }),
  };
};

describe('a map with a base', () => {
  const deeds = fc.array(deed, { maxLength: 150 });

  it('is as one without, whatever is done to it, and leaves its base as it was; so is a fork of it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(99), { maxLength: 100 }), deeds, deeds, (keys, first, second) => {
        const base = new ForkedMap<number, number>();
        const list = new Listed();
        for (const key of keys) for (const map of [base, list]) map.set(key, key);
        const before = shown(base);
        const fork = new ForkedMap(base);
        for (const deed of first) {
          perform(fork, deed);
          perform(list, deed);
        }
        expect(shown(fork)).toEqual(meant(list));
        list.places = list.places.filter(({ value }) => value !== undefined); // a base has no empty place
        for (const [, key] of first) if (fork.isVacant(key)) fork.delete(key);
        const between = shown(fork);
        const later = new ForkedMap(fork);
        for (const deed of second) {
          perform(later, deed);
          perform(list, deed);
        }
        expect(shown(later)).toEqual(meant(list));
        expect([shown(fork), shown(base)]).toEqual([between, before]);
      }),
      { numRuns: 300 },
    );
  });

  it('knows what is its own', () => {
    const base = new ForkedMap<string, number>();
    base.set('a', 1);
    base.set('b', 2);
    const fork = new ForkedMap(base);
    fork.set('b', 3);
    fork.set('c', 4);
    expect(['a', 'b', 'c', 'd'].map(key => [fork.isOwn(key), fork.isOfBase(key)])).toEqual([
      [false, true],
      [true, true],
      [true, false],
      [false, false],
    ]);
  });
});

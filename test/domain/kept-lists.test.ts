import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Collection } from '../../mock-server/domain/collection.js';
import { Parts } from '../../mock-server/domain/parts.js';

interface Lamp {
  readonly id: number;
  readonly owner: number;
}

const made = (): { parts: Parts; lamps: Collection<Lamp> } => {
  const parts = new Parts();
  return { parts, lamps: parts.keep('lamp', new Collection<Lamp>({ resource: 'lamp', kind: 'lamp' })) };
};

const everything = <T>(list: { readonly length: number; slice(from: number, to: number): T[] }): T[] =>
  list.slice(0, list.length);

const step = fc.record({
  kind: fc.constantFrom('add', 'update', 'remove', 'put', 'list', 'list'),
  id: fc.integer({ min: 1, max: 12 }),
  owner: fc.integer({ min: 1, max: 2 }),
});
const act = fc.record({ steps: fc.array(step, { maxLength: 6 }), isUndone: fc.boolean(), isTurn: fc.boolean() });

it('a list that is kept is what a filter finds, whatever happened to the records and was undone', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), acts => {
      const { parts, lamps } = made();
      const mustAgree = (): void => {
        for (const owner of [1, 2]) {
          const isTheirs = (lamp: Lamp): boolean => lamp.owner === owner;
          expect(everything(lamps.listed(`${owner}`, isTheirs))).toEqual(lamps.filter(isTheirs));
        }
      };
      for (const { steps, isUndone, isTurn } of acts) {
        const perform = (): void => {
          for (const { kind, id, owner } of steps) {
            const isThere = lamps.get(id) !== undefined;
            if (kind === 'list') mustAgree();
            else if (kind === 'add' && !isThere) lamps.add({ id, owner });
            else if (kind === 'update' && isThere) lamps.update(id, { owner });
            else if (kind === 'remove' && isThere) lamps.remove(id);
          }
          if (isUndone) throw new Error('undone');
        };
        if (isTurn) parts.beginTurn();
        try {
          parts.transact(perform);
        } catch (error) {
          if (!isUndone) throw error;
        }
        if (isTurn && isUndone) parts.undoTurn();
        else if (isTurn) parts.keepTurn();
        if (!isTurn)
          for (const { kind, id, owner } of steps) if (kind === 'put') lamps.putRow(id, { id, owner }, owner === 1);
        mustAgree();
      }
    }),
    { numRuns: 300 },
  );
});

it('a list that is asked for again looks at what changed and not at what is there', () => {
  const { lamps } = made();
  for (let id = 1; id <= 1000; id += 1) lamps.add({ id, owner: 1 });
  let looks = 0;
  const isTheirs = ({ owner }: Lamp): boolean => {
    looks += 1;
    return owner === 1;
  };
  expect(lamps.listed('theirs', isTheirs).length).toBe(1000);
  looks = 0;
  for (let id = 1001; id <= 1050; id += 1) lamps.add({ id, owner: 1 });
  lamps.remove(1);
  lamps.update(7, { owner: 2 });
  const list = lamps.listed('theirs', isTheirs);
  expect({ length: list.length, last: list.slice(1047, 1048) }).toEqual({
    length: 1048,
    last: [{ id: 1050, owner: 1 }],
  });
  expect(looks).toBeLessThan(120);
});

it('a list with which too much happened, or that was not asked for among many, is made anew', () => {
  const { lamps } = made();
  lamps.add({ id: 1, owner: 1 });
  expect(lamps.listed('all').length).toBe(1);
  for (let id = 2; id <= 500; id += 1) lamps.add({ id, owner: 1 });
  for (let other = 0; other < 20; other += 1) expect(lamps.listed(`${other}`, () => false).length).toBe(0);
  expect(lamps.listed('all').length).toBe(500);
});

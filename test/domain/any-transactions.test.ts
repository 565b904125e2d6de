import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudState } from '../../mock-server/domain/cloud.js';
import { netOf } from '../../mock-server/domain/transaction.js';
import { bytes, changedIn, credential, House, lived, seen } from './house.js';

/** All that a snapshot holds by part and key: what changes are told about. */
function contents({ ids, parts }: CloudState): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const put = (part: string, key: string | number, value: unknown) => found.set(`${part} ${key}`, value);
  for (const [kind, highest] of Object.entries(ids)) put('ids', kind, highest);
  for (const [part, saved] of Object.entries(parts)) {
    const all = JSON.parse(JSON.stringify(saved));
    if (part === 'outbox') for (const delivery of all.deliveries) put(part, delivery.id, delivery);
    else if (part === 'agenda') for (const job of all.jobs) put(part, job.order, job);
    else if (part === 'random') {
      for (const [name, values] of all.pins) put(part, `?${name}`, values);
      for (const [name, value] of all.pinned) put(part, `!${name}`, value);
    } else if (part === 'credentials') for (const one of all) put(part, `${one.scheme} ${one.value}`, one);
    else if (part !== 'usage') for (const record of all) put(part, record.id, record);
    else {
      const counts = new Map<string, number>();
      for (const interval of all) {
        const at = counts.get(interval.subject) ?? 0;
        counts.set(interval.subject, at + 1);
        put(part, `${interval.subject}/${at}`, interval);
      }
    }
  }
  return found;
}

type Deed = (house: House) => void;
const id = fc.integer({ min: 1, max: 5 });
const room = fc.constantFrom('cellar', 'hall', 'attic');
const watts = fc.nat(3);
const later = fc.nat(30);

/** Anything that can be done to a part, whatever it holds; none of it throws by itself. */
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.tuple(id, room, watts).map(
    ([id, room, watts]): Deed =>
      ({ lamps }) =>
        void (lamps.get(id) ?? lamps.add({ id, room, watts })),
  ),
  fc.tuple(id, room, watts).map(
    ([id, room, watts]): Deed =>
      ({ lamps }) =>
        void (lamps.get(id) && lamps.update(id, { room, watts })),
  ),
  id.map(
    (id): Deed =>
      ({ lamps }) =>
        void (lamps.get(id) && lamps.remove(id)),
  ),
  id.map(
    (id): Deed =>
      ({ notes }) =>
        void (notes.get(`n${id}`) ? notes.remove(`n${id}`) : notes.add({ id: `n${id}`, text: 'x' })),
  ),
  fc.tuple(id, later, watts).map(
    ([id, later, watts]): Deed =>
      ({ usage, now }) =>
        usage.charge(id, now + later, { watts }),
  ),
  fc.tuple(id, later).map(
    ([id, later]): Deed =>
      ({ usage, now }) =>
        usage.stop(id, now + later),
  ),
  fc.tuple(id, later).map(
    ([id, later]): Deed =>
      ({ agenda, now }) =>
        agenda.enter(now + later, 'note', id),
  ),
  id.map(
    (id): Deed =>
      ({ agenda }) =>
        agenda.cancel(id),
  ),
  later.map(
    (later): Deed =>
      ({ agenda, now }) =>
        void agenda.take(now + later),
  ),
  fc.constantFrom('lamp', 'note').map(
    (kind): Deed =>
      house =>
        void house.nextId(kind),
  ),
  fc.tuple(fc.constantFrom('lamp', 'lamp.colour'), id).map(
    ([name, id]): Deed =>
      ({ random }) =>
        random.pin(name, [name === 'lamp' ? id : `c${id}`]),
  ),
  id.map(
    (id): Deed =>
      ({ random }) =>
        void random.hex({ entity: 'lamp', id, field: 'colour' }, 6),
  ),
  id.map(
    (id): Deed =>
      ({ credentials }) =>
        void credentials.add(credential(`k${id}`)),
  ),
  id.map(
    (id): Deed =>
      ({ credentials }) =>
        credentials.revoke('key', `k${id}`),
  ),
  id.map(
    (id): Deed =>
      house =>
        house.notify({ url: `http://localhost/${id % 2}`, event: 'lit', subject: `lamp:${id}`, body: { id } }),
  ),
  id.map(
    (id): Deed =>
      ({ outbox }) =>
        outbox.fallDue(id),
  ),
  fc.tuple(id, fc.constantFrom(null, 200, 500)).map(
    ([id, status]): Deed =>
      ({ outbox, now }) =>
        outbox.attempted(id, { status, answer: null, error: null }, now),
  ),
  fc.constantFrom<Deed>(
    ({ outbox }) => outbox.refuse(1, 'elsewhere'),
    ({ outbox }) => outbox.leave('nobody watched'),
  ),
  later.map(
    (later): Deed =>
      house => {
        house.now += later;
      },
  ),
);

/** Deeds done whole or not at all, some of them one level below. */
type Act = { readonly deeds: readonly (Deed | Act)[]; readonly throws: boolean };
const inner: fc.Arbitrary<Act> = fc.record({ deeds: fc.array(deed, { maxLength: 5 }), throws: fc.boolean() });
const act: fc.Arbitrary<Act> = fc.record({
  deeds: fc.array(fc.oneof({ weight: 5, arbitrary: deed }, { weight: 1, arbitrary: inner }), { maxLength: 8 }),
  throws: fc.boolean(),
});

class Broken extends Error {}

function perform(house: House, { deeds, throws }: Act): void {
  try {
    house.transact(() => {
      for (const one of deeds)
        if (typeof one === 'function') one(house);
        else perform(house, one);
      if (throws) throw new Broken();
    });
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
  }
}

/** The model: what is going to throw is not done at all, and nothing is ever undone. */
const wanted = (act: Act): Act => ({
  throws: false,
  deeds: act.deeds.filter(one => typeof one === 'function' || !one.throws),
});

describe('any sequence of acts, some of which throw', () => {
  it('comes to the same as the sequence without these', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), sequence => {
        const [house, model] = [lived(), lived()];
        for (const act of sequence) {
          perform(house, act);
          if (!act.throws) perform(model, wanted(act));
          expect(bytes(house)).toBe(bytes(model));
          expect(seen(house)).toEqual(seen(model));
        }
        const copy = new House(3, 0);
        copy.load(JSON.parse(bytes(house)));
        expect([bytes(copy), seen(copy)]).toEqual([bytes(house), seen(house)]);
      }),
      { numRuns: 400 },
    );
  });

  it('is told whole by the change sets: from what each key held to what it holds', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), sequence => {
        const house = lived();
        const shadow = contents(house.save());
        for (const act of sequence) {
          const { version } = house;
          const told = changedIn(house, () => perform(house, act));
          expect(house.version).toBe(version + told.length);
          for (const { part, key, before, after } of told.flatMap(netOf)) {
            expect(shadow.get(`${part} ${key}`)).toEqual(before);
            if (after === undefined) shadow.delete(`${part} ${key}`);
            else shadow.set(`${part} ${key}`, after);
          }
          expect([...shadow].sort(byKey)).toEqual([...contents(house.save())].sort(byKey));
        }
      }),
      { numRuns: 400 },
    );
  });
});

const byKey = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);

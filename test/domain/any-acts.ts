import fc from 'fast-check';
import { credential, type House } from './house.js';

type Deed = (house: House) => void;
const id = fc.integer({ min: 1, max: 7 });
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
export type Act = { readonly deeds: readonly (Deed | Act)[]; readonly throws: boolean };
const inner: fc.Arbitrary<Act> = fc.record({ deeds: fc.array(deed, { maxLength: 5 }), throws: fc.boolean() });
export const act: fc.Arbitrary<Act> = fc.record({
  deeds: fc.array(fc.oneof({ weight: 5, arbitrary: deed }, { weight: 1, arbitrary: inner }), { maxLength: 8 }),
  throws: fc.boolean(),
});

class Broken extends Error {}

export function perform(house: House, { deeds, throws }: Act): void {
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

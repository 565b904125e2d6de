import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cloud, type CloudState, type Jobs } from '../../mock-server/domain/cloud.js';
import type { Credential } from '../../mock-server/domain/credentials.js';
import { type ChangeSet, netOf } from '../../mock-server/domain/transaction.js';

interface Lamp {
  readonly id: number;
  readonly room: string;
  readonly watts: number;
}
interface Note {
  readonly id: string;
  readonly text: string;
}

/** A cloud with a part of each kind. */
class House extends Cloud {
  readonly lamps = this.collection<Lamp>('lamp', { key: ({ room }) => room });
  readonly notes = this.collection<Note>('note');
  readonly usage = this.meter<{ readonly watts: number }>('usage');
  /** How often what is derived was forgotten. */
  forgotten = 0;

  protected override forgetDerived(): void {
    this.forgotten += 1;
  }
}

const jobs: Jobs<House> = {
  add: { has: () => true, run: (house, id) => void house.lamps.add({ id: Number(id), room: 'hall', watts: 1 }) },
  break: {
    has: () => true,
    run(house, id) {
      house.lamps.add({ id: Number(id), room: 'hall', watts: 1 });
      house.agenda.enter(house.now + 1, 'add', 'never');
      throw new Error('broken');
    },
  },
};

const credential = (value: string): Credential => ({
  scheme: 'key',
  value,
  holder: 1,
  state: 'valid',
  rights: 'all',
  expires: null,
});

/** A house in which something happened already. */
function lived(): House {
  const house = new House(3, 1000);
  for (const id of [1, 2, 3]) {
    house.lamps.add({ id: house.nextId('lamp'), room: id === 3 ? 'hall' : 'cellar', watts: id });
    house.notes.add({ id: `n${id}`, text: 'first' });
    house.usage.charge(id, id * 10, { watts: id });
    house.agenda.enter(5000 + (id % 2), 'add', 100 + id);
    house.credentials.add(credential(`k${id}`));
  }
  house.usage.stop(1, 40);
  house.random.pin('lamp', [70, 71]);
  house.random.pin('lamp.colour', ['c0ffee', 'facade']);
  return house;
}

const bytes = (house: House): string => JSON.stringify(house.save());

/** What reading a house shows that is not in its snapshot. */
const seen = (house: House): unknown => ({
  rooms: ['cellar', 'hall', 'attic'].map(room => house.lamps.keyed(room)?.id),
  sizes: [house.lamps.size, house.lamps.all().length, house.notes.size, house.agenda.size],
  subjects: house.usage.subjects(),
  current: [1, 2, 3, 4].map(id => house.usage.current(id)),
  waiting: [101, 102, 103].map(id => house.agenda.waiting(id)),
  next: house.agenda.isDue(5000),
});

function broken(house: House, act: () => void): void {
  const failing = (): never => {
    act();
    throw new Error('broken');
  };
  expect(() => house.transact(failing)).toThrow('broken');
}

const acts: Readonly<Record<string, (house: House) => void>> = {
  'adds a record': ({ lamps }) => lamps.add({ id: 9, room: 'attic', watts: 9 }),
  'adds a record to a collection without a key': ({ notes }) => notes.add({ id: 'n9', text: 'new' }),
  'changes a record': ({ lamps }) => lamps.update(2, { watts: 100 }),
  'changes the key of a record': ({ lamps }) => lamps.update(1, { room: 'attic' }),
  'changes a record twice': ({ notes }) => {
    notes.update('n1', { text: 'second' });
    notes.update('n1', { text: 'third' });
  },
  'removes the first record': ({ lamps }) => lamps.remove(1),
  'removes a record and all others': ({ notes }) => {
    for (const { id } of notes.all()) notes.remove(id);
  },
  'removes a record and adds it again': ({ lamps }) => {
    lamps.remove(2);
    lamps.add({ id: 2, room: 'attic', watts: 0 });
  },
  'adds a record, removes it and adds another in its place': ({ lamps }) => {
    lamps.add({ id: 9, room: 'attic', watts: 9 });
    lamps.remove(9);
    lamps.add({ id: 9, room: 'hall', watts: 1 });
  },
  'removes a record, adds it again and removes it': ({ lamps }) => {
    lamps.remove(1);
    lamps.add({ id: 1, room: 'attic', watts: 0 });
    lamps.remove(1);
  },
  'charges something new': ({ usage }) => usage.charge(9, 50, { watts: 9 }),
  'charges on other terms': ({ usage }) => usage.charge(2, 50, { watts: 9 }),
  'charges again': ({ usage }) => usage.charge(1, 50, { watts: 9 }),
  'stops charging': ({ usage }) => usage.stop(2, 50),
  'stops charging at the start': ({ usage }) => usage.stop(2, 20),
  'stops charging at the start and charges again': ({ usage }) => {
    usage.stop(2, 20);
    usage.charge(2, 60, { watts: 0 });
  },
  'charges on other terms at the start': ({ usage }) => usage.charge(3, 30, { watts: 0 }),
  'enters a job': ({ agenda }) => agenda.enter(10, 'add', 9),
  'takes back jobs': ({ agenda }) => {
    agenda.cancel(101);
    agenda.cancel(103, 'add');
  },
  'takes a job': ({ agenda }) => void agenda.take(9999),
  'enters, takes and takes back jobs': ({ agenda }) => {
    agenda.enter(10, 'add', 103);
    agenda.take(10);
    agenda.enter(10, 'add', 103);
    agenda.cancel(103);
  },
  'counts an id': house => void house.nextId('note'),
  'takes an id that was set down': house => void house.nextId('lamp'),
  'sets down ids': ({ random }) => {
    random.pin('note', [1, 2]);
    random.pin('lamp', [90]);
  },
  'takes a draw that was set down': ({ random }) => void random.hex({ entity: 'lamp', id: 1, field: 'colour' }, 6),
  'adds a credential': ({ credentials }) => void credentials.add(credential('k9')),
  'replaces and revokes credentials': ({ credentials }) => {
    credentials.add({ ...credential('k1'), holder: 2 });
    credentials.revoke('key', 'k2');
  },
  'lets time pass': house => {
    house.now += 1000;
  },
};

describe('a call that throws', () => {
  it.each(Object.entries(acts))('leaves nothing of what it did when it %s', (_what, act) => {
    const [house, untouched] = [lived(), lived()];
    const { version } = house;
    broken(house, () => act(house));
    expect(bytes(house)).toBe(bytes(untouched));
    expect(seen(house)).toEqual(seen(untouched));
    expect(house.version).toBe(version);
    for (const [what, later] of Object.entries(acts)) {
      const [one, other] = [lived(), lived()];
      broken(one, () => act(one));
      one.transact(() => later(one));
      other.transact(() => later(other));
      expect([what, bytes(one), seen(one)]).toEqual([what, bytes(other), seen(other)]);
    }
  });

  it('leaves nothing of an act inside it either, and of an act that throws inside one that goes on only that', () => {
    const [house, other] = [lived(), lived()];
    broken(house, () => house.transact(() => house.lamps.remove(1)));
    expect(bytes(house)).toBe(bytes(other));
    house.transact(() => {
      house.lamps.remove(2);
      broken(house, () => {
        house.lamps.add({ id: 2, room: 'attic', watts: 1 });
        house.lamps.add({ id: 8, room: 'attic', watts: 1 });
        house.lamps.remove(1);
      });
      house.lamps.add({ id: 9, room: 'hall', watts: 1 });
    });
    other.transact(() => {
      other.lamps.remove(2);
      other.lamps.add({ id: 9, room: 'hall', watts: 1 });
    });
    expect([bytes(house), seen(house)]).toEqual([bytes(other), seen(other)]);
  });

  it('has what was derived forgotten when it had changed something, and only then', () => {
    const house = lived();
    broken(house, () => house.lamps.all());
    expect(house.forgotten).toBe(0);
    broken(house, () => house.lamps.remove(1));
    expect(house.forgotten).toBe(1);
  });
});

describe('a job that throws', () => {
  it('is undone whole, stays on the agenda and is told; what ran before it stays', () => {
    const house = new House(3, 0);
    house.agenda.enter(10, 'add', 1);
    house.agenda.enter(20, 'break', 2);
    house.agenda.enter(30, 'add', 3);
    expect(() => house.settle(100, jobs)).toThrow('broken');
    expect([house.now, house.lamps.all().map(({ id }) => id), house.agenda.size]).toEqual([10, [1], 2]);
    const before = bytes(house);
    expect(() => house.settle(100, jobs)).toThrow('broken');
    expect(bytes(house)).toBe(before);
    house.agenda.cancel(2);
    expect(house.settle(100, jobs).map(({ subject }) => subject)).toEqual(['3']);
    expect(house.now).toBe(100);
  });
});

/** All that a snapshot holds by part and key: what changes are told about. */
function contents({ ids, parts }: CloudState): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const put = (part: string, key: string | number, value: unknown) => found.set(`${part} ${key}`, value);
  for (const [kind, highest] of Object.entries(ids)) put('ids', kind, highest);
  for (const [part, saved] of Object.entries(parts)) {
    const all = JSON.parse(JSON.stringify(saved));
    if (part === 'agenda') for (const job of all.jobs) put(part, job.order, job);
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

const changedIn = (house: House, act: () => void): ChangeSet[] => {
  const told: ChangeSet[] = [];
  const end = house.onChange(changes => told.push(changes));
  act();
  end();
  return told;
};

describe('a change set', () => {
  it('says what each call did, record by record, and is told once', () => {
    const house = lived();
    const told = changedIn(house, () =>
      house.transact(() => {
        house.lamps.update(1, { watts: 5 });
        house.transact(() => house.lamps.remove(1));
        house.usage.stop(2, 25);
      }),
    );
    const [before, changed] = [
      { id: 70, room: 'x', watts: 0 },
      { id: 70, room: 'y', watts: 0 },
    ];
    expect(told).toEqual([
      [
        {
          part: 'lamp',
          key: 1,
          before: { id: 1, room: 'cellar', watts: 1 },
          after: { id: 1, room: 'cellar', watts: 5 },
        },
        { part: 'lamp', key: 1, before: { id: 1, room: 'cellar', watts: 5 }, after: undefined },
        {
          part: 'usage',
          key: '2/0',
          before: { subject: '2', from: 20, to: null, terms: { watts: 2 } },
          after: { subject: '2', from: 20, to: 25, terms: { watts: 2 } },
        },
      ],
    ]);
    expect(netOf(told[0] ?? []).map(({ part, key, after }) => [part, key, after === undefined])).toEqual([
      ['lamp', 1, true],
      ['usage', '2/0', false],
    ]);
    expect(
      netOf([
        { part: 'lamp', key: 70, before, after: changed },
        { part: 'lamp', key: 70, before: changed, after: before },
      ]),
    ).toEqual([]);
    expect(
      netOf([
        { part: 'lamp', key: 1, before: undefined, after: before },
        { part: 'lamp', key: '1', before: undefined, after: changed },
      ]),
    ).toHaveLength(2);
  });

  it('is told of a change outside of all calls too, and of none when nothing changed', () => {
    const house = lived();
    const { version } = house;
    const told = changedIn(house, () => {
      house.transact(() => [house.lamps.keyed('hall'), house.usage.slices(1, 0, 99), house.agenda.waiting(101)]);
      house.transact(() => {
        house.lamps.update(1, { watts: 1 });
        house.usage.stop(1, 99);
        house.agenda.cancel('nobody');
        house.credentials.revoke('key', 'unknown');
        house.random.pin('lamp', []);
        house.random.uuid({ entity: 'lamp', id: 1, field: 'serial' });
      });
      house.settle(2000, jobs);
    });
    expect([told, house.version]).toEqual([[], version]);
    expect(changedIn(house, () => house.lamps.remove(3))).toHaveLength(1);
    expect(house.version).toBe(version + 1);
  });
});

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

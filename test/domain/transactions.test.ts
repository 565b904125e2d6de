import { describe, expect, it } from 'vitest';
import type { Jobs } from '../../mock-server/domain/cloud.js';
import { netOf } from '../../mock-server/domain/transaction.js';
import { bytes, changedIn, credential, House, lived, seen } from './house.js';

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

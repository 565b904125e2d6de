import { Cloud } from '../../mock-server/domain/cloud.js';
import type { Credential } from '../../mock-server/domain/credentials.js';
import type { ChangeSet } from '../../mock-server/domain/transaction.js';

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
export class House extends Cloud {
  readonly lamps = this.collection<Lamp>('lamp', { key: ({ room }) => room });
  readonly notes = this.collection<Note>('note');
  readonly usage = this.meter<{ readonly watts: number }>('usage');
}

export const credential = (value: string): Credential => ({
  scheme: 'key',
  value,
  holder: 1,
  state: 'valid',
  rights: 'all',
  expires: null,
});

/** A house in which something happened already. */
export function lived(): House {
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

export const bytes = (house: House): string => JSON.stringify(house.save());

/** What reading a house shows that is not in its snapshot. */
export const seen = (house: House): unknown => ({
  rooms: ['cellar', 'hall', 'attic'].map(room => house.lamps.keyed(room)?.id),
  inRooms: ['cellar', 'hall', 'attic'].map(room => house.lamps.allKeyed(room).map(({ id }) => id)),
  sizes: [house.lamps.size, house.lamps.all().length, house.notes.size, house.agenda.size],
  subjects: house.usage.subjects(),
  current: [1, 2, 3, 4, 5, 6, 7].map(id => house.usage.current(id)),
  waiting: [101, 102, 103].map(id => house.agenda.waiting(id)),
  next: house.agenda.isDue(5000),
  sendable: house.outbox.sendable,
});

export const changedIn = (house: House, act: () => void): ChangeSet[] => {
  const told: ChangeSet[] = [];
  const end = house.onChange(changes => told.push(changes));
  act();
  end();
  return told;
};

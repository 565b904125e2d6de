import { expect, it } from 'vitest';
import type { Control, WorldView } from '../../mock-server/index.js';

/** The type check of this file is its test: each `@ts-expect-error` fails to compile once the line below it is allowed. */
const right = async (control: Control) => {
  const made: WorldView = await control.worlds.create();
  const all: readonly WorldView[] = await control.worlds.list();
  const key: string = made.credentials.infrahub.apiKey;
  const { clock, ran } = await control.clock.advance({ by: 'PT1H' }, made.name);
  const { calls } = await control.journal.list();
  await control.faults.add({ operation: 'servers.create', failure: 'stock' });
  await control.faults.add({ operation: 'infrahub/*', failure: 'stock' }, 'mine');
  await control.faults.add({ operation: 'acme/lamps.show', failure: 'stock' });
  await control.snapshot.restore(await control.snapshot.save('mine'));
  const nothing: undefined = await control.worlds.remove('mine');
  const { vendors } = await control.coverage();
  const document: unknown = (await control.openapi('control')).paths;
  return [all, key, clock.now, ran[0]?.job, calls[0]?.operation, nothing, vendors.infrahub?.served, document];
};

const wrong = async (control: Control) => {
  // @ts-expect-error: there is no such call
  await control.worlds.shut();
  // @ts-expect-error: a step must be said
  await control.clock.advance();
  // @ts-expect-error: the step comes first, then the world
  await control.clock.advance('mine', { by: 'PT1H' });
  // @ts-expect-error: a clock stands still or runs
  await control.clock.change({ mode: 'stopped' });
  // @ts-expect-error: a member that no world takes
  await control.worlds.create({ colour: 'red' });
  // @ts-expect-error: no operation has this id
  await control.faults.add({ operation: 'servers.crate', failure: 'stock' });
  // @ts-expect-error: no failure has this name
  await control.faults.add({ operation: 'servers.create', failure: 'sold out' });
  // @ts-expect-error: a contract must be named
  await control.openapi();
  // @ts-expect-error: a group of several calls is none itself
  await control.worlds();
};

it('the calls of control in process are held to its contract by the compiler', () => {
  expect([right, wrong]).toHaveLength(2);
});

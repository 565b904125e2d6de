import { expect, it } from 'vitest';
import { settingsFrom } from '../../mock-server/cli/settings.js';
import { wantedStore } from '../../mock-server/store/wanted-store.js';

const SHARED = 'postgres://hostdouble:secret-word@db.example.com/worlds';

it.each([
  [{}, undefined],
  [{ state: 'a.db' }, { address: 'a.db', durability: 'normal', lag: 0 }],
  [
    { state: 'a.db', durability: 'full' },
    { address: 'a.db', durability: 'full', lag: 0 },
  ],
  [{ state: SHARED }, { address: SHARED, durability: 'full', lag: 0 }],
  [
    { state: SHARED, reads: 'fresh' },
    { address: SHARED, durability: 'full', lag: 0 },
  ],
  [
    { state: SHARED, reads: 'bounded' },
    { address: SHARED, durability: 'full', lag: 100 },
  ],
  [
    { state: SHARED, reads: 'bounded', readsBound: 'PT2S' },
    { address: SHARED, durability: 'full', lag: 2000 },
  ],
] as const)('of %j is what they say', (settings, wanted) => {
  expect(wantedStore(settings)).toEqual(wanted);
});

it.each([
  [{ durability: 'full' }, 'durability'],
  [{ state: SHARED, durability: 'normal' }, 'durability'],
  [{ reads: 'fresh' }, 'reads'],
  [{ state: 'a.db', reads: 'bounded' }, 'reads'],
  [{ readsBound: 'PT1S' }, 'readsBound'],
  [{ state: 'a.db', readsBound: 'PT1S' }, 'readsBound'],
  [{ state: SHARED, readsBound: 'PT1S' }, 'readsBound'],
  [{ state: SHARED, reads: 'fresh', readsBound: 'PT1S' }, 'readsBound'],
] as const)('of %j is refused, for it would do nothing', (settings, name) => {
  expect(() => wantedStore(settings)).toThrow(`${name}: would do nothing`);
});

it.each([
  ['mysql://root:secret-word@db/x', 'HOSTDOUBLE_STATE: is neither'],
  ['postgres://root:secret-word@[db/x', 'HOSTDOUBLE_STATE: is neither'],
  ['file:///tmp/x.db', 'HOSTDOUBLE_STATE: is neither'],
])('%s is refused without a word of it', async (state, said) => {
  const refused = await settingsFrom({}, { HOSTDOUBLE_STATE: state }).catch((error: Error) => error.message);
  expect(refused).toContain(said);
  expect(refused).not.toContain('secret-word');
});

it('is set by flags and by the environment', async () => {
  const env = { HOSTDOUBLE_STATE: SHARED, HOSTDOUBLE_READS: 'bounded', HOSTDOUBLE_READS_BOUND: 'PT0.5S' };
  expect(await settingsFrom({}, env)).toMatchObject({ state: SHARED, reads: 'bounded', readsBound: 'PT0.5S' });
  await expect(settingsFrom({ readsBound: 'PT2M' }, env)).rejects.toThrow('--reads-bound: must be of PT0S to PT1M');
});

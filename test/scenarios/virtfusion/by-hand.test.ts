import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { customerOf } from './customer.js';

const START = '2025-01-01T10:00:00Z';
const LISTED = '2025-01-11T00:00:00Z';
const NOW = '2025-01-11T12:00:00Z';

/** A panel in which server 1 is backed up each day at 03:00, and these edits are done. */
async function panelWith(...edits: object[]): Promise<MockServer> {
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const params = { serverId: '{web}' };
  const calls = [
    {
      call: 'servers.create',
      body: { packageId: 1, userId: 1, hypervisorId: 1 },
      keep: { web: '/data/id' },
      at: START,
    },
    { call: 'servers.build', params, body: { operatingSystemId: 1 }, at: START },
    { call: 'serverSettings.backupPlan', params: { ...params, planId: 1 }, pin: { 'backup.minute': [180] }, at: START },
    { call: 'backups.list', params, keep: { last: '/data/6/id', first: '/data/0/id' }, at: LISTED },
    ...edits.map(edit => ({ at: LISTED, ...edit })),
  ];
  const seed = join(folder, 'seed.json');
  writeFileSync(seed, JSON.stringify({ now: NOW, clock: 'frozen', vendors: { virtfusion: { start: START, calls } } }));
  const mock = await createMockServer({ seed, selfCheck: 'all' });
  onTestFinished(async () => {
    expect(mock.findings).toEqual([]);
    await mock.close();
  });
  return mock;
}

const listOf = async (mock: MockServer) => customerOf(mock).read('/backups/server/1');

it('backups begin at the minute that a seed sets down, and each is known by its id', async () => {
  const all = await listOf(await panelWith());
  expect(all.map(({ id }: { id: number }) => id)).toEqual([10_004, 10_005, 10_006, 10_007, 10_008, 10_009, 10_010]);
  expect(all[6]).toMatchObject({ created: '2025-01-11T03:00:00+00:00', updated: '2025-01-11T03:01:00+00:00' });
});

it('a backup is restored and deleted when the clock says so, also after a snapshot; another is made as ever', async () => {
  const restored = { from: '2025-01-11T12:10:00Z', to: '2025-01-11T12:20:00Z' };
  const mock = await panelWith(
    { edit: 'backup', id: '{last}', set: { restored } },
    { edit: 'backup', id: '{last}', set: { deleteAfter: '2025-01-11T13:00:00Z' } },
  );
  const id = 10_009;
  const shown = async () => (await listOf(mock)).find((backup: { id: number }) => backup.id === id);
  const complete = { complete: true, progress: false, deleting: false, restoring: false };
  const planned = { deleteAfter: '2025-01-11T13:00:00+00:00', created: '2025-01-10T03:00:00+00:00' };
  expect(await shown()).toMatchObject({ ...planned, ...complete, updated: '2025-01-10T03:01:00+00:00' });
  await mock.control.snapshot.restore(await mock.control.snapshot.save());
  await mock.control.clock.advance({ by: 'PT15M' });
  expect(await shown()).toMatchObject({ ...complete, restoring: true, updated: '2025-01-11T12:10:00+00:00' });
  await mock.control.clock.advance({ by: 'PT10M' });
  expect(await shown()).toMatchObject({ ...complete, updated: '2025-01-11T12:20:00+00:00' });
  await mock.control.clock.advance({ to: '2025-01-11T13:00:30Z' });
  expect(await shown()).toMatchObject({ ...complete, deleting: true, updated: '2025-01-11T13:00:00+00:00' });
  await mock.control.clock.advance({ by: 'PT1M' });
  expect(await shown()).toBeUndefined();
  expect(await listOf(mock)).toHaveLength(6);
});

it('a backup takes as long as it takes', async () => {
  const mock = await panelWith({ edit: 'backup', id: '{last}', set: { ends: '2025-01-11T12:04:00Z' } });
  expect((await listOf(mock))[5]).toMatchObject({
    progress: true,
    complete: false,
    updated: '2025-01-10T03:00:00+00:00',
  });
  await mock.control.clock.advance({ by: 'PT4M' });
  expect((await listOf(mock))[5]).toMatchObject({
    progress: false,
    complete: true,
    updated: '2025-01-11T12:04:00+00:00',
  });
});

it('what is known of backups goes with their server', async () => {
  const mock = await panelWith({ edit: 'backup', id: '{last}', set: { failed: true } });
  const known = async () => {
    const { clouds } = await mock.control.snapshot.save();
    return JSON.parse(JSON.stringify(clouds)).virtfusion.state.parts.backup;
  };
  expect((await listOf(mock))[5]).toMatchObject({ id: 10_009, complete: false, progress: false });
  expect(await known()).toMatchObject([{ id: 10_009, failed: true }]);
  await customerOf(mock).done(204, 'DELETE', '/servers/1');
  expect(await known()).toEqual([]);
});

it('an edit of a server shows as its latest change', async () => {
  const panel = customerOf(await panelWith({ edit: 'server', id: '{web}', set: { bootOrder: ['network', 'hd'] } }));
  const server = await panel.read('/servers/1');
  expect([server.settings.bootOrder, server.updated]).toEqual([['network', 'hd'], '2025-01-11T00:00:00+00:00']);
});

it.each<[string, object, string]>([
  ['a backup that is gone', { edit: 'backup', id: 10_001, set: {} }, 'there is no such backup'],
  ['a backup of no server', { edit: 'backup', id: 20_001, set: {} }, 'there is no such backup'],
  ['a backup of another server', { edit: 'backup', id: '{last}', set: { serverId: 2 } }, 'backup 10009 names server 2'],
  ['a backup that began too late', { edit: 'backup', id: '{last}', set: { started: NOW } }, 'must not end before'],
  [
    'a backup that was restored and failed',
    { edit: 'backup', id: '{last}', set: { failed: true, restored: { from: LISTED, to: LISTED } } },
    'backup 10009 was restored and never complete',
  ],
  ['an image that is none', { edit: 'server', id: 1, set: { isoId: 9 } }, 'server 1 names iso 9, which is not there'],
  ['a device that is none', { edit: 'server', id: 1, set: { bootOrder: ['floppy'] } }, 'bootOrder[0]: Invalid option'],
  ['a device twice', { edit: 'server', id: 1, set: { bootOrder: ['hd', 'hd'] } }, 'bootOrder: names a device twice'],
  ['no device', { edit: 'server', id: 1, set: { bootOrder: [] } }, 'bootOrder: Too small'],
  ['a plan that is not counted', { edit: 'server', id: 1, set: { backupPlanId: 2 } }, 'has another backup plan than'],
  [
    'a time zone that is none',
    { edit: 'user', id: 1, set: { timezone: 'summer' } },
    'timezone: is no name of a time zone',
  ],
  ['a slip', { edit: 'server', id: 1, set: { protcted: true } }, 'no member "protcted"; did you mean protected?'],
])('an edit is refused for %s', async (_what, edit, said) => {
  await expect(panelWith(edit)).rejects.toThrow(said);
});

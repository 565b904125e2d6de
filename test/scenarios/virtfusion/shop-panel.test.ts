import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inconsistenciesIn } from '../../../mock-server/calls/vendor.js';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { replay } from '../../../mock-server/seeds/replay.js';
import { loadSeed } from '../../../mock-server/seeds/seed.js';
import { virtfusion } from '../../../mock-server/vendors/virtfusion/index.js';
import { type Answer, type Customer, customerOf } from './customer.js';

const NOW = '2025-06-15T09:30:00Z';

let mock: MockServer;
let panel: Customer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen', now: NOW, selfCheck: 'all' });
  panel = customerOf(mock);
});
afterAll(async () => {
  expect(mock.findings).toEqual([]);
  await mock.close();
});

const user = (relation: number): Promise<Answer['body']> => panel.read(`/users/${relation}/byExtRelation`);

/** The first server of a customer, as it is read alone and in the list of his. */
async function firstOf(relation: number): Promise<{ server: Answer['body']; listed: Answer['body'] }> {
  const { id } = await user(relation);
  const [listed] = await panel.read(`/servers/user/${id}`);
  return { server: await panel.read(`/servers/${listed.id}?remoteState=true`), listed };
}

const backupsOf = async (relation: number): Promise<Answer['body'][]> =>
  panel.read(`/backups/server/${(await firstOf(relation)).server.id}`);

const favourite = async (): Promise<number> =>
  (await panel.done(200, 'GET', '/servers?results=200')).data.find(({ name }: Answer['body']) => name === 'atlas').id;

/** How a backup stands. */
const standing = ({ deleting, restoring, progress, complete }: Answer['body']) => ({
  deleting,
  restoring,
  progress,
  complete,
});
const made = { deleting: false, restoring: false, progress: false, complete: true };

describe('the people of the shop', () => {
  it('live in several time zones, and some sign in with a second factor', async () => {
    const users = await Promise.all(Array.from({ length: 14 }, (_, index) => user(index + 1)));
    expect(new Set(users.map(({ timezone }) => timezone)).size).toBeGreaterThan(5);
    expect(users.flatMap(({ extRelationId, twoFactorAuth }) => (twoFactorAuth ? [extRelationId] : []))).toEqual([
      2, 6, 11,
    ]);
    const { server } = await firstOf(6);
    expect(server.owner).toMatchObject({ twoFactorAuth: true, timezone: users[5]?.timezone });
    expect(Date.parse(users[5]?.updated) - Date.parse(users[5]?.created)).toBe(4 * 60_000);
  });

  it('have one among them who is suspended, with all his servers', async () => {
    const { id, suspended } = await user(3);
    const { data: rows } = await panel.done(200, 'GET', '/servers?results=200');
    const his = rows.filter(({ owner }: Answer['body']) => owner === id);
    expect([suspended, his.length > 0, his.every((row: Answer['body']) => row.suspended)]).toEqual([true, true, true]);
    expect((await firstOf(3)).server.owner.suspended).toBe(true);
    expect((await user(2)).suspended).toBe(false);
  });
});

describe('the servers of the shop', () => {
  it('were built at the second attempt, where the first failed', async () => {
    const { server } = await firstOf(5);
    const items = [];
    for (let id = 1; ; id++) {
      const { status, body } = await panel.send('GET', `/queue/${id}`);
      if (status === 404) break;
      if (body.data.serverId === server.id && body.data.action === 'build_server') items.push(body.data);
    }
    expect(items.map(({ failed }) => failed)).toEqual([true, false]);
    expect(Date.parse(items[1].started) - Date.parse(items[0].started)).toBe(30 * 60_000);
    expect([server.state, server.commissionStatus, server.built]).toEqual(['complete', 3, items[1].finished]);
  });

  it('are protected, some of them, and show when that was switched on', async () => {
    const { server, listed } = await firstOf(2);
    const { data: rows } = await panel.done(200, 'GET', '/servers?results=200');
    const shown = rows.filter((row: Answer['body']) => row.protected).map(({ id }: Answer['body']) => id);
    expect([server.protected, listed.protected, server.updated]).toEqual([true, true, '2025-04-26T09:30:00+00:00']);
    expect(shown.sort()).toEqual([server.id, await favourite()].sort());
  });

  it('have an image in the drive and are started from it, their screen in view', async () => {
    const { server, listed } = await firstOf(7);
    expect(server.media).toEqual({
      isoMounted: true,
      isoType: 'local',
      isoName: 'SystemRescue',
      isoFilename: 'systemrescue',
      isoUrl: '',
      isoDownload: false,
    });
    expect(listed.media).toEqual({ isoMounted: true, isoName: 'SystemRescue' });
    expect([server.settings.bootOrder, listed.config.bootOrder]).toEqual([
      ['cdrom', 'hd'],
      ['cdrom', 'hd'],
    ]);
    expect([server.vnc.enabled, listed.vnc.enabled]).toEqual([true, 1]);
    expect((await firstOf(6)).server.vnc.enabled).toBe(true);
    expect((await firstOf(8)).listed.media).toEqual({ isoMounted: false, isoName: '' });
  });

  it('are customised: throttled, with XML of their own, UEFI, a private network, another disk, rules, a new name', async () => {
    expect((await firstOf(8)).server.cpu.throttle).toBe(50);
    expect((await firstOf(9)).server.customXML.cpuTune).toMatchObject({
      enabled: true,
      xml: expect.stringMatching(/^<cputune>/),
    });
    const tenth = await firstOf(10);
    expect([tenth.server.settings.uefi, tenth.listed.config.uefi]).toEqual([true, true]);
    expect(tenth.server.network.secondaryInterfaces[0].ipv4).toHaveLength(1);
    const { server: twelfth } = await firstOf(12);
    expect(twelfth.settings.resources).toMatchObject({ memory: 6144, cpuCores: 3 });
    expect(twelfth.storage.map(({ capacity, enabled }: Answer['body']) => [capacity, enabled])[1]).toEqual([100, true]);
    const [primary] = (await firstOf(13)).server.network.interfaces;
    expect(primary).toMatchObject({ firewallEnabled: true, ipWhitelist: [{ ip: '198.18.7.0', mask: 24 }] });
    expect((await firstOf(14)).server.name).toBe('old-intranet');
  });

  it('go on with Debian 11 past its end of life, which its template is marked with', async () => {
    const { server } = await firstOf(2);
    expect(server.os.templateName).toBe('Debian 11 (Bullseye) Minimal');
    const groups = await panel.read(`/servers/${server.id}/templates`);
    const templates = groups.flatMap((group: Answer['body']) => group.templates);
    const ended = templates.filter(({ eol }: Answer['body']) => eol);
    expect(ended).toMatchObject([{ id: 2, eol_date: '2024-08-14 00:00:00', eol_warning: true }]);
  });
});

describe('the backups of the shop', () => {
  it('go as planned but for one that failed: neither in progress nor complete', async () => {
    const all = await panel.read(`/backups/server/${await favourite()}`);
    const failed = { ...made, complete: false };
    expect(all.map(standing)).toEqual([made, made, made, failed, made, made, made]);
    expect(Date.parse(all[3].updated) - Date.parse(all[3].created)).toBe(60_000);
  });

  it('have one among them that is being made now', async () => {
    const all = await backupsOf(6);
    expect(all.map(standing)).toEqual([...Array(6).fill(made), { ...made, progress: true, complete: false }]);
    expect([all[6].created, all[6].updated]).toEqual(['2025-06-15T09:26:00+00:00', '2025-06-15T09:26:00+00:00']);
  });

  it('have one from which a server was restored, and one that goes before its plan lets it go', async () => {
    const all = await backupsOf(13);
    const restored = all.filter(({ created, updated }) => Date.parse(updated) - Date.parse(created) > 60_000);
    expect(restored).toMatchObject([{ ...made, updated: '2025-06-13T09:38:00+00:00' }]);
    expect((await firstOf(13)).server.tasks.lastOn).toBe('2025-06-13 09:39:04');
    const weekly = await backupsOf(9);
    expect(weekly.map(({ deleteAfter }) => deleteAfter)).toEqual([null, null, null, '2025-06-17T09:30:00+00:00']);
  });
});

it('the shop is lived without an error and holds together whatever its number, on other days too', async () => {
  for (let number = 1; number <= 50; number++) {
    const now = Date.parse(NOW) + number * 7_777_777_000;
    const history = await (await loadSeed(`shop:${number}`, { now, mode: 'frozen' }, ['virtfusion'])).history(
      'virtfusion',
    );
    const cloud = await replay(virtfusion, history, number, virtfusion.issue('default', number));
    expect(inconsistenciesIn(virtfusion, cloud as never)).toEqual([]);
  }
}, 180_000);

import { describe, expect, it } from 'vitest';
import { panelForEach } from './customer.js';

const { panel, pass, order, mock } = panelForEach();

async function built(more: object = {}) {
  const { id } = await order(more);
  await panel.done(200, 'POST', `/servers/${id}/build`, { operatingSystemId: 1, name: 'web', hostname: 'web.test' });
  await pass('PT1M');
  return panel.read(`/servers/${id}`);
}

describe('a server', () => {
  it('is allocated, queued, building and complete, and the queue goes from 0 to 100', async () => {
    const { id, state, commissionStatus, name, built, network } = await order();
    expect({ state, commissionStatus, name, built }).toEqual({
      state: 'allocated',
      commissionStatus: 0,
      name: '',
      built: null,
    });
    expect(network.interfaces[0].ipv4[0].address).toBe('198.51.100.10');
    const queued = (await panel.done(200, 'POST', `/servers/${id}/build`, { operatingSystemId: 1, name: 'web' })).data;
    expect(queued).toMatchObject({ state: 'queued', commissionStatus: 1, configLevel: 1, tasks: { active: true } });
    expect(queued.settings.decryptedPassword).toMatch(/^[A-Za-z0-9]{20}$/);
    const progress = [];
    for (const by of ['PT0S', 'PT2S', 'PT10S', 'PT10S', 'PT1S']) {
      await pass(by);
      const { state } = await panel.read(`/servers/${id}`);
      const item = await panel.read('/queue/1');
      progress.push([state, item.progress, item.finished === null, item.primaryActions.length]);
    }
    expect(progress).toEqual([
      ['queued', 0, true, 2],
      ['building', 8, true, 4],
      ['building', 52, true, 7],
      ['building', 95, true, 11],
      ['complete', 100, false, 11],
    ]);
    const done = await panel.read(`/servers/${id}`);
    expect(done).toMatchObject({ commissionStatus: 3, built: '2025-01-31T12:00:23+00:00', remoteState: false });
    expect(done.tasks).toMatchObject({ active: false, lastOn: '2025-01-31 12:00:23' });
    expect(done.settings).not.toHaveProperty('decryptedPassword');
  });

  it('keeps its addresses and its identity through a rebuild, and gets a new password', async () => {
    const before = await built();
    const again = await panel.done(200, 'POST', `/servers/${before.id}/build`, { operatingSystemId: 4 });
    await pass('PT1M');
    const after = await panel.read(`/servers/${before.id}`);
    expect(after.network).toEqual(before.network);
    expect(after.uuid).toBe(before.uuid);
    expect(after.name).toBe('web');
    expect(after.settings.encryptedPassword).not.toBe(before.settings.encryptedPassword);
    expect(again.data.settings.decryptedPassword).toHaveLength(20);
  });

  it('is locked while work runs', async () => {
    const { id } = await order();
    await panel.done(200, 'POST', `/servers/${id}/build`, { operatingSystemId: 1 });
    const pending = { msg: 'pending tasks in queue' };
    for (const path of ['build', 'unsuspend', 'power/boot', 'power/shutdown'])
      expect(await panel.done(423, 'POST', `/servers/${id}/${path}`, { operatingSystemId: 1 }), path).toEqual(pending);
    expect(await panel.done(423, 'PUT', `/servers/${id}/package/1`)).toEqual(pending);
    await pass('PT23S');
    await panel.done(204, 'POST', `/servers/${id}/suspend`);
  });

  it('is there until the clock says so, after a deletion with a delay', async () => {
    const { id } = await built();
    await panel.done(204, 'DELETE', `/servers/${id}?delay=5`);
    await pass('PT4M59S');
    expect((await panel.read(`/servers/${id}`)).deleteLevel).toBe(1);
    await pass('PT1S');
    expect(await panel.done(404, 'GET', `/servers/${id}`)).toEqual({ msg: 'server not found' });
    for (const path of ['suspend', 'unsuspend', 'power/boot', 'vnc'])
      expect(await panel.done(404, 'POST', `/servers/${id}/${path}`)).toEqual({ msg: 'server not found' });
    expect(await panel.done(404, 'DELETE', `/servers/${id}`)).toEqual({ msg: 'server not found' });
  });

  it('is gone at once without a delay, and a new delay takes the place of an old one', async () => {
    const first = await built();
    await panel.done(204, 'DELETE', `/servers/${first.id}`, []);
    await panel.done(404, 'GET', `/servers/${first.id}`);
    const second = await built();
    await panel.done(204, 'DELETE', `/servers/${second.id}?delay=5`);
    await panel.done(204, 'DELETE', `/servers/${second.id}?delay=60`);
    await pass('PT10M');
    await panel.done(200, 'GET', `/servers/${second.id}`);
    await pass('PT50M');
    await panel.done(404, 'GET', `/servers/${second.id}`);
  });

  it('tells its power only when asked, and follows the power actions when their work ends', async () => {
    const { id } = await built();
    const running = async () => (await panel.read(`/servers/${id}?remoteState=true`)).remoteState.running;
    expect(await running()).toBe(true);
    for (const [action, after] of [
      ['shutdown', false],
      ['boot', true],
      ['poweroff', false],
      ['restart', true],
    ] as const) {
      const { queueId } = (await panel.done(200, 'POST', `/servers/${id}/power/${action}`)).data;
      expect(await running()).toBe(!after);
      expect(await panel.read(`/queue/${queueId}`)).toMatchObject({ action: `${action}_server`, finished: null });
      await pass('PT30S');
      expect(await running()).toBe(after);
      expect(await panel.read(`/queue/${queueId}`)).toMatchObject({ progress: 100, failed: false, serverId: id });
    }
    expect((await panel.read(`/servers/${id}?remoteState=true`)).remoteState).toMatchObject({
      state: 'running',
      memory: { memtotal: `${2048 * 1024}` },
      disk: { vda: { capacity: `${40 * 1024 ** 3}` } },
    });
  });

  it('is suspended and unsuspended with its flag, and cannot be booted meanwhile', async () => {
    const { id } = await built();
    expect(await panel.done(409, 'POST', `/servers/${id}/unsuspend`)).toEqual({
      msg: 'suspend action is currently scheduled or failed',
    });
    await panel.done(204, 'POST', `/servers/${id}/suspend`);
    expect((await panel.read(`/servers/${id}`)).suspended).toBe(true);
    expect(await panel.done(423, 'POST', `/servers/${id}/power/boot`)).toEqual({ msg: 'server is suspended' });
    await panel.done(204, 'POST', `/servers/${id}/unsuspend`);
    expect((await panel.read(`/servers/${id}`)).suspended).toBe(false);
  });

  it('ends its queue items when it is deleted while a task that locks nothing runs', async () => {
    const { id } = await built();
    const { queueId, expectedPassword } = (await panel.done(200, 'POST', `/servers/${id}/resetPassword`)).data;
    expect(expectedPassword).toHaveLength(20);
    await panel.done(204, 'DELETE', `/servers/${id}`);
    expect(await panel.read(`/queue/${queueId}`)).toMatchObject({ failed: true, progress: 0, serverId: id });
  });

  it('takes memory and cores at its next power cycle', async () => {
    const { id } = await built();
    await panel.done(201, 'PUT', `/servers/${id}/modify/memory`, { memory: '4096' });
    await panel.done(201, 'PUT', `/servers/${id}/modify/cpuCores`, { cores: 3 });
    const waiting = await panel.read(`/servers/${id}`);
    expect(waiting.settings.resources).toMatchObject({ memory: 4096, cpuCores: 3 });
    expect(waiting.tasks.actions.pending).toMatchObject([
      { action: 'Memory Update (2048MB => 4096MB)', requires: ['boot', 'restart', 'shutdown', 'poweroff'] },
      { action: 'CPU Update (2 => 3)', complete: false },
    ]);
    await panel.done(200, 'POST', `/servers/${id}/power/restart`);
    await pass('PT1M');
    expect((await panel.read(`/servers/${id}`)).tasks.actions.pending).toEqual([]);
    const refused = { errors: ['No hypervisor with enough resources is available'] };
    expect(await panel.done(422, 'PUT', `/servers/${id}/modify/memory`, { memory: 262_145 })).toEqual(refused);
    expect(await panel.done(422, 'PUT', `/servers/${id}/modify/cpuCores`, { cores: 193 })).toEqual(refused);
    await panel.done(201, 'PUT', `/servers/${id}/modify/memory`, { memory: 262_144 });
  });

  it('gets its further disk at the first power cycle', async () => {
    const disk = { additionalStorage1Enable: true, additionalStorage1Capacity: 100, additionalStorage1Profile: 2 };
    const allocated = await order(disk);
    expect(allocated.storage[1]).toMatchObject({ drive: 'b', status: 1, enabled: false, capacity: 100, local: false });
    expect(allocated.tasks.actions.pending[0]).toMatchObject({
      action: 'Create HDD (sdb)',
      payload: { disk: { id: allocated.storage[1]._id, disk_storage_id: null } },
    });
    await panel.done(200, 'POST', `/servers/${allocated.id}/build`, { operatingSystemId: 1 });
    await pass('PT1M');
    const { storage, tasks } = await panel.read(`/servers/${allocated.id}`);
    expect(storage[1]).toMatchObject({ status: 3, enabled: true, profile: 2 });
    expect(tasks.actions.pending).toEqual([]);
  });

  it('keeps what else is set: name, throttle, traffic, backup access, XML, VNC', async () => {
    const { id } = await built();
    await panel.done(201, 'PUT', `/servers/${id}/modify/name`, { name: 'atlas' });
    await panel.done(201, 'PUT', `/servers/${id}/modify/cpuThrottle?sync=true`, { percent: 50 });
    await panel.done(201, 'PUT', `/servers/${id}/modify/traffic`, { traffic: '5000' });
    await panel.done(201, 'PUT', `/servers/${id}/backupManager/access`, { type: 'full' });
    expect((await panel.send('POST', `/servers/${id}/customXML`, { os: '<os/>', osEnabled: true })).text).toBe('');
    const server = await panel.read(`/servers/${id}`);
    expect(server).toMatchObject({ name: 'atlas', cpu: { throttle: 50 }, settings: { resources: { traffic: 5000 } } });
    expect(server.customXML).toMatchObject({
      os: { xml: '<os/>', enabled: true },
      domain: { xml: '', enabled: false },
    });

    const on = (await panel.done(200, 'POST', `/servers/${id}/vnc`, { action: 'enable' })).data;
    expect(on.vnc).toMatchObject({ enabled: true, port: 5901, ip: '10.20.0.11' });
    expect(on.vnc.wss.url).toBe(`/vnc/?token=${on.vnc.wss.token}`);
    expect(await panel.read(`/queue/${on.queueId}`)).toMatchObject({ serverId: id });
    const off = (await panel.done(200, 'POST', `/servers/${id}/vnc`, { vnc: false })).data;
    expect(off.vnc.wss.token).not.toBe(on.vnc.wss.token);
    expect((await panel.read(`/servers/${id}/vnc`)).vnc).toEqual(off.vnc);
    await panel.done(423, 'POST', `/servers/${id}/vnc`, { action: 'disable' });
    const { enabled: _, ...rest } = off.vnc;
    for (const said of [[], { enabled: true }]) {
      const { vnc } = (await panel.done(200, 'POST', `/servers/${id}/vnc`, said)).data;
      expect(vnc).toMatchObject({ ...rest, wss: expect.any(Object), enabled: false });
    }
    await panel.done(422, 'POST', `/servers/${id}/vnc`, { action: 'toggle' });
  });

  it('gets an IPv6 subnet some seconds after a build that asks for one', async () => {
    const { id } = await order();
    await panel.done(200, 'POST', `/servers/${id}/build`, { operatingSystemId: 1, ipv6: true });
    const subnets = async () => (await panel.read(`/servers/${id}`)).network.interfaces[0].ipv6;
    await pass('PT30S');
    expect(await subnets()).toEqual([]);
    await pass('PT1S');
    expect(await subnets()).toMatchObject([{ subnet: '2001:db8:10:1::', cidr: 64, block: { name: 'V6 London' } }]);
    expect((await panel.read('/connectivity/ipblocks/3')).ipv6).toMatchObject({ usedTotal: 1, freeTotal: 65_534 });
    await panel.done(204, 'DELETE', `/servers/${id}`);
    expect((await panel.read('/connectivity/ipblocks/3')).ipv6.usedTotal).toBe(0);
  });

  it('is backed up as its plan says, and keeps what was made when the plan is taken away', async () => {
    const { id } = await built();
    expect(await panel.read(`/backups/server/${id}`)).toEqual([]);
    await panel.done(201, 'PUT', `/servers/${id}/backups/plan/1`);
    await pass('P5D');
    const five = await panel.read(`/backups/server/${id}`);
    expect(five).toHaveLength(5);
    expect(five[0]).toMatchObject({
      serverId: id,
      complete: true,
      progress: false,
      storage: { name: 'Backup Server 1' },
    });
    await pass('P30D');
    expect(await panel.read(`/backups/server/${id}`)).toHaveLength(7);
    expect((await panel.read(`/servers/${id}`)).backupPlan).toEqual({ id: 1, name: 'Daily, 7 kept' });
    await panel.done(201, 'PUT', `/servers/${id}/backups/plan/0`);
    await pass('P3D');
    const kept = await panel.read(`/backups/server/${id}`);
    expect(kept).toHaveLength(7);
    expect((await panel.read(`/servers/${id}`)).backupPlan).toEqual({ id: null, name: null });
    await panel.done(404, 'PUT', `/servers/${id}/backups/plan/99`);
  });

  it('follows another package but for its disk, which never shrinks', async () => {
    const { id } = await built({ packageId: 3 });
    const { info } = await panel.done(200, 'PUT', `/servers/${id}/package/1`);
    expect(info).toEqual([
      'primary disk not updated. It either matches or is lower than the current value',
      'read IOPS not updated. It matches the current value',
      'write IOPS not updated. It matches the current value',
      'read bytes/sec not updated. It matches the current value',
      'write bytes/sec not updated. It matches the current value',
    ]);
    const small = await panel.read(`/servers/${id}`);
    expect(small.settings.resources).toEqual({ memory: 1024, storage: 80, traffic: 1000, cpuCores: 1 });
    expect(small.backupPlan.id).toBeNull();
    await panel.done(200, 'PUT', `/servers/${id}/package/4`, { cpu: true });
    const cores = await panel.read(`/servers/${id}`);
    expect(cores.settings.resources).toEqual({ memory: 1024, storage: 80, traffic: 1000, cpuCores: 6 });
    expect(await panel.done(404, 'PUT', `/servers/${id}/package/99`)).toEqual({ msg: 'package not found' });
  });

  it('is listed with the others, page by page', async () => {
    for (let turn = 0; turn < 5; turn++) await order({ hypervisorId: turn === 4 ? 2 : 1 });
    const page = await panel.done(200, 'GET', '/servers?results=2&page=2');
    const url = (number: number) => `${mock().url}/api/v1/servers?results=2&page=${number}`;
    expect({ ...page, data: page.data.map(({ id }: { id: number }) => id) }).toEqual({
      current_page: 2,
      data: [3, 4],
      first_page_url: url(1),
      from: 3,
      last_page: 3,
      last_page_url: url(3),
      links: [
        { url: url(1), label: '&laquo; Previous', active: false },
        { url: url(1), label: '1', active: false },
        { url: url(2), label: '2', active: true },
        { url: url(3), label: '3', active: false },
        { url: url(3), label: 'Next &raquo;', active: false },
      ],
      next_page_url: url(3),
      path: `${mock().url}/api/v1/servers`,
      per_page: 2,
      prev_page_url: url(1),
      to: 4,
      total: 5,
    });
    const past = await panel.done(200, 'GET', '/servers?page=9');
    expect(past).toMatchObject({ data: [], from: null, to: null, last_page: 1, total: 5 });
    expect((await panel.done(200, 'GET', '/servers?hypervisorId=4')).total).toBe(1);
    expect((await panel.done(200, 'GET', '/servers?hypervisorId[]=4&hypervisorId[]=1')).total).toBe(3);
    expect((await panel.done(200, 'GET', '/servers/?remoteState=true&results=1')).total).toBe(5);
  });
});

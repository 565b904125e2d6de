import { describe, expect, it } from 'vitest';
import { customerOf, panelForEach } from './customer.js';

const { panel, pass, order, build, mock } = panelForEach('2025-01-31T12:00:00Z');

const GIGABYTE = 1024 ** 3;

const state = async (id: number) => (await panel.read(`/servers/${id}?remoteState=true`)).remoteState;

/** Makes a server, builds it, and waits until it runs. */
async function running(system = 1, more: object = {}) {
  const { id } = await order(more);
  await build(id, { operatingSystemId: system });
  await pass('PT1M');
  return id;
}

/** What is used of a server's first disk, from within and from outside. */
async function used(id: number) {
  const { disk, agent } = await state(id);
  return {
    within: agent.fsinfo[0]['used-bytes'],
    total: agent.fsinfo[0]['total-bytes'],
    allocated: Number(disk.vda.allocation),
    capacity: Number(disk.vda.capacity),
  };
}

describe('the disk of a machine', () => {
  it('begins small and creeps; from within and from outside it looks alike', async () => {
    const id = await running();
    const days: Awaited<ReturnType<typeof used>>[] = [];
    for (let day = 0; day <= 28; day++) {
      days.push(await used(id));
      await pass('P1D');
    }
    const [first] = days;
    expect(first?.within).toBeGreaterThan(1.1 * GIGABYTE);
    expect(first?.within).toBeLessThan(1.6 * GIGABYTE);
    for (const [day, { within, total, allocated, capacity }] of days.entries()) {
      expect(capacity).toBe(40 * GIGABYTE);
      expect(total).toBeLessThan(capacity);
      expect(allocated).toBeGreaterThanOrEqual(within);
      expect(allocated).toBeLessThan(within * 1.1);
      const grown = within - (days[day - 1]?.within ?? 0);
      if (day > 0) expect([day, grown > 0, grown < GIGABYTE / 2]).toEqual([day, true, true]);
    }
    const grown = days.slice(1).map(({ within }, day) => within - (days[day]?.within ?? 0));
    expect(Math.max(...grown)).toBeGreaterThan(1.5 * Math.min(...grown));
  });

  it('does not move while it is off, and is never full, however long it runs', async () => {
    const small = await running(1, { packageId: 1, storage: 2 });
    await panel.done(200, 'POST', `/servers/${small}/power/poweroff`);
    await pass('P30D');
    await panel.done(200, 'POST', `/servers/${small}/power/boot`);
    await pass('PT1M');
    const asleep = await used(small);
    expect(asleep.within).toBeLessThan(1.6 * GIGABYTE);
    let before = asleep;
    for (let year = 0; year < 4; year++) {
      await pass('P365D');
      const now = await used(small);
      expect(now.within).toBeGreaterThanOrEqual(before.within);
      expect(now.within).toBeLessThan(now.total);
      expect(now.allocated).toBeLessThanOrEqual(now.capacity);
      before = now;
    }
    expect(before.within / before.total).toBeGreaterThan(0.96);
  });

  it('begins anew with each build, and keeps what is on it when it is made larger', async () => {
    const id = await running();
    await pass('P40D');
    const before = await used(id);
    await panel.done(200, 'PUT', `/servers/${id}/package/3`);
    const larger = await used(id);
    expect([larger.within, larger.allocated]).toEqual([before.within, before.allocated]);
    expect(larger.capacity).toBe(2 * before.capacity);
    await panel.done(200, 'POST', `/servers/${id}/power/restart`);
    await pass('PT1M');
    expect((await used(id)).within).toBeGreaterThanOrEqual(before.within);
    await build(id);
    await pass('PT1M');
    const anew = await used(id);
    expect(anew.within).toBeLessThan(before.within);
    expect(anew.within).toBeLessThan(1.6 * GIGABYTE);
  });

  it('is one of several when others were ordered and a power cycle made them', async () => {
    const more = { additionalStorage1Enable: true, additionalStorage1Profile: 0, additionalStorage1Capacity: 200 };
    const ids = [];
    for (let turn = 0; turn < 8; turn++) ids.push(await running(1, more));
    expect(Object.keys((await state(ids[0] ?? 0)).disk)).toEqual(['vda', 'vdb']);
    await pass('P20D');
    const seen = await Promise.all(ids.map(state));
    for (const { disk, agent } of seen) {
      expect(disk.vdb).toMatchObject({ name: 'vdb', capacity: `${200 * GIGABYTE}` });
      const [, further] = agent.fsinfo;
      if (further === undefined) expect(Number(disk.vdb.allocation)).toBeLessThan(1_000_000);
      else {
        expect(further).toMatchObject({ name: 'vdb1', mountpoint: '/data', type: 'ext4' });
        expect(further['used-bytes']).toBeLessThanOrEqual(Number(disk.vdb.allocation));
        expect(Number(disk.vdb['wr.bytes'])).toBeGreaterThan(further['used-bytes'] - GIGABYTE / 500);
      }
    }
    // Some are used and some are not.
    expect(new Set(seen.map(({ agent }) => agent.fsinfo.length))).toEqual(new Set([1, 2]));
  });

  it('comes back with a snapshot as it was, and is not listed while it waits to be made', async () => {
    const more = { additionalStorage1Enable: true, additionalStorage1Profile: 0, additionalStorage1Capacity: 200 };
    const id = await running(1, more);
    await pass('P3D');
    const before = await state(id);
    const url = `${mock().url}/__admin/worlds/default/snapshot`;
    // biome-ignore lint/suspicious/noExplicitAny: a snapshot is changed where no type looks
    const snapshot: any = await (await fetch(url)).json();
    const restored = async () => {
      const answer = await fetch(url, { method: 'PUT', body: JSON.stringify(snapshot) });
      expect([answer.ok, answer.ok ? '' : await answer.text()]).toEqual([true, '']);
      return state(id);
    };
    await pass('P3D');
    expect(await restored()).toEqual(before);
    snapshot.clouds.virtfusion.state.parts.server[0].disks[1].ready = false;
    expect(Object.keys((await restored()).disk)).toEqual(['vda']);
  });

  it('has moved what it grew by since the machine was booted, and counts from nothing at each boot', async () => {
    const id = await running();
    const start = await used(id);
    const bytes = async () => (await state(id)).disk.vda;
    await pass('P9D');
    const { within } = await used(id);
    const before = await bytes();
    expect(Number(before['wr.bytes'])).toBeGreaterThan(within - start.within);
    await pass('PT1H');
    for (const name of ['rd.bytes', 'wr.bytes'])
      expect(Number((await bytes())[name])).toBeGreaterThan(Number(before[name]));
    await panel.done(200, 'POST', `/servers/${id}/power/poweroff`);
    await pass('PT1M');
    await panel.done(200, 'POST', `/servers/${id}/power/boot`);
    await pass('PT1M');
    for (const name of ['rd.bytes', 'wr.bytes'])
      expect(Number((await bytes())[name])).toBeLessThan(Number(before[name]));
  });
});

describe('how busy a machine is', () => {
  it('moves from hour to hour; it is the same when asked twice, and whatever else there is', async () => {
    /** The use of the first machine's processors over a day, beside so many others. */
    async function day(others: number): Promise<number[]> {
      const world = `beside-${others}`;
      const { credentials } = await mock().control.worlds.create({
        name: world,
        seed: 'empty',
        now: '2025-01-31T12:00:00Z',
        clock: 'frozen',
      });
      const client = customerOf(mock(), { token: credentials.virtfusion?.token, world });
      const wish = { packageId: 2, userId: 1, hypervisorId: 1 };
      for (let turn = 0; turn <= others; turn++) {
        const { id } = (await client.done(201, 'POST', '/servers', wish)).data;
        await client.done(200, 'POST', `/servers/${id}/build`, { operatingSystemId: 1 });
      }
      const seen: number[] = [];
      for (let hour = 0; hour < 24; hour++) {
        await pass('PT1H', world);
        const asked = () => client.read('/servers/1?remoteState=true');
        const { remoteState } = await asked();
        expect((await asked()).remoteState).toEqual(remoteState);
        seen.push(remoteState.cpu);
      }
      return seen;
    }
    const alone = await day(0);
    expect(new Set(alone).size).toBeGreaterThan(12);
    expect(await day(3)).toEqual(alone);
  });

  it('fills the memory with files by and by, and stays within it', async () => {
    const id = await running();
    const memory = async () =>
      Object.fromEntries(Object.entries((await state(id)).memory).map(([name, text]) => [name, Number(text)]));
    const fresh = await memory();
    await pass('P3D');
    const later = await memory();
    expect(later.memfree).toBeLessThan(fresh.memfree ?? 0);
    for (const { memtotal = 0, memfree = 0, memavailable = 0 } of [fresh, later]) {
      expect(memfree).toBeGreaterThan(0);
      expect(memavailable).toBeGreaterThanOrEqual(memfree);
      expect(memavailable).toBeLessThan(memtotal);
    }
  });

  it('shows in what it transfers', async () => {
    const ids = [];
    for (let turn = 0; turn < 12; turn++) ids.push(await running());
    await pass('P7D');
    const totals = await Promise.all(
      ids.map(async id => (await panel.read(`/servers/${id}/traffic`)).monthly[0].total as number),
    );
    expect(Math.max(...totals)).toBeGreaterThan(4 * Math.min(...totals));
  });
});

describe('kernel, system, agent and memory', () => {
  const inside = ['memtotal', 'memfree', 'memavailable'];
  const windows = ['memtotal', 'memfree', '_source'];
  const outside = ['actual', 'unused', 'available', 'usable', 'disk_caches', 'rss', '_source'];

  it.each([
    [1, 'debian', 'Debian GNU/Linux 12 (bookworm)', /^6\.1\./, 'ext4', inside],
    [2, 'debian', 'Debian GNU/Linux 11 (bullseye)', /^5\.10\./, 'ext4', inside],
    [4, 'ubuntu', 'Ubuntu 24.04', /^6\.8\..*-generic$/, 'ext4', inside],
    [5, 'ubuntu', 'Ubuntu 22.04', /^5\.15\./, 'ext4', inside],
    [6, 'almalinux', 'AlmaLinux 9.', /^5\.14\..*\.el9/, 'xfs', outside],
    [7, 'almalinux', 'AlmaLinux 8.', /^4\.18\..*\.el8/, 'xfs', outside],
    [8, 'mswindows', 'Windows Server 2022 Standard', /^20348$/, 'NTFS', windows],
  ])('agree: system %i is %s', async (system, id, pretty, kernel, type, memory) => {
    const server = await running(system, { packageId: 3 });
    const { qemuAgent, remoteState } = await panel.read(`/servers/${server}?remoteState=true`);
    expect(qemuAgent.os).toMatchObject({
      id,
      'pretty-name': expect.stringContaining(pretty),
      'kernel-release': expect.stringMatching(kernel),
    });
    expect(remoteState.agent.fsinfo).toMatchObject([{ type, mountpoint: type === 'NTFS' ? 'C:\\' : '/' }]);
    expect(Object.keys(remoteState.memory)).toEqual(memory);
    expect(remoteState.memory.memtotal ?? remoteState.memory.actual).toBe(`${4096 * 1024}`);
  });

  it('are not told where no agent is; the hypervisor sees the disk and the memory all the same', async () => {
    const server = await running(9);
    const { qemuAgent, remoteState } = await panel.read(`/servers/${server}?remoteState=true`);
    expect(Object.keys(qemuAgent.os)).toEqual(['screen']);
    expect(remoteState).not.toHaveProperty('agent');
    expect(Object.keys(remoteState.memory)).toEqual(outside);
    expect(Number(remoteState.disk.vda.allocation)).toBeGreaterThan(GIGABYTE);
  });
});

describe('the name of an address', () => {
  const names = async (id: number) => {
    const { interfaces, secondaryInterfaces } = (await panel.read(`/servers/${id}`)).network;
    return [...interfaces, ...secondaryInterfaces].map(({ ipv4 }) =>
      ipv4.map(({ rdns }: { rdns: string | null }) => rdns),
    );
  };

  it('is the host’s for its first one, made of it for others, and none of a private one', async () => {
    const { id } = await order({ packageId: 4, ipv4: 2 });
    expect(await names(id)).toEqual([
      ['198-51-100-10.static.host.example', '198-51-100-11.static.host.example'],
      [null],
    ]);
    await build(id, { hostname: 'Atlas.example.net', name: 'atlas' });
    expect(await names(id)).toEqual([['atlas.example.net', '198-51-100-11.static.host.example'], [null]]);
    await pass('PT1M');
    await build(id, { hostname: 'atlas' });
    expect(await names(id)).toEqual([
      ['198-51-100-10.static.host.example', '198-51-100-11.static.host.example'],
      [null],
    ]);
  });
});

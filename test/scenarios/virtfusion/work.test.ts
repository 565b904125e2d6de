import { describe, expect, it } from 'vitest';
import { panelForEach } from './customer.js';

const { panel, pass, build, ...made } = panelForEach();

const order = (more: object = {}) => made.order({ hypervisorId: 2, ...more });
const asked = (id: number) => panel.read(`/servers/${id}?remoteState=true`);

describe('work on a server', () => {
  it('that ends leaves the lock of other work alone', async () => {
    const { id } = await order();
    await build(id);
    await pass('PT1M');
    await panel.done(200, 'POST', `/servers/${id}/resetPassword`);
    await panel.done(200, 'POST', `/servers/${id}/power/restart`);
    await pass('PT6S');
    expect((await panel.read(`/servers/${id}`)).tasks.active).toBe(true);
    const pending = { msg: 'pending tasks in queue' };
    for (const action of ['power/poweroff', 'resetPassword'])
      expect(await panel.done(423, 'POST', `/servers/${id}/${action}`)).toEqual(pending);
    await pass('PT3S');
    expect((await panel.read(`/servers/${id}`)).tasks.active).toBe(false);
  });

  it('of any power action locks it until it ends', async () => {
    const { id } = await order({ hypervisorId: 1, additionalStorage1Enable: true, additionalStorage1Capacity: 10 });
    await build(id);
    await pass('PT1M');
    for (const action of ['boot', 'shutdown', 'restart', 'poweroff']) {
      await panel.done(200, 'POST', `/servers/${id}/power/${action}`);
      await panel.done(423, 'POST', `/servers/${id}/unsuspend`);
      await pass('PT1M');
    }
    const { storage } = await panel.read(`/servers/${id}`);
    expect(storage.map(({ updated }: { updated: string }) => updated)).toEqual([
      '2025-01-31T12:00:00+00:00',
      '2025-01-31T12:00:23+00:00',
    ]);
  });

  it('that builds it anew switches it off meanwhile', async () => {
    const { id } = await order();
    await build(id);
    await pass('PT1H');
    await build(id);
    await pass('PT5S');
    expect((await asked(id)).remoteState.running).toBe(false);
    const before = (await panel.read(`/servers/${id}/traffic`)).monthly[0].total;
    await pass('PT10S');
    expect((await panel.read(`/servers/${id}/traffic`)).monthly[0].total).toBe(before);
    await pass('PT10S');
    expect((await asked(id)).remoteState.running).toBe(true);
  });

  it('may switch a suspended server off, and nothing else', async () => {
    const { id } = await order();
    await build(id);
    await pass('PT1M');
    await panel.done(204, 'POST', `/servers/${id}/suspend`);
    expect((await asked(id)).remoteState.running).toBe(true);
    expect(await panel.done(423, 'POST', `/servers/${id}/power/restart`)).toEqual({ msg: 'server is suspended' });
    await panel.done(200, 'POST', `/servers/${id}/power/poweroff`);
    await pass('PT1M');
    expect((await asked(id)).remoteState.running).toBe(false);
  });

  it('is what brings a running machine its new memory', async () => {
    const { id } = await order();
    await build(id);
    await pass('PT1M');
    const seen = async () => Number((await asked(id)).remoteState.memory.memtotal) / 1024;
    for (const memory of [4096, 3072]) await panel.done(201, 'PUT', `/servers/${id}/modify/memory`, { memory });
    const { settings, tasks } = await panel.read(`/servers/${id}`);
    expect([settings.resources.memory, await seen()]).toEqual([3072, 2048]);
    expect(tasks.actions.pending[0].payload).toEqual({ memory: 4096 });
    await panel.done(200, 'POST', `/servers/${id}/power/restart`);
    await pass('PT1M');
    expect(await seen()).toBe(3072);
  });

  it('is forgotten by none: a change of one that does not run leaves what waited waiting', async () => {
    const { id } = await order({ hypervisorId: 1, additionalStorage1Enable: true, additionalStorage1Capacity: 10 });
    await panel.done(201, 'PUT', `/servers/${id}/modify/memory`, { memory: 4096 });
    expect((await panel.read(`/servers/${id}`)).tasks.actions.pending).toMatchObject([{ action: 'Create HDD (sdb)' }]);
  });
});

describe('a build', () => {
  it('that asks for a subnet again brings no second one', async () => {
    const { id } = await order({ hypervisorId: 1 });
    const generated = (await panel.read('/connectivity/ipblocks/3')).ipv6.freeGenerated;
    expect((await panel.read(`/servers/${id}`)).network.interfaces[0].ipFilterType).toBe('4');
    for (let turn = 0; turn < 2; turn++) {
      await build(id, { ipv6: true });
      await pass('PT1M');
    }
    const [primary] = (await panel.read(`/servers/${id}`)).network.interfaces;
    expect([primary.ipv6.length, primary.ipFilterType]).toEqual([1, '4-6']);
    expect((await panel.read('/connectivity/ipblocks/3')).ipv6).toMatchObject({
      usedTotal: 1,
      freeGenerated: generated - 1,
    });
  });

  it('is what a backup needs: a plan alone brings none', async () => {
    const { id, backupPlan } = await order({ packageId: 3 });
    expect(backupPlan.id).toBe(1);
    await pass('P4D');
    expect(await panel.read(`/backups/server/${id}`)).toEqual([]);
    await build(id);
    await pass('P4D');
    expect(await panel.read(`/backups/server/${id}`)).toHaveLength(4);
  });
});

it('a screen has a port of its own on its hypervisor, which is free again when the server is gone', async () => {
  const servers = [await order(), await order(), await order({ hypervisorId: 1 })];
  expect(servers.map(({ vnc }) => vnc.port)).toEqual([5901, 5902, 5901]);
  await panel.done(204, 'DELETE', `/servers/${servers[0].id}`);
  expect((await order()).vnc.port).toBe(5901);
});

it('an address that is named twice is given once, and taken once', async () => {
  const { id } = await order({ hypervisorId: 1, ipv4: 0 });
  const ip = ['198.51.100.50', '198.51.100.50'];
  await panel.done(204, 'POST', `/servers/${id}/ipv4`, { interface: 'primary', ip });
  expect((await panel.read(`/servers/${id}`)).network.interfaces[0].ipv4).toHaveLength(1);
  await panel.done(204, 'DELETE', `/servers/${id}/ipv4`, { ip });
  expect((await panel.read('/connectivity/ipblocks/1')).ipv4.usedTotal).toBe(0);
  const range = { type: 'range', start: '10.0.0.0', end: '10.1.0.0' };
  expect(await panel.done(422, 'POST', '/connectivity/ipblocks/1/ipv4', range)).toEqual({
    errors: ['Invalid IPv4 range'],
  });
});

it('a user who is disabled shows as suspended on his servers, and leaves no credit behind', async () => {
  const { id: userId } = await made.user();
  const { id, owner } = await order({ userId });
  expect(owner.suspended).toBe(false);
  await panel.done(201, 'PUT', '/users/7/byExtRelation', { enabled: false });
  expect((await panel.read(`/servers/${id}`)).owner.suspended).toBe(true);
  const credit = '/selfService/credit';
  const added = (await panel.done(201, 'POST', `${credit}/byUserExtRelationId/7`, { tokens: 5 })).data;
  await panel.done(204, 'DELETE', `/servers/${id}`);
  await panel.done(204, 'DELETE', '/users/7/byExtRelation');
  expect(await panel.done(404, 'DELETE', `${credit}/${added.id}`)).toEqual({ msg: 'credit not found' });
});

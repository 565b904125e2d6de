import { describe, expect, it } from 'vitest';
import { panelForEach } from './customer.js';

const { panel, pass, user } = panelForEach();

describe('resource packs', () => {
  const order = (userId: number, body: object = {}) =>
    panel.send('POST', '/servers', { packageId: 2, userId, hypervisorId: 1, ...body });

  it('count their servers, and refuse those that do not fit', async () => {
    const { id: userId } = await user({ selfService: 2 });
    const { id } = (await panel.done(201, 'POST', '/selfService/resourcePack/byUserExtRelationId/7', { packId: '1' }))
      .data;
    const show = () => panel.read(`/selfService/resourcePack/${id}?withServers=true`);
    const first = (await order(userId)).body.data;
    expect(first.selfService).toBe(2);
    expect(await show()).toMatchObject({
      id,
      pid: 1,
      used: { servers: 1, memory: 2048, storage: 40, cpu: 2, traffic: 2000 },
      usage: { servers: { t: 2, u: 1, f: 1, p: 50, l: true }, memory: { t: 4096, u: 2048, f: 2048, p: 50, l: true } },
      servers: [{ id: first.id }],
    });
    const exceeded = { errors: ['The limits of the resource pack would be exceeded'] };
    expect(await order(userId, { memory: 4096 })).toMatchObject({ status: 422, body: exceeded });
    const second = (await order(userId)).body.data;
    expect(await order(userId)).toMatchObject({ status: 422, body: exceeded });
    expect(await panel.done(422, 'PUT', `/servers/${second.id}/modify/memory`, { memory: 4096 })).toEqual(exceeded);
    expect(await panel.done(422, 'PUT', `/servers/${second.id}/package/3`)).toEqual(exceeded);

    await panel.done(204, 'POST', `/selfService/resourcePackServers/${id}/suspend`);
    expect((await show()).servers.every(({ suspended }: { suspended: boolean }) => suspended)).toBe(true);
    await panel.done(204, 'POST', `/selfService/resourcePackServers/${id}/unsuspend`);
    expect(await panel.done(409, 'DELETE', `/selfService/resourcePack/${id}`)).toEqual({
      msg: 'resource pack has servers',
    });
    await panel.done(204, 'DELETE', `/selfService/resourcePackServers/${id}`);
    await pass('PT29M');
    expect((await show()).used.servers).toBe(2);
    await pass('PT1M');
    expect((await show()).used).toEqual({ servers: 0, memory: 0, storage: 0, cpu: 0, traffic: 0 });
    await panel.done(204, 'DELETE', `/selfService/resourcePack/${id}`);
    expect(await panel.done(404, 'GET', `/selfService/resourcePack/${id}`)).toEqual({ msg: 'resource pack not found' });
  });

  it('can be disabled: no new servers come to them', async () => {
    const { id: userId } = await user({ selfService: 3 });
    const { id } = (await panel.done(201, 'POST', '/selfService/resourcePack/byUserExtRelationId/7', { packId: 2 }))
      .data;
    expect((await order(userId)).body.data.selfService).toBe(2);
    await panel.done(204, 'DELETE', `/selfService/resourcePack/${id}?disable=true`);
    expect((await order(userId)).body.data.selfService).toBe(1);
    await panel.done(204, 'PUT', `/selfService/resourcePack/${id}`, { enabled: true });
    expect((await order(userId)).body.data.selfService).toBe(2);
    expect((await panel.read(`/selfService/resourcePack/${id}`)).used.servers).toBe(2);
  });

  it('are left by a server that goes to another owner', async () => {
    const { id: userId } = await user({ selfService: 2 });
    const { id } = (await panel.done(201, 'POST', '/selfService/resourcePack/byUserExtRelationId/7', { packId: 3 }))
      .data;
    const server = (await order(userId)).body.data;
    expect((await panel.read(`/selfService/resourcePack/${id}`)).usage.servers).toEqual({
      t: 0,
      u: 1,
      f: -1,
      p: 0,
      l: false,
    });
    await panel.done(201, 'PUT', `/servers/${server.id}/owner/1`);
    expect((await panel.read(`/selfService/resourcePack/${id}`)).used.servers).toBe(0);
    expect((await panel.read(`/servers/${server.id}`)).selfService).toBe(0);
  });
});

describe('profiles', () => {
  it('are added once, taken away, and set what a user may order', async () => {
    await user({ selfServiceHourlyGroupProfiles: [1, 99] });
    const path = (what: string) => `/selfService/${what}/byUserExtRelationId/7`;
    const shown = () => panel.read('/users/7/byExtRelation');
    expect((await shown()).selfServiceHourlyGroupProfiles).toEqual([1]);
    await panel.done(204, 'POST', path('hourlyGroupProfile'), { profileId: '2' });
    await panel.done(204, 'POST', path('hourlyGroupProfile'), { profileId: 2 });
    await panel.done(204, 'POST', path('resourceGroupProfile'), { profileId: 5 });
    await panel.done(204, 'PUT', path('hourlyResourcePack'), { packId: 1 });
    expect(await shown()).toMatchObject({
      selfService: 0,
      selfServiceHourlyGroupProfiles: [1, 2],
      selfServiceResourceGroupProfiles: [5],
      selfServiceHourlyResourcePack: 1,
    });
    await panel.done(204, 'PUT', path('access'), { syncToProfiles: false });
    expect((await shown()).selfService).toBe(0);
    await panel.done(204, 'PUT', path('access'), { syncToProfiles: true });
    expect((await shown()).selfService).toBe(3);
    await panel.done(204, 'DELETE', path('resourceGroupProfile/5'));
    await panel.done(204, 'PUT', path('access'), { syncToProfiles: true });
    expect((await shown()).selfService).toBe(1);
    expect(await panel.done(404, 'DELETE', path('resourceGroupProfile/5'))).toEqual({
      msg: 'resource profile not found',
    });
    expect(await panel.done(404, 'POST', path('hourlyGroupProfile'), { profileId: 9 })).toEqual({
      msg: 'hourly profile not found',
    });
  });

  it('that come after the servers only hold what grows', async () => {
    const { id } = await user({ selfService: 1 });
    const order = { packageId: 3, userId: id, hypervisorId: 1 };
    const servers = [];
    for (let turn = 0; turn < 3; turn++) servers.push((await panel.done(201, 'POST', '/servers', order)).data.id);
    await panel.done(204, 'PUT', '/selfService/hourlyResourcePack/byUserExtRelationId/7', { packId: 1 });
    const at = `/servers/${servers[0]}`;
    await panel.done(201, 'PUT', `${at}/modify/memory`, { memory: 2048 });
    await panel.done(200, 'PUT', `${at}/package/1`);
    expect((await panel.read(at)).settings.resources).toMatchObject({ memory: 1024, cpuCores: 1 });
    for (const [path, body] of [
      ['modify/memory', { memory: 2048 }],
      ['modify/cpuCores', { cores: 2 }],
      ['modify/traffic', { traffic: 2000 }],
      ['package/2', { cpu: true }],
    ] as const)
      expect(await panel.done(422, 'PUT', `${at}/${path}`, body)).toEqual({
        errors: ['The limits of the resource pack would be exceeded'],
      });
  });

  it('of an hourly pack limit the hourly servers, and count no other', async () => {
    const { id } = await user({ selfService: 0, selfServiceHourlyResourcePack: 1 });
    const order = { packageId: 2, userId: id, hypervisorId: 1 };
    await panel.done(201, 'POST', '/servers', order);
    await panel.done(201, 'PUT', '/users/7/byExtRelation', { selfService: 1 });
    await panel.done(201, 'POST', '/servers', order);
    await panel.done(201, 'POST', '/servers', order);
    expect(await panel.done(422, 'POST', '/servers', order)).toEqual({
      errors: ['The limits of the resource pack would be exceeded'],
    });
  });
});

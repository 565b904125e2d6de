import { describe, expect, it } from 'vitest';
import { createMockServer } from '../../../mock-server/index.js';
import { customerOf, panelForEach } from './customer.js';

const { panel, pass, order, build, ...made } = panelForEach();

const user = async (extRelationId: number, more: object = {}): Promise<number> =>
  (await made.user({ email: `a${extRelationId}@b.co`, extRelationId, ...more })).id;
const addPack = async (extRelationId: number, body: object): Promise<number> =>
  (await panel.done(201, 'POST', `/selfService/resourcePack/byUserExtRelationId/${extRelationId}`, body)).data.id;

describe('an order', () => {
  it('puts its rulesets on the firewall', async () => {
    const { id } = await order({ firewallRulesets: [1, -1, 5] });
    const { rules } = await panel.read(`/servers/${id}/firewall/primary`);
    expect(rules.map(({ ruleset }: { ruleset: number }) => ruleset)).toEqual([1, 5]);
  });

  it('is refused when no hypervisor takes another server', async () => {
    const wish = { packageId: 1, userId: 1, hypervisorId: 2, ipv4: 0, memory: 1, storage: 1 };
    for (let turn = 0; turn < 120; turn++) await panel.done(201, 'POST', '/servers', wish);
    expect(await panel.done(422, 'POST', '/servers', wish)).toEqual({
      errors: ['No hypervisor with enough resources is available'],
    });
  });

  it('is held to what a pack gives one server and all of them', async () => {
    const userId = await user(7, { selfService: 2 });
    await addPack(7, { packId: 1 });
    const exceeded = { errors: ['The limits of the resource pack would be exceeded'] };
    const wish = { packageId: 1, userId, hypervisorId: 1 };
    for (const more of [{ memory: 4097 }, { storage: 101 }, { cpuCores: 5 }, { traffic: 5001 }])
      expect(await panel.done(422, 'POST', '/servers', { ...wish, ...more }), JSON.stringify(more)).toEqual(exceeded);
    await order({ ...wish, traffic: 3000 });
    expect(await panel.done(422, 'POST', '/servers', { ...wish, traffic: 2001 })).toEqual(exceeded);
    await order({ ...wish, traffic: 2000 });
  });

  it('does not come to a pack that was added disabled', async () => {
    const userId = await user(7, { selfService: 3 });
    const id = await addPack(7, { packId: 2, enabled: false });
    expect((await order({ userId })).selfService).toBe(1);
    await panel.done(204, 'PUT', `/selfService/resourcePack/${id}`, { enabled: 'true' });
    expect((await order({ userId })).selfService).toBe(2);
  });
});

describe('a build', () => {
  it('sets time zone and screen as it was told, and is refused to a suspended server', async () => {
    const { id } = await order();
    await build(id, { timezone: 'Europe/Berlin', vnc: true, hostname: 'web.test' });
    expect(await panel.read(`/servers/${id}`)).toMatchObject({
      timezone: 'Europe/Berlin',
      hostname: 'web.test',
      vnc: { enabled: true },
    });
    await pass('PT1M');
    await panel.done(204, 'POST', `/servers/${id}/suspend`);
    expect(await panel.done(423, 'POST', `/servers/${id}/build`, { operatingSystemId: 1 })).toEqual({
      msg: 'server is suspended',
    });
    await panel.done(204, 'POST', `/servers/${id}/unsuspend`);
    await build(id);
    expect(await panel.read(`/servers/${id}`)).toMatchObject({
      timezone: 'Europe/Berlin',
      hostname: 'web.test',
      vnc: { enabled: false },
    });
  });

  it('whose subnet has not arrived yet leaves nothing behind when the server goes', async () => {
    const { id } = await order();
    await build(id, { ipv6: true });
    await pass('PT25S');
    await panel.done(204, 'DELETE', `/servers/${id}`);
    await pass('PT1M');
    expect((await panel.read('/connectivity/ipblocks/3')).ipv6.usedTotal).toBe(0);
  });
});

describe('a change', () => {
  it('of a server that does not run waits for nothing', async () => {
    const { id } = await order();
    await panel.done(201, 'PUT', `/servers/${id}/modify/memory`, { memory: 4096 });
    const { settings, tasks } = await panel.read(`/servers/${id}`);
    expect([settings.resources.memory, tasks.actions.pending]).toEqual([4096, []]);
  });

  it('of package is refused when the disk cannot grow where it lies', async () => {
    await order({ storage: 6890 });
    await order({ storage: 6890 });
    const { id } = await order({ packageId: 1, storage: 100, hypervisorId: 1 });
    expect(await panel.done(422, 'PUT', `/servers/${id}/package/4`)).toEqual({
      errors: ['No hypervisor with enough resources is available'],
    });
    expect((await panel.read(`/servers/${id}`)).storage[0].capacity).toBe(100);
    await panel.done(200, 'PUT', `/servers/${id}/package/4`, { cpu: true });
  });

  it('of package grows a disk where it lies, though another storage of its kind is emptier', async () => {
    const printed = await createMockServer({ seed: 'documented', selfCheck: 'all' });
    const customer = customerOf(printed);
    const wish = { packageId: 1, userId: 1, hypervisorId: 1, storageProfile: 2, storage: 5, ipv4: 0 };
    const { id, storage, hypervisor } = (await customer.done(201, 'POST', '/servers', wish)).data;
    const { otherStorage } = hypervisor.resources;
    const own = otherStorage.find((one: { id: number }) => one.id === storage[0].hypervisorStorageId);
    expect(otherStorage.some((one: { allocated: number }) => one.allocated < own.allocated)).toBe(true);
    await customer.done(200, 'PUT', `/servers/${id}/package/3`);
    expect((await customer.read(`/servers/${id}`)).storage[0]).toMatchObject({
      capacity: 10,
      hypervisorStorageId: own.id,
    });
    expect(printed.findings).toEqual([]);
    await printed.close();
  });

  it('of owner goes on being charged to an owner who pays by the hour', async () => {
    const [ann, bob] = [await user(1, { selfService: 1 }), await user(2, { selfService: 1 })];
    const { id } = await order({ userId: ann });
    await pass('PT3H');
    await panel.done(201, 'PUT', `/servers/${id}/owner/${bob}`);
    await pass('PT5H');
    const hours = async (relation: number) =>
      (await panel.read(`/selfService/usage/byUserExtRelationId/${relation}?period[]=2025-01-01`)).usageServers.hours;
    expect([await hours(1), await hours(2), (await panel.read(`/servers/${id}`)).selfService]).toEqual([3, 5, 1]);
  });

  it('of a user reaches each of his fields', async () => {
    const userId = await user(7, { selfService: 1, selfServiceHourlyCredit: true });
    const wish = { packageId: 1, userId, hypervisorId: 1 };
    const change = {
      email: 'new@b.co',
      selfServiceHourlyCredit: false,
      selfServiceHourlyGroupProfiles: [2, 99],
      selfServiceResourceGroupProfiles: [4, 5],
      selfServiceHourlyResourcePack: 2,
    };
    expect(await panel.done(201, 'PUT', '/users/7/byExtRelation', change)).toEqual({
      data: { email: 'new@b.co', selfServiceHourlyCredit: false },
    });
    expect(await panel.read('/users/7/byExtRelation')).toMatchObject({
      email: 'new@b.co',
      selfServiceHourlyGroupProfiles: [2],
      selfServiceResourceGroupProfiles: [4, 5],
      selfServiceHourlyResourcePack: 2,
    });
    await panel.done(201, 'POST', '/servers', wish);
    await panel.done(204, 'POST', '/selfService/resourceGroupProfile/byUserExtRelationId/7', { profileId: 6 });
    expect((await panel.read('/users/7/byExtRelation')).selfServiceResourceGroupProfiles).toEqual([4, 5, 6]);
  });
});

describe('the end', () => {
  it('of a user is that of his packs', async () => {
    await user(7, { selfService: 2 });
    const id = await addPack(7, { packId: 1 });
    await panel.done(204, 'DELETE', '/users/7/byExtRelation');
    expect(await panel.done(404, 'GET', `/selfService/resourcePack/${id}`)).toEqual({ msg: 'resource pack not found' });
  });

  it('of a suspension comes to all servers of a pack', async () => {
    const userId = await user(7, { selfService: 2 });
    const pack = await addPack(7, { packId: 1 });
    const { id } = await order({ userId, packageId: 1 });
    const suspended = async () => (await panel.read(`/servers/${id}`)).suspended;
    await panel.done(204, 'POST', `/selfService/resourcePackServers/${pack}/suspend`);
    expect(await suspended()).toBe(true);
    await panel.done(204, 'POST', `/selfService/resourcePackServers/${pack}/unsuspend`);
    expect(await suspended()).toBe(false);
  });

  it('of a traffic block, or of an address, needs the server and the interface that have it', async () => {
    const [first, second] = [await order({ packageId: 4 }), await order()];
    await panel.done(201, 'POST', `/servers/${first.id}/traffic/blocks`, { month: 1, amount: 5 });
    expect(await panel.done(404, 'DELETE', `/servers/${second.id}/traffic/blocks/1`)).toEqual({
      msg: 'traffic block not found',
    });
    await panel.done(204, 'DELETE', `/servers/${first.id}/traffic/blocks/1`);
    const [{ address }] = first.network.interfaces[0].ipv4;
    const path = `/servers/${first.id}/ipv4`;
    await panel.done(422, 'DELETE', path, { interface: 'secondary', ip: [address] });
    await panel.done(204, 'DELETE', path, { interface: 'primary', ip: [address] });
  });
});

describe('an IP block', () => {
  it('takes ranges only when it is of IPv4, and is dated by them', async () => {
    const range = { type: 'range', start: '192.168.1.2', end: '192.168.1.10' };
    expect(await panel.done(422, 'POST', '/connectivity/ipblocks/3/ipv4', range)).toEqual({
      errors: ['Invalid IPv4 range'],
    });
    await panel.done(204, 'POST', '/connectivity/ipblocks/1/ipv4', range);
    expect((await panel.read('/connectivity/ipblocks/1')).updated).toBe('2025-01-31T12:00:00+00:00');
  });
});

it('a backup plan shows in the list of a user’s servers too', async () => {
  const { id } = await order();
  await panel.done(201, 'PUT', `/servers/${id}/backups/plan/2`);
  expect((await panel.read('/servers/user/1'))[0]).toMatchObject({ id, backup_plan: 2 });
});

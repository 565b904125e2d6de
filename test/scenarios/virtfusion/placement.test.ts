import { describe, expect, it } from 'vitest';
import { panelForEach } from './customer.js';

const { panel, order, ...made } = panelForEach();

describe('placement', () => {
  const totals = async (group = 1) =>
    (await panel.done(200, 'GET', `/compute/hypervisors/groups/${group}/resources`)).data;

  it('counts on a hypervisor what its servers use; no limit means nothing is free of it', async () => {
    const server = await order({ memory: 4096, cpuCores: 3, storage: 50 });
    const [row] = await totals();
    expect(row.hypervisor).toMatchObject({ id: server.hypervisorId, commissioned: true });
    expect(row.resources).toMatchObject({
      servers: { max: 0, allocated: 1, free: -1, percent: null },
      memory: { allocated: 4096, free: 262_144 - 4096, percent: 1.6 },
      cpuCores: { allocated: 3 },
      localStorage: { allocated: 50 },
    });
    expect(row.resources.network.total.ipv4.free).toBe(240);
    expect({ ...row.resources, network: undefined }).toEqual({ ...server.hypervisor.resources, network: undefined });
  });

  it('takes the hypervisor with the most free memory, passes over those that are closed, and refuses what does not fit', async () => {
    const first = await order();
    const second = await order();
    expect([first.hypervisorId, second.hypervisorId]).toEqual([1, 2]);
    const refused = { errors: ['No hypervisor with enough resources is available'] };
    const wish = { packageId: 2, userId: 1, hypervisorId: 1 };
    for (const more of [{ memory: 262_144 }, { cpuCores: 200 }, { storage: 7000 }, { storageProfile: 9 }])
      expect(await panel.done(422, 'POST', '/servers', { ...wish, ...more })).toEqual(refused);
    // The third has 131072 MB free, and takes no new servers.
    for (let turn = 0; turn < 2; turn++) await order({ memory: 200_000 });
    expect(await panel.done(422, 'POST', '/servers', { ...wish, memory: 100_000 })).toEqual(refused);
    expect((await totals())[2]).toMatchObject({
      hypervisor: { prohibit: true },
      resources: { servers: { allocated: 0 }, memory: { free: 131_072 } },
    });
  });

  it('refuses by dry run as it would in earnest, and then keeps nothing', async () => {
    const wish = { packageId: 2, userId: 1, hypervisorId: 1 };
    expect(await panel.done(200, 'POST', '/servers?dryRun=true', wish)).toEqual([]);
    await panel.done(422, 'POST', '/servers?dryRun=true', { ...wish, memory: 999_999 });
    expect((await panel.done(200, 'GET', '/servers')).total).toBe(0);
    expect((await order()).id).toBe(1);
  });
});

describe('an owner', () => {
  it('has the server alone, and gives it away whole', async () => {
    const user = (extRelationId: number) => made.user({ email: `a${extRelationId}@b.co`, extRelationId });
    const [ann, bob] = [await user(1), await user(2)];
    const { id } = await order({ userId: ann.id });
    await panel.done(201, 'PUT', `/servers/${id}/owner/${bob.id}`);
    expect(await panel.read(`/servers/user/${ann.id}`)).toEqual([]);
    expect(await panel.read(`/servers/user/${bob.id}`)).toMatchObject([{ id, ownerId: bob.id, vnc: { enabled: 0 } }]);
    expect((await panel.read(`/servers/${id}`)).owner).toMatchObject({ id: bob.id, email: 'a2@b.co' });
    expect(await panel.done(404, 'PUT', `/servers/${id}/owner/99`)).toEqual({ msg: 'user not found' });
    expect(await panel.done(404, 'GET', '/servers/user/99')).toEqual({ msg: 'user not found' });
  });
});

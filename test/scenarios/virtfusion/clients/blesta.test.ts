import { expect, it } from 'vitest';
import { done, storiesOf } from './panel.js';

/** Blesta's module, 2.1: an empty list as the body of every call, also of a GET, and a slash behind `servers`. */
storiesOf('Blesta’s module', { accept: 'application/json', 'content-type': 'application/json; charset=utf-8' }, met => {
  async function sold() {
    const { send } = met();
    await done(404, send('GET', '/users/3/byExtRelation', []));
    const user = { name: 'Ann Lee', email: 'ann@lee.co', extRelationId: '3' };
    const { data } = await done(201, send('POST', '/users', user));
    const order = { packageId: '2', userId: data.id, hypervisorId: '1', ipv4: 2 };
    const server = (await done(201, send('POST', '/servers/', order))).data;
    const build = { operatingSystemId: '1', name: 'web', hostname: 'web.example.com', ipv6: true };
    const built = (await done(200, send('POST', `/servers/${server.id}/build`, build))).data;
    expect(built.settings.decryptedPassword).toMatch(/^\w{20}$/);
    expect(built.network.interfaces[0].ipv4).toHaveLength(2);
    return server;
  }

  it('waits for the IPv6 subnet of a server that is being built', async () => {
    const { send, pass } = met();
    const { id } = await sold();
    let found: { subnet: string; cidr: number } | undefined;
    for (let round = 0; round <= 10 && found === undefined; round++) {
      await pass('PT5S');
      found = (await done(200, send('GET', `/servers/${id}`, []))).data.network.interfaces[0].ipv6[0];
    }
    expect(found).toMatchObject({ subnet: expect.stringContaining(':'), cidr: expect.any(Number) });
  });

  it('suspends, lifts it, moves to a larger package and restarts', async () => {
    const { send, pass } = met();
    const { id } = await sold();
    await pass('PT1M');
    await done(204, send('POST', `/servers/${id}/suspend`, []));
    await done(204, send('POST', `/servers/${id}/unsuspend`, []));
    const before = (await done(200, send('GET', `/servers/${id}`, []))).data;
    const plan = (await done(200, send('GET', '/packages/3', []))).data;
    expect(plan.primaryStorage).toBeGreaterThanOrEqual(before.storage[0].capacity);
    await done(200, send('PUT', `/servers/${id}/package/3`, []));
    await done(200, send('POST', `/servers/${id}/power/restart`, []));
    await pass('PT1M');
    expect((await done(200, send('GET', `/servers/${id}`, []))).data.settings.resources.memory).toBe(plan.memory);
    await done(201, send('PUT', `/servers/${id}/modify/traffic`, { traffic: 5000 }));
  });

  it('adds addresses and takes away those it names', async () => {
    const { send } = met();
    const { id } = await sold();
    const added = await done(200, send('POST', `/servers/${id}/ipv4Qty`, { interface: 'primary', quantity: 2 }));
    expect(added.data).toHaveLength(2);
    await done(204, send('DELETE', `/servers/${id}/ipv4`, { ip: added.data, interface: 'primary' }));
    expect((await done(200, send('GET', `/servers/${id}`, []))).data.network.interfaces[0].ipv4).toHaveLength(2);
  });

  it('signs its customer in, and ends the server', async () => {
    const { send, pass } = met();
    const { id } = await sold();
    await done(200, send('POST', `/users/3/serverAuthenticationTokens/${id}`, []));
    await done(204, send('DELETE', `/servers/${id}`, []));
    await pass('PT10M');
    await done(404, send('GET', `/servers/${id}`, []));
  });
});

import { expect, it } from 'vitest';
import { done, storiesOf } from './panel.js';

/** Paymenter's extensions: 1.x tells by the status alone, 0.x sends what its shop leaves empty as null. */
storiesOf('Paymenter’s extensions', { accept: 'Application/json', 'content-type': 'application/json' }, met => {
  async function customer() {
    const { send } = met();
    await done(404, send('GET', '/users/5/byExtRelation'));
    const user = { email: 'ann@lee.co', name: 'Ann Lee', extRelationId: 5 };
    return (await done(201, send('POST', '/users', user))).data.id;
  }

  it('lists what can be sold, and tests the connection', async () => {
    const { send } = met();
    expect((await send('GET', '/connect')).text).toBe('[]');
    const packages = await done(200, send('GET', '/packages'));
    expect(packages.data[0]).toMatchObject({ id: 1, name: expect.any(String) });
    const hypervisors = await done(200, send('GET', '/compute/hypervisors'));
    expect(hypervisors.data[0]).toMatchObject({ id: expect.any(Number), name: expect.any(String) });
  });

  it('sells a server in 1.x, suspends it, lifts that and ends it', async () => {
    const { send } = met();
    const order = { packageId: '2', userId: await customer(), hypervisorId: '1', ipv4: '1', memory: '2048' };
    const { id } = (await done(201, send('POST', '/servers', order))).data;
    for (const [method, path] of [
      ['POST', `/servers/${id}/suspend`],
      ['POST', `/servers/${id}/unsuspend`],
      ['DELETE', `/servers/${id}`],
    ] as const)
      await done(204, send(method, path, []));
  });

  it('sells a server in 0.x with fields that are null, or whose names are not the panel’s', async () => {
    const { send, mock, pass } = met();
    const empty = { networkSpeedInbound: null, networkSpeedOutbound: null, traffic: null };
    const unknown = { cpu: null, ram: null, disk: null };
    const order = { packageId: '2', userId: await customer(), hypervisorId: '1', ipv4: '1', ...empty, ...unknown };
    const { id, settings } = (await done(201, send('POST', '/servers', order))).data;
    expect(settings.resources.traffic).toBe((await done(200, send('GET', '/packages/2'))).data.traffic);
    const { calls } = await mock.control.journal.list({ operation: 'servers.create' });
    expect(calls[0]?.ignored).toEqual(['cpu', 'ram', 'disk']);
    const { data } = await done(200, send('POST', `/users/5/serverAuthenticationTokens/${id}`, []));
    expect(data.authentication.endpoint_complete).toMatch(/^\/token_authenticate\//);
    await done(204, send('DELETE', `/servers/${id}?delay=5`));
    await done(200, send('GET', `/servers/${id}`));
    await pass('PT5M');
    await done(404, send('GET', `/servers/${id}`));
  });
});

import { expect, it } from 'vitest';
import { done, storiesOf } from './panel.js';

/** The shop of ozvps: users by the hash of their address, poweroff before each suspension, deletion whatever runs. */
storiesOf('the shop ozvps', { 'content-type': 'application/json', accept: 'application/json' }, met => {
  /** It makes 18 digits of an address. */
  const relation = '314159265358979323';

  async function provisioned() {
    const { send } = met();
    await done(404, send('GET', `/users/${relation}/byExtRelation?relStr=true`));
    await done(404, send('GET', `/users/${relation}/byExtRelation`));
    const user = `{"email":"ann@lee.co","name":"Ann Lee","extRelationId":${relation},"sendMail":false}`;
    const { data } = await done(201, send('POST', '/users', user));
    const order = { userId: data.id, packageId: 2, name: 'web.example.com', ipv4: 1, hypervisorId: 1 };
    const server = (await done(201, send('POST', '/servers', order))).data;
    const built = await done(
      200,
      send('POST', `/servers/${server.id}/build`, { operatingSystemId: 1, name: 'web.example.com' }),
    );
    expect(built.data.settings.decryptedPassword).toMatch(/^\w{20}$/);
    return server;
  }

  it('keeps the digits of its users', async () => {
    const { send } = met();
    await provisioned();
    const { text } = await send('GET', `/users/${relation}/byExtRelation`);
    expect(text).toContain(`"extRelationId":${relation},`);
    await done(404, send('GET', '/users/314159265358979324/byExtRelation'));
  });

  it('switches off and suspends back to back, lifts it and boots', async () => {
    const { send, pass } = met();
    const { id } = await provisioned();
    await pass('PT1M');
    await done(200, send('POST', `/servers/${id}/power/poweroff`));
    await done(204, send('POST', `/servers/${id}/suspend`));
    await pass('PT1M');
    const off = (await done(200, send('GET', `/servers/${id}?remoteState=true`))).data;
    expect([off.suspended, off.remoteState.running]).toEqual([true, false]);
    await done(423, send('POST', `/servers/${id}/power/boot`));
    await done(204, send('POST', `/servers/${id}/unsuspend`));
    await pass('PT1S');
    expect((await done(200, send('GET', `/servers/${id}`))).data.suspended).toBe(false);
    await done(409, send('POST', `/servers/${id}/unsuspend`));
    await done(200, send('POST', `/servers/${id}/power/boot`));
    await pass('PT1M');
    expect((await done(200, send('GET', `/servers/${id}?remoteState=true`))).data.remoteState.running).toBe(true);
  });

  it('deletes while a boot runs, and while a build does', async () => {
    const { send, pass } = met();
    const first = await provisioned();
    await done(204, send('DELETE', `/servers/${first.id}`));
    await pass('PT10M');
    await done(404, send('GET', `/servers/${first.id}`));
    const order = { userId: first.ownerId, packageId: 2, ipv4: 1, hypervisorId: 1 };
    const { id } = (await done(201, send('POST', '/servers', order))).data;
    await done(200, send('POST', `/servers/${id}/build`, { operatingSystemId: 1 }));
    await pass('PT1M');
    await done(200, send('POST', `/servers/${id}/power/restart`));
    await done(204, send('DELETE', `/servers/${id}`));
    await pass('PT10M');
    await done(404, send('GET', `/servers/${id}`));
  });

  it('lists more than a page holds, with names that the panel passes over', async () => {
    const { send, mock } = met();
    await provisioned();
    const list = await done(200, send('GET', '/servers?with=owner&remoteState=true&results=500'));
    expect([list.total, list.per_page]).toEqual([1, 200]);
    const { calls } = await mock.control.journal.list();
    expect(calls.at(-1)?.ignored).toEqual(['with', 'remoteState']);
    await done(200, send('GET', '/compute/hypervisors?with=servers,stats&results=200'));
  });

  it('opens and closes the screen, resets a password, and takes that a screen is closed as done', async () => {
    const { send, pass } = met();
    const { id } = await provisioned();
    await pass('PT1M');
    await done(423, send('POST', `/servers/${id}/vnc`, { action: 'disable' }));
    await done(200, send('POST', `/servers/${id}/vnc`, { action: 'enable' }));
    await done(200, send('POST', `/servers/${id}/vnc`, { action: 'disable' }));
    await pass('PT1M');
    const reset = await done(200, send('POST', `/servers/${id}/resetPassword`, { user: 'root', sendMail: false }));
    expect(reset.data.expectedPassword).toMatch(/^\w{20}$/);
  });
});

import { expect, it } from 'vitest';
import { done, storiesOf } from './panel.js';

/** The vendor's own module for WHMCS, 2.4: form values as text, POST without a body, the name of a header in lower case. */
storiesOf(
  'the vendor’s module for WHMCS',
  { accept: 'application/json', 'content-type': 'application/json; charset=utf-8' },
  met => {
    async function sold(more: object = {}) {
      const { send } = met();
      const { data } = await done(
        201,
        send('POST', '/users', { name: 'Ann Lee', email: 'ann@lee.co', extRelationId: 41 }),
      );
      const options = { packageId: '2', userId: data.id, hypervisorId: '1', ipv4: '1', ...more };
      return (await done(201, send('POST', '/servers', options))).data;
    }

    it('makes a customer who is not known, and sells him a server', async () => {
      const { send } = met();
      expect(await done(404, send('GET', '/users/41/byExtRelation'))).toEqual({ msg: 'ext_relation_id not found' });
      const server = await sold({ memory: '4096', storage: '80', traffic: '0', cpuCores: '2' });
      expect(server.owner).toMatchObject({ extRelationId: 41, name: 'Ann Lee' });
      expect(server.network.interfaces[0].ipv4[0].address).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      expect((await done(200, send('GET', '/users/41/byExtRelation'))).data.id).toBe(server.ownerId);
    });

    it('shows its customer the first sentence of a refusal', async () => {
      const { send } = met();
      const order = { packageId: '', userId: 1, hypervisorId: '1', ipv4: '1' };
      const { errors } = await done(422, send('POST', '/servers', order));
      expect(errors[0]).toBe('The package id field is required.');
      const { errors: sold } = await done(422, send('POST', '/servers', { ...order, packageId: '6' }));
      expect(sold).toEqual(['Invalid or disabled package']);
    });

    it('suspends beside running work, lifts it, moves and ends the server, and takes 404 as done', async () => {
      const { send, pass } = met();
      const { id } = await sold();
      const at = `/servers/${id}`;
      await done(200, send('POST', `${at}/build`, { operatingSystemId: 1, name: 'web' }));
      await pass('PT1M');
      await done(200, send('POST', `${at}/power/restart`));
      // It takes 204 for suspended now, and for queued.
      expect((await send('POST', `${at}/suspend`)).text).toBe('');
      expect((await done(200, send('GET', at))).data.suspended).toBe(false);
      expect(await done(409, send('POST', `${at}/unsuspend`))).toEqual({
        msg: 'suspend action is currently scheduled or failed',
      });
      await pass('PT1M');
      expect((await done(200, send('GET', at))).data.suspended).toBe(true);
      await done(204, send('POST', `${at}/unsuspend`));
      expect((await done(200, send('PUT', `${at}/package/3`))).info).toEqual(expect.any(Array));
      await done(204, send('DELETE', at));
      await pass('PT10M');
      for (const [method, path] of [
        ['POST', `${at}/suspend`],
        ['POST', `${at}/unsuspend`],
        ['DELETE', at],
      ] as const)
        expect(await done(404, send(method, path))).toEqual({ msg: 'server not found' });
    });

    it('signs its customer in at his server', async () => {
      const { send } = met();
      const { id } = await sold();
      const { data } = await done(200, send('POST', `/users/41/serverAuthenticationTokens/${id}`));
      expect(data.authentication.endpoint_complete).toMatch(/^\/token_authenticate\/\?1=\w{100}&2=\w{100}$/);
    });
  },
);

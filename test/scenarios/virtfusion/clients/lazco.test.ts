import { expect, it } from 'vitest';
import { done, storiesOf } from './panel.js';

/** Lazco's client in TypeScript, 0.6.0, which sends by axios: it reads `msg` of a refusal, and `data` of all else. */
storiesOf(
  'Lazco’s client',
  { accept: 'application/json', 'content-type': 'application/json', 'accept-encoding': 'gzip, compress, deflate, br' },
  met => {
    const publicKey =
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsrmRWo5mMZbcRqVV9wgFbAVxyPVZyAcdIQpy0sCWzI ann@laptop.example.com';

    it('tests the connection, lists and orders, builds with a key, reads and deletes', async () => {
      const { send, pass } = met();
      expect(await done(200, send('GET', '/connect'))).toEqual([]);
      expect((await done(200, send('GET', '/packages'))).data.length).toBeGreaterThan(0);
      const { id } = (await done(201, send('POST', '/servers', { packageId: 2, userId: 1, hypervisorId: 1 }))).data;
      const list = await done(200, send('GET', '/servers?type=simple&page=1&results=20&hypervisorId=1'));
      expect(list.data).toEqual(expect.any(Array));
      const key = await done(201, send('POST', '/ssh_keys', { userId: 1, name: 'laptop', publicKey }));
      expect((await done(200, send('GET', '/ssh_keys/user/1'))).data).toContainEqual(
        expect.objectContaining({ id: key.data.id, publicKey }),
      );
      const wish = { name: 'web', hostname: 'web.example.com', operatingSystemId: 1, sshKeys: [key.data.id] };
      await done(200, send('POST', `/servers/${id}/build`, { ...wish, vnc: false, ipv6: false, email: false }));
      expect((await done(200, send('GET', `/servers/${id}/traffic`))).data.monthly[0].month).toBe(1);
      await pass('PT1M');
      const reset = await done(200, send('POST', `/servers/${id}/resetPassword`, { user: 'root', sendMail: false }));
      expect(Object.keys(reset.data)).toEqual(['queueId', 'expectedPassword']);
      await done(204, send('DELETE', `/ssh_keys/${key.data.id}`));
      // It deletes at once, beside the work that runs.
      await done(204, send('DELETE', `/servers/${id}?delay=0`));
      await pass('PT1M');
      expect(await done(404, send('GET', `/servers/${id}`))).toEqual({ msg: 'server not found' });
    });
  },
);

import { expect, it } from 'vitest';
import { type Package, stock } from '../stock-control.js';
import { done, storiesOf } from './panel.js';

/** EZSCALE's module for WHMCS, 1.5: self service by its option, names of servers, stock, usage and credit. */
storiesOf(
  'EZSCALE’s module for WHMCS',
  {
    accept: 'application/json',
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'VirtFusion-WHMCS/2.0',
  },
  met => {
    /** It creates the user and orders at once, before any credit. */
    async function sold(selfService: number) {
      const { send } = met();
      await done(404, send('GET', '/users/7/byExtRelation'));
      const mode = selfService > 0 && { selfService, selfServiceHourlyCredit: [1, 3].includes(selfService) };
      const user = { name: 'Ann Lee', email: 'ann@lee.co', extRelationId: 7, ...mode };
      const { data } = await done(201, send('POST', '/users', user));
      const order = { packageId: 2, userId: data.id, hypervisorId: 1, ipv4: 1 };
      const server = (await done(201, send('POST', '/servers', order))).data;
      await done(
        200,
        send('POST', `/servers/${server.id}/build`, { operatingSystemId: '1', name: 'vps-1', email: true }),
      );
      return server;
    }
    const balance = async () => {
      const stats = await done(200, met().send('GET', '/selfService/hourlyStats/byUserExtRelationId/7'));
      return Number(stats.data.credit.tokens ?? stats.data.credit.value);
    };

    it.each([0, 1, 3])('sells a first server with self service %i, and then takes money', async mode => {
      const { send, pass } = met();
      const server = await sold(mode);
      await pass('P1D');
      const usage = (await done(200, send('GET', '/selfService/usage/byUserExtRelationId/7'))).data;
      expect(usage.user.relationalId).toBe(7);
      if (mode === 0) {
        expect([server.selfService, usage.usageServers.hours]).toEqual([0, 0]);
        return;
      }
      expect([server.selfService, usage.usageServers.hours > 0]).toEqual([1, true]);
      const owed = await balance();
      expect(owed).toBeLessThan(0);
      // Both references are texts: the vendor's page calls the first an integer.
      const credit = { tokens: 500, reference_1: 'WHMCS Top-up', reference_2: 'Service #9' };
      const { data } = await done(201, send('POST', '/selfService/credit/byUserExtRelationId/7', credit));
      expect(data.id).toEqual(expect.any(Number));
      expect(await balance()).toBeCloseTo(owed + 500, 4);
      await done(200, send('GET', '/selfService/report/byUserExtRelationId/7'));
    });

    it('asks whether an order would do before there is a user for it', async () => {
      const { send } = met();
      const order = { packageId: 2, hypervisorId: 1, ipv4: 1 };
      for (const right of [order, { ...order, userId: 1 }])
        expect([200, 201]).toContain((await send('POST', '/servers?dryRun=true', right)).status);
      const { errors } = await done(422, send('POST', '/servers?dryRun=true', { ...order, packageId: 6 }));
      expect(errors).toEqual(['Invalid or disabled package']);
      expect((await done(200, send('GET', '/servers'))).total).toBe(0);
    });

    it('renames, reads traffic, opens the screen and resets a password', async () => {
      const { send, pass } = met();
      const { id } = await sold(0);
      await pass('PT1M');
      const at = `/servers/${id}`;
      await done(201, send('PUT', `${at}/modify/name`, { name: 'web.example.com' }));
      expect((await done(200, send('GET', `${at}?remoteState=true`))).data).toMatchObject({
        name: 'web.example.com',
        remoteState: { running: true },
      });
      expect((await done(200, send('GET', `${at}/traffic`))).data.monthly[0].total).toEqual(expect.any(Number));
      const { vnc } = (await done(200, send('POST', `${at}/vnc`, { vnc: true }))).data;
      expect(vnc.wss.url).toBe(`/vnc/?token=${vnc.wss.token}`);
      await pass('PT1M');
      await done(200, send('POST', `${at}/resetPassword`));
      await done(201, send('POST', '/users/7/byExtRelation/resetPassword'));
    });

    it('counts what can be sold: some of most pairs of a package and a group, and what it counts it can order', async () => {
      const { send } = met();
      const packages: Package[] = (await done(200, send('GET', '/packages'))).data;
      const groups = (await done(200, send('GET', '/compute/hypervisors/groups?results=100'))).data;
      const pairs: [number, number, number][] = [];
      for (const group of groups) {
        const { data } = await done(200, send('GET', `/compute/hypervisors/groups/${group.id}/resources`));
        for (const plan of packages)
          if (plan.enabled && group.enabled) pairs.push([plan.id, group.id, stock(data, plan)]);
      }
      const sellable = pairs.filter(([, , left]) => left > 0);
      expect(sellable.length / pairs.length).toBeGreaterThan(0.5);
      for (const [packageId, hypervisorId] of sellable)
        await done(200, send('POST', '/servers?dryRun=true', { packageId, userId: 1, hypervisorId, ipv4: 1 }));
    });
  },
);

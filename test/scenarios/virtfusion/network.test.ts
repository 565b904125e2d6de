import { beforeEach, describe, expect, it } from 'vitest';
import { panelForEach } from './customer.js';

const { panel, pass, order, build } = panelForEach();
let id: number;
beforeEach(async () => {
  ({ id } = await order({ packageId: 4 }));
});

const addressesOf = async (server = id, list = 'interfaces'): Promise<string[]> =>
  (await panel.read(`/servers/${server}`)).network[list].flatMap(({ ipv4 }: { ipv4: { address: string }[] }) =>
    ipv4.map(({ address }) => address),
  );
const used = async (block = 1) => (await panel.read(`/connectivity/ipblocks/${block}`)).ipv4.usedTotal;

describe('IPv4 addresses', () => {
  it('come from a block and go back to it, once each', async () => {
    const { data } = await panel.done(200, 'POST', `/servers/${id}/ipv4Qty`, { interface: 'primary', quantity: '2' });
    expect(data).toEqual(['198.51.100.11', '198.51.100.12']);
    await panel.done(204, 'POST', `/servers/${id}/ipv4`, { interface: 'primary', ip: ['198.51.100.200'] });
    expect(await addressesOf()).toEqual(['198.51.100.10', ...data, '198.51.100.200']);
    expect(await used()).toBe(4);
    await panel.done(204, 'DELETE', `/servers/${id}/ipv4`, { ip: ['198.51.100.11'] });
    expect(await addressesOf()).toEqual(['198.51.100.10', '198.51.100.12', '198.51.100.200']);
    const other = await order({ packageId: 1 });
    expect(other.network.interfaces[0].ipv4[0].address).toBe('198.51.100.11');
    await panel.done(204, 'DELETE', `/servers/${id}`);
    expect(await used()).toBe(1);
  });

  it('that are taken, unknown or of others are refused, and nothing is given then', async () => {
    for (const ip of ['198.51.100.10', '192.0.2.1'])
      expect(await panel.done(422, 'POST', `/servers/${id}/ipv4`, { ip: ['198.51.100.50', ip] })).toEqual({
        errors: [`Invalid or unavailable IPv4 address ${ip}`],
      });
    // The last three are 198.51.100.100 to who reads them carelessly.
    for (const ip of ['nonsense', '::1', '0xC6336464', '198.51.99.356', '198.51.100.0x64'])
      expect((await panel.done(422, 'POST', `/servers/${id}/ipv4`, { ip: [ip] })).errors).toHaveLength(1);
    await panel.done(422, 'DELETE', `/servers/${id}/ipv4`, { ip: ['198.51.100.10', '198.51.100.77'] });
    for (const method of ['POST', 'DELETE'])
      for (const body of [{ ip: [] }, [], undefined]) await panel.done(422, method, `/servers/${id}/ipv4`, body);
    expect(await addressesOf()).toEqual(['198.51.100.10']);
  });

  it('run out: 241 are in the block', async () => {
    await panel.done(200, 'POST', `/servers/${id}/ipv4Qty`, { interface: 'primary', quantity: 240 });
    const none = { errors: ['Not enough free IPv4 addresses'] };
    expect(await panel.done(422, 'POST', `/servers/${id}/ipv4Qty`, { interface: 'primary', quantity: 1 })).toEqual(
      none,
    );
    expect(await panel.done(422, 'POST', '/servers', { packageId: 1, userId: 1, hypervisorId: 1 })).toEqual(none);
    await panel.done(204, 'POST', '/connectivity/ipblocks/1/ipv4', {
      type: 'range',
      start: '192.168.1.2',
      end: '192.168.1.10',
    });
    expect((await panel.read('/connectivity/ipblocks/1')).ipv4).toMatchObject({
      total: 250,
      usedTotal: 241,
      freeTotal: 9,
    });
    const { data } = await panel.done(200, 'POST', `/servers/${id}/ipv4Qty`, { interface: 'primary', quantity: 1 });
    expect(data).toEqual(['192.168.1.2']);
    for (const [start, end] of [
      ['192.168.1.9', '192.168.1.20'],
      ['192.168.2.9', '192.168.2.1'],
    ])
      await panel.done(422, 'POST', '/connectivity/ipblocks/1/ipv4', { type: 'range', start, end });
  });

  it('of a second interface come from the private block', async () => {
    expect(await addressesOf(id, 'secondaryInterfaces')).toEqual(['10.64.0.10']);
    const { data } = await panel.done(200, 'POST', `/servers/${id}/ipv4Qty`, { interface: 'secondary', quantity: 1 });
    expect(data).toEqual(['10.64.0.11']);
    expect([await used(1), await used(5)]).toEqual([1, 2]);
    const small = await order({ packageId: 1 });
    expect(
      await panel.done(404, 'POST', `/servers/${small.id}/ipv4Qty`, { interface: 'secondary', quantity: 1 }),
    ).toEqual({ msg: 'interface not found' });
  });
});

describe('the filter', () => {
  it('lets pass what is on the list, once each', async () => {
    const path = `/servers/${id}/networkWhitelist`;
    await panel.done(201, 'POST', path, { interface: 'primary', ip: '100.100.100.100', cidr: 32 });
    await panel.done(201, 'POST', path, { interface: 'primary', ip: '10.0.0.0', cidr: '24' });
    await panel.done(201, 'POST', path, { interface: 'primary', ip: '10.0.0.0', cidr: 16 });
    await panel.done(201, 'POST', path, { interface: 'secondary', ip: '2001:db8::1', cidr: 128 });
    const { interfaces, secondaryInterfaces } = (await panel.read(`/servers/${id}`)).network;
    expect(interfaces[0].ipWhitelist).toEqual([
      { id: 1, type: 4, ip: '100.100.100.100', mask: 32 },
      { id: 2, type: 4, ip: '10.0.0.0', mask: 16 },
    ]);
    expect(secondaryInterfaces[0].ipWhitelist).toMatchObject([{ type: 6, mask: 128 }]);
    expect(await panel.done(422, 'POST', path, { interface: 'primary', ip: '10.0.0.1', cidr: 64 })).toEqual({
      errors: ['Invalid CIDR'],
    });
    await panel.done(204, 'DELETE', path, { interface: 'primary', ip: '10.0.0.0' });
    expect(await panel.done(404, 'DELETE', path, { interface: 'primary', ip: '10.0.0.0' })).toEqual({
      msg: 'address not found',
    });
  });
});

describe('the firewall', () => {
  it('is switched on and off, and its rules are replaced or flushed', async () => {
    const path = `/servers/${id}/firewall/primary`;
    expect(await panel.read(path)).toEqual({ enabled: false, rules: [] });
    expect((await panel.send('POST', `${path}/enable?sync=true`)).text).toBe('');
    await panel.done(201, 'POST', `${path}/rules`, { rulesets: [1, '2', 5] });
    expect(await panel.read(path)).toMatchObject({
      enabled: true,
      rules: [{ ruleset: 1 }, { ruleset: 2 }, { ruleset: 5 }],
    });
    expect((await panel.read(`/servers/${id}`)).network.interfaces[0].firewallEnabled).toBe(true);
    expect(await panel.done(422, 'POST', `${path}/rules`, { rulesets: [1, 99] })).toEqual({
      errors: ['Invalid or disabled firewall ruleset'],
    });
    await panel.done(422, 'POST', `${path}/rules`, { rules: [1] });
    await panel.done(201, 'POST', `${path}/rules`, { rulesets: [] });
    await panel.done(200, 'POST', `${path}/disable`, []);
    expect(await panel.read(path)).toEqual({ enabled: false, rules: [] });
    await panel.done(422, 'GET', `/servers/${id}/firewall/third`);
  });
});

describe('traffic', () => {
  it('is counted from the day of creation, month by month, and only while the server runs', async () => {
    const stats = async () => (await panel.read(`/servers/${id}/traffic`)).monthly;
    expect(await stats()).toEqual([
      {
        month: 1,
        start: '2025-01-31 00:00:00',
        end: '2025-02-27 23:59:59',
        rx: 0,
        tx: 0,
        total: 0,
        limit: 0,
        blocks: [],
      },
    ]);
    await build(id);
    await pass('P40D');
    const [second, first] = await stats();
    expect(first).toMatchObject({ month: 1, end: '2025-02-27 23:59:59' });
    expect(second).toMatchObject({ month: 2, start: '2025-02-28 00:00:00', end: '2025-03-30 23:59:59' });
    expect(first.total).toBe(first.rx + first.tx);
    expect(first.rx).toBeGreaterThan(0);
    await panel.done(200, 'POST', `/servers/${id}/power/poweroff`);
    await pass('PT1M');
    const [off] = await stats();
    await pass('P3D');
    expect((await stats())[0]).toEqual(off);
  });

  it('can be bought in blocks for one period', async () => {
    await panel.done(201, 'POST', `/servers/${id}/traffic/blocks`, { month: 1, amount: 50 });
    await panel.done(201, 'POST', `/servers/${id}/traffic/blocks`, { month: 2, amount: 100 });
    const { assigned, available } = await panel.read(`/servers/${id}/traffic/blocks`);
    expect(assigned).toMatchObject([
      { id: 1, current: true, month: 1, traffic: 50 },
      {
        id: 2,
        current: false,
        month: 2,
        traffic: 100,
        start: '2025-02-28 00:00:00',
        added: '2025-01-31T12:00:00.000000Z',
      },
    ]);
    expect(available.total).toBe(25);
    await pass('P30D');
    expect((await panel.read(`/servers/${id}/traffic/blocks`)).assigned).toMatchObject([
      { id: 2, current: true, month: 1 },
    ]);
    expect((await panel.read(`/servers/${id}/traffic`)).monthly).toMatchObject([
      { month: 2, blocks: [{ id: 2, traffic: 100 }] },
      { month: 1, blocks: [{ id: 1, traffic: 50 }] },
    ]);
    await panel.done(204, 'DELETE', `/servers/${id}/traffic/blocks/2`, { month: 2 });
    expect(await panel.done(404, 'DELETE', `/servers/${id}/traffic/blocks/2`)).toEqual({
      msg: 'traffic block not found',
    });
    for (const body of [
      { month: 26, amount: 1 },
      { month: 0, amount: 1 },
      { month: 1, amount: 0 },
    ])
      await panel.done(422, 'POST', `/servers/${id}/traffic/blocks`, body);
  });
});

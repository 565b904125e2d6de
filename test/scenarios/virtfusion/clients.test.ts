import { describe, expect, it } from 'vitest';
import { panelForEach } from './customer.js';

const { panel, pass } = panelForEach();

describe('a billing module', () => {
  it('sells, suspends, moves and ends a server as the modules for WHMCS do: form values as text, POST without a body', async () => {
    expect(await panel.done(404, 'GET', '/users/41/byExtRelation')).toEqual({ msg: 'ext_relation_id not found' });
    const buyer = { name: 'Ann Lee', email: 'ann@lee.co', extRelationId: 41 };
    const { id: userId } = (await panel.done(201, 'POST', '/users', buyer)).data;
    const order = { packageId: '1', userId, hypervisorId: '1', ipv4: '1', memory: '2048', cpuCores: '2' };
    const server = (await panel.done(201, 'POST', '/servers', order)).data;
    expect(server).toMatchObject({ ownerId: userId, suspended: false, buildFailed: false, built: null });
    expect(server.network.interfaces[0].ipv4[0].address).toMatch(/^198\.51\.100\.\d+$/);
    expect(server.settings.resources).toMatchObject({ memory: 2048, cpuCores: 2 });

    const at = `/servers/${server.id}`;
    await panel.done(200, 'POST', `${at}/build`, { operatingSystemId: '1', hostname: 'web.test', email: true });
    expect(await panel.done(423, 'POST', `${at}/power/restart`)).toEqual({ msg: 'pending tasks in queue' });
    await pass('PT1M');
    await panel.done(200, 'POST', `${at}/power/restart`);
    await pass('PT1M');
    expect((await panel.send('POST', `${at}/suspend`)).text).toBe('');
    await panel.done(204, 'POST', `${at}/suspend`);
    await panel.done(204, 'POST', `${at}/unsuspend`);
    expect((await panel.done(200, 'PUT', `${at}/package/3`)).info).toEqual(expect.any(Array));
    expect((await panel.read(at)).settings.resources.memory).toBe(4096);
    const { authentication } = (await panel.done(200, 'POST', `/users/41/serverAuthenticationTokens/${server.id}`))
      .data;
    expect(Object.keys(authentication.tokens)).toEqual(['1', '2']);
    expect((await panel.send('DELETE', at)).text).toBe('');
    for (const [method, path] of [
      ['POST', `${at}/suspend`],
      ['POST', `${at}/unsuspend`],
      ['DELETE', at],
    ] as const)
      expect(await panel.done(404, method, path)).toEqual({ msg: 'server not found' });
  });

  it('gets 422 for a package that is not sold, and stays what it was', async () => {
    const { id } = (await panel.done(201, 'POST', '/servers', { packageId: 1, userId: 1, hypervisorId: 1 })).data;
    expect(await panel.done(422, 'PUT', `/servers/${id}/package/6`)).toEqual({
      errors: ['Invalid or disabled package'],
    });
    expect((await panel.read(`/servers/${id}`)).settings.resources.memory).toBe(1024);
  });
});

describe('a Terraform provider', () => {
  it('builds without keys by a list that is null, as Go writes one', async () => {
    const { id } = (await panel.done(201, 'POST', '/servers', { packageId: 1, userId: 1, hypervisorId: 1 })).data;
    const build = {
      operatingSystemId: 1,
      name: 'node1',
      hostname: 'node1.test',
      vnc: false,
      ipv6: false,
      email: false,
    };
    await panel.done(200, 'POST', `/servers/${id}/build`, { ServerId: 0, ...build, sshKeys: null });
    expect((await panel.read(`/servers/${id}`)).sshKeys).toEqual([]);
  });
});

describe('a list in a query', () => {
  it('is read in each of the ways clients write it', async () => {
    for (const hypervisorId of [1, 2])
      await panel.done(201, 'POST', '/servers', { packageId: 1, userId: 1, hypervisorId });
    for (const [query, total] of [
      ['hypervisorId=4', 1],
      ['hypervisorId%5B%5D=4&hypervisorId%5B%5D=1', 2],
      ['hypervisorId%5B0%5D=4', 1],
      ['hypervisorId[0]=4&hypervisorId[1]=1', 2],
      ['hypervisorId[0]=99', 0],
    ] as const)
      expect([query, (await panel.done(200, 'GET', `/servers?${query}`)).total]).toEqual([query, total]);
    await panel.done(422, 'GET', '/servers?hypervisorId[0]=x');

    await panel.done(201, 'POST', '/users', { name: 'Ann Lee', email: 'ann@lee.co', extRelationId: 7 });
    const usage = (query: string) => panel.read(`/selfService/usage/byUserExtRelationId/7?${query}`);
    const { periods } = await usage('period%5B0%5D=2024-11-01&period%5B1%5D=2024-12-01&range=m');
    expect(periods.map(({ period }: { period: string }) => period)).toEqual(['2024-11-01', '2024-12-01']);
    expect((await usage('period[]=2024-11-01&range=m')).periods[0]).toEqual(periods[0]);
  });

  it('begins at the first page when the page is no number, and says nothing of rows that are not there', async () => {
    await panel.done(201, 'POST', '/servers', { packageId: 1, userId: 1, hypervisorId: 1 });
    for (const page of ['x', '0', '-3', ''])
      expect(await panel.done(200, 'GET', `/servers?page=${page}`)).toMatchObject({ current_page: 1, from: 1, to: 1 });
  });
});

describe('an empty value in a query', () => {
  it('is none, as PHP reads it', async () => {
    const { id } = (await panel.done(201, 'POST', '/servers', { packageId: 1, userId: 1, hypervisorId: 1 })).data;
    expect(await panel.done(200, 'GET', '/servers?type=&page=&results=&hypervisorId=')).toMatchObject({
      total: 1,
      per_page: 20,
    });
    await panel.done(201, 'POST', '/users', { name: 'Ann Lee', email: 'ann@lee.co', extRelationId: 7 });
    const by = 'byUserExtRelationId/7';
    expect((await panel.read(`/selfService/usage/${by}?period[]=&range=&relStr=`)).periods).toMatchObject([
      { period: '2025-01-01', range: 'month' },
    ]);
    expect((await panel.read(`/selfService/report/${by}?period=&currency=`)).usage.term).toBe('January 2025');
    await panel.done(204, 'DELETE', `/servers/${id}?delay=`);
    await panel.done(404, 'GET', `/servers/${id}`);
  });
});

describe('full rows of the list of servers', () => {
  it('are whole servers', async () => {
    const { id } = (await panel.done(201, 'POST', '/servers', { packageId: 1, userId: 1, hypervisorId: 1 })).data;
    const { data, total } = await panel.done(200, 'GET', '/servers?type=full&results=1');
    const { remoteState, ...whole } = await panel.read(`/servers/${id}`);
    expect([data, total, remoteState]).toEqual([[whole], 1, false]);
    expect((await panel.done(200, 'GET', '/servers?type=simple')).data[0]).toMatchObject({ owner: 1, commissioned: 0 });
  });
});

describe('the state of a machine, when it is asked for', () => {
  async function built(operatingSystemId: number) {
    const { id } = (await panel.done(201, 'POST', '/servers', { packageId: 2, userId: 1, hypervisorId: 1 })).data;
    expect((await panel.read(`/servers/${id}?remoteState=true`)).os).toBeUndefined();
    await panel.done(200, 'POST', `/servers/${id}/build`, { operatingSystemId });
    await pass('PT1H');
    return { id, ...(await panel.read(`/servers/${id}?remoteState=true`)) };
  }

  it('is told by the guest’s agent where there is one', async () => {
    const { id, remoteState, os, qemuAgent } = await built(1);
    expect(os).toEqual({ templateName: 'Debian 12 (Bookworm) Minimal' });
    expect(qemuAgent.os).toMatchObject({
      id: 'debian',
      'pretty-name': 'Debian GNU/Linux 12 (bookworm)',
      img: 'debian_logo.png',
    });
    expect(Object.keys(remoteState.memory)).toEqual(['memtotal', 'memfree', 'memavailable']);
    expect(remoteState.agent.fsinfo).toMatchObject([{ mountpoint: '/', type: 'ext4' }]);
    await pass('PT1H');
    const later = (await panel.read(`/servers/${id}?remoteState=true`)).remoteState;
    for (const bytes of ['rd.bytes', 'wr.bytes'])
      expect(Number(later.disk.vda[bytes])).toBeGreaterThan(Number(remoteState.disk.vda[bytes]));
    const plain = await panel.read(`/servers/${id}`);
    expect([plain.os, plain.remoteState, Object.keys(plain.qemuAgent.os)]).toEqual([undefined, false, ['screen']]);
  });

  it('is told by the hypervisor alone where there is none', async () => {
    const { remoteState, os, qemuAgent } = await built(9);
    expect(os).toEqual({ templateName: 'Other FreeBSD 14 Base' });
    expect(Object.keys(qemuAgent.os)).toEqual(['screen']);
    expect(remoteState.memory).toMatchObject({ actual: `${2048 * 1024}`, _source: 'dom0' });
    expect(remoteState).not.toHaveProperty('agent');
  });

  it('of one that is switched off has empty lists for empty objects, as PHP writes them', async () => {
    const { id } = await built(1);
    await panel.done(200, 'POST', `/servers/${id}/power/poweroff`);
    await pass('PT1M');
    const off = await panel.read(`/servers/${id}?remoteState=true`);
    expect(off.remoteState).toEqual({ running: false, state: 'shutoff', cpu: 0, memory: [], disk: [] });
    expect([off.os.templateName, Object.keys(off.qemuAgent.os)]).toEqual(['Debian 12 (Bookworm) Minimal', ['screen']]);
  });
});

describe('credit', () => {
  const stats = () => panel.read('/selfService/hourlyStats/byUserExtRelationId/7');
  const credit = '/selfService/credit/byUserExtRelationId/7';
  const user = {
    name: 'Ann Lee',
    email: 'ann@lee.co',
    extRelationId: 7,
    selfService: 1,
    selfServiceHourlyCredit: true,
  };

  it('that is cancelled after it was used leaves a debt, which the balance tells', async () => {
    const { id: userId } = (await panel.done(201, 'POST', '/users', user)).data;
    expect((await stats()).credit).toEqual({ value: 0 });
    const { id } = (await panel.done(201, 'POST', credit, { tokens: '100' })).data;
    await panel.done(201, 'POST', '/servers', { packageId: 1, userId, hypervisorId: 1 });
    await pass('PT10H');
    const before = await stats();
    await panel.done(204, 'DELETE', `/selfService/credit/${id}`);
    const after = await stats();
    expect(Number(after.credit.tokens)).toBeCloseTo(Number(before.credit.tokens) - 100, 4);
    expect(Number(after.credit.tokens)).toBeLessThan(0);
    expect(after.currency.code).toBe('USD');
  });

  it('is a number within bounds', async () => {
    await panel.done(201, 'POST', '/users', user);
    for (const tokens of [1e300, -1e300, '1e300', '1e', 'ten', null, 1_000_000_000])
      expect(Object.keys(await panel.done(422, 'POST', credit, { tokens }))).toEqual(['errors']);
    await panel.done(201, 'POST', credit, { tokens: 999_999_999 });
    await panel.done(201, 'POST', credit, { tokens: '-999999999' });
    expect((await stats()).credit).toEqual({ value: 0, tokens: '0.0000' });
  });
});

import { describe, expect, it, vi } from 'vitest';
import { createMockServer } from '../../../mock-server/index.js';
import { type Received, receiver } from '../../receiver.js';
import { seedOf, withCalls } from '../double.js';
import { panelForEach } from './customer.js';
import { told, type Webhooks } from './told.js';

const NOW = '2025-01-31T12:00:00Z';
const { panel, mock, pass, user, order, build } = panelForEach(NOW);

const tell = (webhooks: Webhooks) => mock().control.worlds.change({ webhooks });
const power = (id: number, verb: string) => panel.done(200, 'POST', `/servers/${id}/power/${verb}`);

describe('who waits for a panel', () => {
  it('is told of the whole life of a server, each event when it took effect', async () => {
    const { url, received } = await receiver();
    await tell([`${url}/hook`]);
    const { id } = await user();
    const { id: server } = await order({ userId: id });
    await build(server, { name: 'web', hostname: 'web.lee.co' });
    expect((await pass('PT1M')).clock.now).toBe('2025-01-31T12:01:00Z');
    for (const verb of ['shutdown', 'boot', 'restart', 'poweroff']) {
      await power(server, verb);
      await pass('PT0S');
      expect(received.at(-1)?.body.event).not.toBe(`server.${verb}`);
      await pass('PT5M');
    }
    await panel.done(204, 'POST', `/servers/${server}/suspend`);
    await panel.done(204, 'POST', `/servers/${server}/unsuspend`);
    await panel.done(204, 'DELETE', `/servers/${server}?delay=5`);
    await pass('PT4M');
    expect(received.at(-1)?.body.event).toBe('server.unsuspend');
    await pass('PT1M');
    expect(told(received)).toEqual([
      'user.create success',
      'server.create success',
      'server.build success',
      'server.shutdown success',
      'server.boot success',
      'server.restart success',
      'server.poweroff success',
      'server.suspend success',
      'server.unsuspend success',
      'server.destroy success',
      'server.delete success',
    ]);
    const { body, text: _, ...sent } = received[2] as Received;
    expect(sent).toEqual({
      method: 'POST',
      path: '/hook',
      headers: expect.objectContaining({
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'VirtFusion-Hookshot/57HE28D3RT',
        'x-virtfusion-hook': '1',
        'x-virtfusion-created': '2025-01-31T12:00:23.000000Z',
        'x-virtfusion-hook-event': '3',
        'x-virtfusion-event': 'server.build',
        'x-virtfusion-event-status': 'success',
      }),
    });
    expect(sent.headers.authorization).toBeUndefined();
    expect(body).toMatchObject({
      created: '2025-01-31T12:00:23.000000Z',
      hookId: '1',
      hookEventId: '3',
      controlDomain: 'cp.host.example',
      controlName: 'Host Example',
      controlSupportLink: 'https://host.example/support',
      errors: [],
      data: { errors: [], user: { id, email: 'ann@lee.co', extRelationId: 7 } },
    });
    expect(received.map(({ body }) => body.data.server?.state)).toEqual([
      undefined,
      'allocated',
      ...Array(9).fill('complete'),
    ]);
    // What VirtfusionDiscord and VirtHook read.
    expect(body.data.server).toMatchObject({
      id: server,
      name: 'web',
      owner: { email: 'ann@lee.co', name: 'Ann Lee' },
      os: { templateName: expect.any(String) },
      settings: {
        resources: { cpuCores: expect.any(Number), memory: expect.any(Number), storage: expect.any(Number) },
      },
      hypervisor: { group: { name: 'London' } },
      network: { interfaces: [{ ipv4: [{ address: expect.any(String) }] }] },
      cpu: { type: 'inherit' },
    });
    expect(received[1]?.body.data).toMatchObject({
      args: { packageId: 2, userId: id, hypervisorId: 1 },
      allocation: { hypervisorId: expect.any(Number) },
    });
    expect(received.at(-1)?.body.data.server).toMatchObject({ id: server, name: 'web', deleteLevel: 1 });
    await panel.done(404, 'GET', `/servers/${server}`);
  });

  it('is told of a server as the panel itself shows it then', async () => {
    const { url, received } = await receiver();
    const { id } = await order();
    await tell([url]);
    await build(id);
    await pass('PT23S');
    const { remoteState: _, ...shown } = await panel.read(`/servers/${id}`);
    expect(received[0]?.body.data.server).toEqual({ ...shown, os: expect.anything() });
  });

  it('is told that a subnet arrived after the build, once, or that there is none', async () => {
    const { url, received } = await receiver();
    await tell([{ url, events: ['server.assign.*'] }]);
    const [{ id }, { id: late }] = [await order({ hypervisorId: 1 }), await order({ hypervisorId: 1 })];
    for (const turn of [1, 2]) {
      await build(id, { ipv6: true });
      await pass('PT5M');
      expect(told(received), `build ${turn}`).toEqual(['server.assign.ipv6 success']);
    }
    const [{ ipv6 }] = (await panel.read(`/servers/${id}`)).network.interfaces;
    expect(received[0]?.body.data).toMatchObject({
      ipv6: { block: ipv6[0].block, subnet: { id: ipv6[0].id, subnet: ipv6[0].subnet, cidr: 64 }, ip: false },
      server: { network: { interfaces: [{ ipv6 }] } },
    });
    const saved = await mock().control.snapshot.save();
    for (const block of Object(saved).clouds.virtfusion.state.parts.ipBlock)
      if (block.type === 6) Object.assign(block, { subnets: 1, generated: 1 });
    await mock().control.snapshot.restore(saved);
    await build(late, { ipv6: true });
    await pass('PT5M');
    expect(told(received)).toEqual(['server.assign.ipv6 success', 'server.assign.ipv6 fail']);
    expect(received[1]?.body).toMatchObject({
      data: { ipv6: { block: false, subnet: false } },
      errors: ['No IPv6 subnet is free'],
    });
  });

  it('is told of users that are made, changed and taken away, and of nothing that is refused', async () => {
    const { url, received } = await receiver();
    await tell([url]);
    await user();
    await panel.done(409, 'POST', '/users', { name: 'Ann', email: 'ann@lee.co' });
    await panel.done(201, 'PUT', '/users/7/byExtRelation', { name: 'Ann Li' });
    await panel.done(204, 'DELETE', '/users/7/byExtRelation');
    await pass('PT0S');
    expect(told(received)).toEqual(['user.create success', 'user.update success', 'user.delete success']);
    expect(received.map(({ body }) => [body.data.user.name, 'server' in body.data])).toEqual([
      ['Ann Lee', false],
      ['Ann Li', false],
      ['Ann Li', false],
    ]);
  });

  it('is told that a build failed and why', async () => {
    const { url, received } = await receiver();
    const seed = await seedOf(NOW, { virtfusion: { webhooks: [url] } });
    const calls = [
      { at: NOW, call: 'servers.create', body: { packageId: 2, userId: 1, hypervisorId: 1 } },
      {
        at: NOW,
        call: 'servers.build',
        params: { serverId: 1 },
        body: { operatingSystemId: 1 },
        pin: { 'build.end': ['failed'] },
      },
    ];
    const own = await createMockServer({ seed: await withCalls(seed, calls), clock: 'frozen', selfCheck: 'all' });
    try {
      await own.control.clock.advance({ by: 'PT1M' });
      expect(told(received)).toEqual(['server.build fail']);
      expect(received[0]?.body).toMatchObject({
        eventStatus: 'fail',
        data: { errors: ['The task failed'], server: { state: 'failed' } },
        errors: ['The task failed'],
      });
      expect(received[0]?.headers['x-virtfusion-event-status']).toBe('fail');
    } finally {
      await own.close();
    }
  });

  it('is told that a task failed as the operator wanted, and of what waited for its end after that', async () => {
    const { url, received } = await receiver();
    const { id } = await order();
    await build(id);
    await pass('PT1M');
    await tell([url]);
    await mock().control.faults.add({ operation: 'virtfusion/power.boot', failure: 'taskFails', text: 'No host.' });
    await power(id, 'boot');
    await panel.done(204, 'POST', `/servers/${id}/suspend`);
    await pass('PT1M');
    expect(told(received)).toEqual(['server.boot fail', 'server.suspend success']);
    expect(received.map(({ body }) => [body.errors, body.data.server.suspended])).toEqual([
      [['No host.'], false],
      [[], true],
    ]);
  });

  it('has what it does not take tried again on the clock of the world, in order, and kept with its answers', async () => {
    const { url, received } = await receiver((reply, number) => {
      reply.statusCode = number < 3 ? 503 : 200;
      reply.end(number < 3 ? 'busy' : 'noted');
    });
    await tell([{ url, events: ['server.create', 'server.build'] }]);
    const { id } = await order();
    await build(id);
    await pass('PT23S');
    const stands = async () =>
      (await mock().control.deliveries.list({ vendor: 'virtfusion', subject: `server:${id}` })).map(
        ({ event, state, attempts }) => [event, state, ...attempts.map(({ status }) => status)],
      );
    expect(await stands()).toEqual([
      ['server.create', 'waiting', 503, 503],
      ['server.build', 'due'],
    ]);
    await pass('PT47S');
    expect(await stands()).toEqual([
      ['server.create', 'delivered', 503, 503, 200],
      ['server.build', 'delivered', 200],
    ]);
    expect(received.map(({ body }) => body.event)).toEqual([
      ...['server.create', 'server.create', 'server.create', 'server.build'],
    ]);
    const [first] = await mock().control.deliveries.list();
    expect(first).toMatchObject({ vendor: 'virtfusion', url, attempts: [{ answer: 'busy' }, {}, { answer: 'noted' }] });
  });

  it('is told in time while the clock runs, without any further call', async () => {
    const { url, received } = await receiver();
    const { id } = await order();
    await build(id);
    await pass('PT22.9S');
    await tell([{ url, events: ['server.build'] }]);
    await mock().control.clock.change({ mode: 'running' });
    await vi.waitFor(() => expect(received).toHaveLength(1), 3000);
    await mock().control.clock.change({ mode: 'frozen' });
  });
});

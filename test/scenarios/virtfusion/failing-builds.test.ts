import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMockServer } from '../../../mock-server/index.js';
import { type Customer, customerOf } from './customer.js';
import { complete, failed, serverForEach } from './one-server.js';

const { panel, pass, build, mock, at, id, shown, queue, queued, fail } = serverForEach();

interface Step {
  readonly type: string;
  readonly data: { readonly success: boolean };
}

describe('a build that is to fail', () => {
  it('at a step stops there, in every form of the server and of its work, and a rebuild mends it', async () => {
    await fail('virtfusion/servers.build', { step: 'server.disk.create.os', text: 'No space left on device' });
    await build({ ipv6: true });
    await pass('PT4S');
    expect(await shown()).toMatchObject({ state: 'building', buildFailed: false });
    const { ran } = await pass('PT1M');
    expect(ran).toEqual([
      { at: '2025-01-31T12:00:05Z', vendor: 'virtfusion', job: 'task', subject: '1', failed: true },
    ]);
    expect(await shown()).toEqual({ ...failed, built: null });
    expect((await panel.read('/servers/user/1'))[0]).toMatchObject({ state: 'failed', buildFailed: true });
    expect((await panel.done(200, 'GET', '/servers?type=full')).data[0]).toMatchObject({ buildFailed: true });
    const { primaryActions, ...item } = await queue(1);
    expect(item).toEqual({
      id: 1,
      jobId: '1',
      job: 'App\\Jobs\\Server\\KVM\\Build',
      hypervisorId: 1,
      serverId: id(),
      action: 'build_server',
      queue: 'default',
      started: '2025-01-31T12:00:00+00:00',
      updated: '2025-01-31T12:00:05+00:00',
      finished: '2025-01-31T12:00:05+00:00',
      failed: true,
      progress: 21,
      errors: {
        exception: {
          stringable: true,
          errors: [],
          type: 'Exception',
          trace: '#0 [internal function]: App\\Jobs\\Server\\KVM\\Build->handle()\n#1 {main}',
          message: 'No space left on device',
        },
      },
      subActions: [],
    });
    expect(primaryActions.map(({ type, data }: Step) => [type, data.success]).slice(-2)).toEqual([
      ['server.create.ci', true],
      ['server.disk.create.os', false],
    ]);
    expect((await panel.read(at())).tasks.lastOn).toBe('2025-01-31 12:00:05');
    expect((await panel.read('/connectivity/ipblocks/3')).ipv6.usedTotal).toBe(0);
    expect(await panel.done(409, 'POST', `${at()}/power/boot`)).toEqual({ msg: 'server is not built' });

    const again = await build({ ipv6: true });
    expect(again.data).toMatchObject({ state: 'queued', commissionStatus: 1, buildFailed: false });
    await pass('PT1M');
    expect(await shown()).toMatchObject(complete);
    expect((await panel.read('/connectivity/ipblocks/3')).ipv6.usedTotal).toBe(1);
    expect(await queue(1)).toMatchObject({ failed: true, progress: 21 });
    expect(await queue(2)).toMatchObject({ failed: false, progress: 100 });
  });

  it.each([
    [{ after: 'PT10S' }, 10, 43, 'server.disk.create.os'],
    [{ after: 'PT0S' }, 0, 0, 'server.config.dhcp'],
    [{ step: 'server.get.status' }, 0, 0, 'server.config.dhcp'],
    [{ after: 'PT30S' }, 23, 99, 'server.config.statistics'], // longer than it takes: at its end
    [{}, 23, 99, 'server.config.statistics'],
  ])('does so at its time: %j', async (rule, seconds, progress, last) => {
    await fail('servers.*', rule);
    await build();
    await pass('PT1M');
    expect(await shown()).toMatchObject(failed);
    const { primaryActions, ...item } = await queue(1);
    expect(item).toMatchObject({
      failed: true,
      progress,
      finished: `2025-01-31T12:00:${`${seconds}`.padStart(2, '0')}+00:00`,
    });
    expect(item.errors.exception.message).toBe('The task failed');
    expect(primaryActions.at(-1)).toMatchObject({ type: last });
    expect([last, primaryActions.at(-1).data.success ?? primaryActions.at(-1).data.system.success]).toEqual([
      last,
      false,
    ]);
  });

  it('leaves a machine off whose disk was being made, and running what it ran before that', async () => {
    await build();
    await pass('PT1H');
    await fail('virtfusion/servers.build', { step: 'server.os.template.exists' });
    await build();
    await pass('PT1M');
    expect(await shown()).toMatchObject({ ...failed, built: '2025-01-31T12:00:23+00:00', running: true });
    await fail('virtfusion/servers.build', { step: 'server.disk.create.os' });
    await build();
    await pass('PT1M');
    expect(await shown()).toMatchObject({ ...failed, built: '2025-01-31T12:00:23+00:00' });
    await queued('power/boot');
    await pass('PT1M');
    expect(await shown()).toMatchObject({ state: 'failed', running: true });
  });

  it('has done what waited for its end: a suspension, or a deletion', async () => {
    await fail('virtfusion/servers.build', { after: 'PT3S', times: null });
    await build();
    await panel.done(204, 'POST', `${at()}/suspend`);
    await pass('PT3S');
    expect(await panel.read(at())).toMatchObject({ suspended: true, state: 'failed' });
    await panel.done(204, 'POST', `${at()}/unsuspend`);
    await build();
    await panel.done(204, 'DELETE', at());
    await pass('PT3S');
    await panel.done(404, 'GET', at());
    await pass('PT1H');
  });

  it('is as it was in a world that was kept in the midst of it and taken again', async () => {
    await fail('virtfusion/servers.build', { after: 'PT10S', text: 'no route to host' });
    await build();
    await pass('PT5S');
    await mock().control.snapshot.restore(await mock().control.snapshot.save());
    await pass('PT10S');
    expect(await shown()).toMatchObject(failed);
    const before = await queue(1);
    await mock().control.snapshot.restore(await mock().control.snapshot.save());
    expect(await queue(1)).toEqual(before);
    await mock().control.clock.advance({ by: 'P1D' });
    expect(await queue(1)).toEqual(before);
  });

  it('is one of a seed’s by a pin, at a step, or at its end as the vendor’s page shows it', async () => {
    const start = '2025-01-01T00:00:00Z';
    const call = (when: string, name: string, rest: object = {}) => ({
      at: `2025-01-01T${when}Z`,
      call: name,
      ...rest,
    });
    const built = (at: string, serverId: number, pin: string) =>
      call(at, 'servers.build', {
        params: { serverId },
        body: { operatingSystemId: 1 },
        pin: { 'build.end': [pin] },
      });
    const made = (at: string) => call(at, 'servers.create', { body: { packageId: 1, userId: 1, hypervisorId: 1 } });
    const calls = [
      ...[made('01:00:00'), made('01:00:00'), made('01:00:00')],
      ...[
        built('02:00:00', 1, 'failed'),
        built('02:00:00', 2, 'server.create.ci'),
        built('02:00:00', 3, 'server.get.status'),
      ],
    ];
    const folder = await mkdtemp(join(tmpdir(), 'hostdouble-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const seed = join(folder, 'seed.json');
    await writeFile(seed, JSON.stringify({ now: '2025-01-02T00:00:00Z', vendors: { virtfusion: { start, calls } } }));
    const own = await createMockServer({ seed, clock: 'frozen', selfCheck: 'all' });
    const client: Customer = customerOf(own);
    const states = [];
    for (const server of [1, 2, 3]) {
      const { state, buildFailed, tasks } = await client.read(`/servers/${server}`);
      const { progress, failed } = await client.read(`/queue/${server}`);
      states.push([state, buildFailed, tasks.lastOn.slice(11), progress, failed]);
    }
    expect(states).toEqual([
      ['failed', false, '02:00:23', 99, true],
      ['failed', true, '02:00:04', 17, true],
      ['failed', true, '02:00:00', 0, true],
    ]);
    expect(own.findings).toEqual([]);
    await own.close();
  });
});

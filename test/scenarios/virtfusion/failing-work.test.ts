import { beforeEach, describe, expect, it } from 'vitest';
import { complete, serverForEach } from './one-server.js';

const { panel, pass, build, mock, at, shown, queue, queued, fail } = serverForEach();

describe('other work that is to fail', () => {
  beforeEach(async () => {
    await build();
    await pass('PT1M');
  });

  it.each([
    ['boot', false],
    ['shutdown', true],
    ['restart', true],
    ['restart', false],
    ['poweroff', true],
  ])('leaves the machine as it was: %s of one that runs: %s', async (action, running) => {
    if (!running) await queued('power/poweroff');
    await pass('PT1M');
    const { total } = (await panel.read(`${at()}/traffic`)).monthly[0];
    await panel.done(201, 'PUT', `${at()}/modify/memory`, { memory: 4096 });
    const { pending } = (await panel.read(at())).tasks.actions;
    await fail(`virtfusion/power.${action}`, { text: 'domain is locked', step: `server.${action}` });
    const item = await queued(`power/${action}`);
    expect((await shown()).active).toBe(true);
    await pass('PT1S');
    expect(await shown()).toMatchObject({ ...complete, running });
    expect((await panel.read(at())).tasks.actions.pending).toEqual(pending);
    expect(await queue(item)).toMatchObject({
      action: `${action}_server`,
      failed: true,
      errors: { exception: { message: 'domain is locked' } },
    });
    await pass('PT1H');
    const now = (await panel.read(`${at()}/traffic`)).monthly[0].total;
    expect(now > total).toBe(running);
    await panel.done(200, 'POST', `${at()}/power/${action}`);
  });

  it('sets no password, and a later one goes on from the one that there is', async () => {
    const password = async () => (await panel.read(at())).settings.encryptedPassword;
    const before = await password();
    await fail('virtfusion/servers.resetPassword', { after: 'PT2S' });
    const lost = (await panel.done(200, 'POST', `${at()}/resetPassword`)).data;
    expect(await password()).toBe(before);
    await pass('PT1M');
    expect([await password(), (await queue(lost.queueId)).failed]).toEqual([before, true]);
    const set = (await panel.done(200, 'POST', `${at()}/resetPassword`)).data;
    expect(set.expectedPassword).not.toBe(lost.expectedPassword);
    await pass('PT4S');
    expect(await password()).toBe(before);
    await pass('PT1S');
    expect(await password()).not.toBe(before);
  });

  it('of a reset does not undo the password of a build that came after it', async () => {
    await panel.done(200, 'POST', `${at()}/resetPassword`);
    const { encryptedPassword } = (await build()).data.settings;
    await pass('PT1M');
    expect((await panel.read(at())).settings.encryptedPassword).toBe(encryptedPassword);
  });

  it('leaves the screen as it was', async () => {
    await fail('virtfusion/vnc.set');
    const item = await queued('vnc', { action: 'enable' });
    expect((await panel.read(at())).vnc.enabled).toBe(true);
    await pass('PT1S');
    expect([(await panel.read(at())).vnc.enabled, (await queue(item)).failed]).toEqual([false, true]);
    await queued('vnc', { action: 'enable' });
    await pass('PT1S');
    expect((await panel.read(at())).vnc.enabled).toBe(true);
  });
});

describe('a rule for tasks', () => {
  it.each<[string, object, string]>([
    ['virtfusion/packages.*', {}, 'begins no task that can fail; these do: '],
    [
      'infrahub/volumes.create',
      { after: 'PT1S' },
      'begins no task that can fail before its end; these do: virtfusion/',
    ],
    ['virtfusion/servers.build', { step: 'server.bot' }, 'has a step "server.bot"; did you mean server.boot?'],
    ['virtfusion/power.boot', { step: 'server.create.ci' }, 'there are server.get.status, server.boot'],
    ['virtfusion/servers.build', { after: 'PT1S', step: 'server.boot' }, 'takes either `after` or `step`'],
    ['virtfusion/servers.build', { after: '30' }, 'is not an ISO 8601 duration'],
    ['virtfusion/servers.build', { after: 'P1M' }, 'must be an exact time: months and years have no one length'],
  ])('is refused where it could mean nothing: %s %j', async (operation, rule, said) => {
    const path = `${mock().url}/__admin/worlds/default/faults`;
    const body = JSON.stringify({ operation, failure: 'taskFails', ...rule });
    const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining(JSON.stringify(said).slice(1, -1)),
    ]);
    expect(await mock().control.faults.list()).toEqual([]);
  });

  it('is of tasks: a call fails as a whole', async () => {
    await expect(fail('servers.build', { failure: 'locked', after: 'PT1S' })).rejects.toThrow('taskFails');
    const { id: rule } = await fail('servers.build', { after: 'PT30S' });
    expect(await mock().control.faults.list()).toEqual([
      {
        id: rule,
        operation: 'servers.build',
        failure: 'taskFails',
        text: null,
        after: 'PT30S',
        where: null,
        left: 1,
        met: 0,
        struck: 0,
      },
    ]);
  });
});

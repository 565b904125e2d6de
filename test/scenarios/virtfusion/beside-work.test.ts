import { beforeEach, describe, expect, it } from 'vitest';
import { panelForEach } from './customer.js';

const { panel, pass, order, build, user, mock } = panelForEach();

const SCHEDULED = { msg: 'suspend action is currently scheduled or failed' };
const DISTURBED = { msg: 'do not disturb mode is active' };
let id: number;
let at: string;
beforeEach(async () => {
  ({ id } = await order());
  at = `/servers/${id}`;
});

async function built(): Promise<void> {
  await build(id);
  await pass('PT1M');
}
const shown = async () => {
  const { state, suspended, tasks, deleteLevel, remoteState } = await panel.read(`${at}?remoteState=true`);
  return { state, suspended, active: tasks.active, deleteLevel, running: remoteState.running };
};
/** A world goes on as it was after it was kept and taken again. */
const restored = async () => mock().control.snapshot.restore(await mock().control.snapshot.save());

describe('a suspension beside work', () => {
  it('waits for its end, unseen, and is told by an unsuspension in between', async () => {
    await build(id);
    await pass('PT5S');
    const { updated } = await panel.read(at);
    expect((await panel.send('POST', `${at}/suspend`)).text).toBe('');
    await panel.done(204, 'POST', `${at}/suspend`);
    expect(await shown()).toMatchObject({ state: 'building', suspended: false, active: true });
    expect((await panel.read(at)).updated).toBe(updated);
    expect(await panel.done(409, 'POST', `${at}/unsuspend`)).toEqual(SCHEDULED);
    await restored();
    await pass('PT17S');
    expect((await shown()).suspended).toBe(false);
    await pass('PT1S');
    expect(await shown()).toMatchObject({ state: 'complete', suspended: true, active: false, running: true });
    await panel.done(204, 'POST', `${at}/unsuspend`);
    expect((await shown()).suspended).toBe(false);
    expect(await panel.done(409, 'POST', `${at}/unsuspend`)).toEqual(SCHEDULED);
  });

  it('sent right after a switching off leaves a machine that is off, then suspended', async () => {
    await built();
    const { queueId } = (await panel.done(200, 'POST', `${at}/power/poweroff`)).data;
    await panel.done(204, 'POST', `${at}/suspend`);
    expect(await shown()).toMatchObject({ suspended: false, running: true });
    await pass('PT2S');
    expect(await shown()).toMatchObject({ suspended: true, running: false });
    expect(await panel.read(`/queue/${queueId}`)).toMatchObject({ progress: 100, failed: false });
    expect(await panel.done(423, 'POST', `${at}/power/boot`)).toEqual({ msg: 'server is suspended' });
    await panel.done(204, 'POST', `${at}/unsuspend`);
    await panel.done(200, 'POST', `${at}/power/boot`);
    await pass('PT4S');
    expect(await shown()).toMatchObject({ suspended: false, running: true });
  });

  it('alone stops nothing, and what locks nothing does not delay it', async () => {
    await built();
    await panel.done(200, 'POST', `${at}/resetPassword`);
    await panel.done(204, 'POST', `${at}/suspend`);
    expect(await shown()).toMatchObject({ suspended: true, running: true });
  });

  it('is not billed from the end of the work on', async () => {
    const { id: userId } = await user({ selfService: 1 });
    ({ id } = await order({ userId }));
    at = `/servers/${id}`;
    await pass('PT59M50S');
    await build(id);
    await panel.done(204, 'POST', `${at}/suspend`);
    await pass('PT5H');
    const { usageServers, usageServersBillable } = await panel.read('/selfService/usage/byUserExtRelationId/7');
    expect([usageServers.hours, usageServersBillable.hours]).toEqual([6, 2]); // the second hour began before the end
  });

  it('of a pack waits for each of its servers, and is lifted before it came', async () => {
    const { id: userId } = await user({ selfService: 2 });
    const pack = (await panel.done(201, 'POST', '/selfService/resourcePack/byUserExtRelationId/7', { packId: 1 })).data;
    const [busy, idle] = [(await order({ userId, packageId: 1 })).id, (await order({ userId, packageId: 1 })).id];
    const suspended = async () => [
      (await panel.read(`/servers/${busy}`)).suspended,
      (await panel.read(`/servers/${idle}`)).suspended,
    ];
    const both = (what: string) => panel.done(204, 'POST', `/selfService/resourcePackServers/${pack.id}/${what}`);
    await build(busy);
    await both('suspend');
    expect(await suspended()).toEqual([false, true]);
    await both('unsuspend');
    await pass('PT1M');
    expect(await suspended()).toEqual([false, false]);
    await panel.done(200, 'POST', `/servers/${busy}/power/restart`);
    await both('suspend');
    await pass('PT1M');
    expect(await suspended()).toEqual([true, true]);
  });
});

describe('a deletion beside work', () => {
  it('is taken while a machine boots: now, or after its delay', async () => {
    await built();
    await panel.done(200, 'POST', `${at}/power/poweroff`);
    await pass('PT1M');
    const { queueId } = (await panel.done(200, 'POST', `${at}/power/boot`)).data;
    await panel.done(204, 'DELETE', `${at}?delay=5`);
    expect(await shown()).toMatchObject({ deleteLevel: 1, active: true });
    await pass('PT4S');
    expect(await shown()).toMatchObject({ deleteLevel: 1, running: true });
    expect(await panel.read(`/queue/${queueId}`)).toMatchObject({ progress: 100, failed: false });
    const again = (await panel.done(200, 'POST', `${at}/power/restart`)).data.queueId;
    await panel.done(204, 'DELETE', at);
    await panel.done(404, 'GET', at);
    expect(await panel.read(`/queue/${again}`)).toMatchObject({ failed: true, serverId: id });
    await pass('PT1H');
  });

  it('waits for the end of a build, and gives way to a later one', async () => {
    await build(id, { ipv6: true });
    await panel.done(204, 'DELETE', at);
    expect(await shown()).toMatchObject({ state: 'queued', deleteLevel: 1, active: true });
    await restored();
    await pass('PT22S');
    expect(await shown()).toMatchObject({ state: 'building', deleteLevel: 1 });
    await pass('PT1S');
    expect(await panel.done(404, 'GET', at)).toEqual({ msg: 'server not found' });
    expect(await panel.read('/queue/1')).toMatchObject({ progress: 100, failed: false, serverId: id });
    await pass('PT1M');
    expect((await panel.read('/connectivity/ipblocks/3')).ipv6.usedTotal).toBe(0);

    ({ id } = await order());
    at = `/servers/${id}`;
    await build(id);
    await panel.done(204, 'DELETE', at);
    await panel.done(204, 'DELETE', `${at}?delay=60`);
    await pass('PT59M');
    expect(await shown()).toMatchObject({ state: 'complete', deleteLevel: 1 });
    await pass('PT1M');
    await panel.done(404, 'GET', at);
  });

  it('that is due while a build runs waits for that too, and goes before a suspension that waits', async () => {
    await panel.done(204, 'DELETE', `${at}?delay=1`);
    await pass('PT50S');
    await build(id);
    await panel.done(204, 'POST', `${at}/suspend`);
    await pass('PT15S');
    await restored();
    expect(await shown()).toMatchObject({ state: 'building', suspended: false, deleteLevel: 1 });
    await pass('PT8S');
    await panel.done(404, 'GET', at);
  });

  it('is refused in do-not-disturb mode, which a world is given, and as an operator has it fail', async () => {
    for (const operation of ['virtfusion/servers.remove', 'virtfusion/resourcePacks.removeServers'] as const)
      await mock().control.faults.add({ operation, failure: 'locked', times: 1 });
    expect(await panel.done(423, 'DELETE', at)).toEqual(DISTURBED);
    expect(await panel.done(423, 'DELETE', '/selfService/resourcePackServers/1')).toEqual(DISTURBED);

    // A world with a server that is not to be disturbed, as a seed or a snapshot gives it.
    const { id: userId } = await user({ selfService: 2 });
    await panel.done(201, 'POST', '/selfService/resourcePack/byUserExtRelationId/7', { packId: 1 });
    ({ id } = await order({ userId, packageId: 1 }));
    at = `/servers/${id}`;
    const snapshot = JSON.parse(JSON.stringify(await mock().control.snapshot.save()));
    const own = snapshot.clouds.virtfusion.state.parts.server.find((one: { id: number }) => one.id === id);
    own.doNotDisturb = true;
    await mock().control.snapshot.restore(snapshot);
    for (const path of [at, `${at}?delay=5`, '/selfService/resourcePackServers/1'])
      expect(await panel.done(423, 'DELETE', path)).toEqual(DISTURBED);
    expect((await shown()).deleteLevel).toBe(0);
    await panel.done(204, 'POST', `${at}/suspend`);
  });

  it('and what else an operator has fail is said in the words of the operation', async () => {
    await mock().control.faults.add({ operation: 'virtfusion/servers.unsuspend', failure: 'conflict', times: 1 });
    expect(await panel.done(409, 'POST', `${at}/unsuspend`)).toEqual(SCHEDULED);
    await mock().control.faults.add({ operation: 'virtfusion/servers.suspend', failure: 'locked', times: 1 });
    expect(await panel.done(423, 'POST', `${at}/suspend`)).toEqual({ msg: 'pending tasks in queue' });
  });
});

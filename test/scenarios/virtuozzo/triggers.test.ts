import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { askerOf } from './asker.js';
import { type Input, platformForEach, totalOf, VirtuozzoCaller } from './caller.js';

const SERVICE = 'environment/trigger';
const ENV = { shortdomain: 'env-1000001' };
const envName = ENV.shortdomain;

interface Trigger {
  readonly id: number;
  readonly name: string;
  readonly isEnabled: boolean;
}

interface Fired {
  readonly triggerName: string;
  readonly actionType: string;
  readonly fireData: string;
  readonly sequentialExecCount: number;
  readonly result: number;
  readonly error?: string;
}

interface TriggerAnswer {
  readonly result: number;
  readonly error?: string;
  readonly object?: Trigger;
  readonly array?: readonly Trigger[];
}

interface History {
  readonly totalCount: number;
  readonly array: readonly Fired[];
}

const settings = (name: string, type: string, condition: object = {}, customData: object = {}) => ({
  name,
  nodeGroup: 'cp',
  period: 5,
  condition: { type: 'GREATER', value: 1, resourceType: 'CPU', valueType: 'PERCENTAGES', ...condition },
  actions: [{ type, customData: { count: 1, notify: true, ...customData } }],
});

describe('triggers', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });
  beforeEach(async () => {
    await caller.create(ENV, { nodeType: 'nodejs', fixedCloudlets: 1, flexibleCloudlets: 8 });
  });

  const ask = async <T = TriggerAnswer>(method: string, input: Input = {}): Promise<T> => {
    const reply = await caller.send(`${SERVICE}/${method}`, { session: caller.session, envName, ...input });
    return JSON.parse(await reply.text());
  };
  const add = async (method: string, data: object): Promise<number> => (await ask(method, { data })).object?.id ?? 0;
  const wait = (by: string) => mock.control.clock.advance({ by });
  const nodes = async () => (await caller.call('environment/control/getenvinfo', { envName })).nodes?.length;
  const log = (method: string, input: Input = {}) => ask<History>(method, { startRow: 0, resultCount: 1000, ...input });

  it('add nodes while a layer is busy, up to their limit, and the bill follows', async () => {
    await add('addautoscalingtrigger', settings('busy', 'ADD_NODE', {}, { limit: 3 }));
    await wait('PT4M59S');
    expect(await nodes()).toBe(1);
    await wait('PT1S');
    expect(await nodes()).toBe(2);
    await wait('PT1H');
    expect(await nodes()).toBe(3);
    await wait('P2D');
    expect(await nodes()).toBe(3);
    const { array, totalCount } = await log('autoscalinghistory');
    expect(totalCount).toBe(2);
    expect(array).toMatchObject([
      {
        triggerName: 'busy',
        actionType: 'ADD_NODE',
        fireData: '2025-01-01 00:05:00',
        sequentialExecCount: 1,
        result: 0,
      },
      { triggerName: 'busy', actionType: 'ADD_NODE', fireData: '2025-01-01 01:05:00', result: 0 },
    ]);
    const money = await caller.money();
    const rows = await caller.rows('2025-01-01 00:00:00', '2025-01-04 00:00:00', 'HOUR');
    expect(1_000_000_000 - money).toBe(totalOf(rows));
    expect(new Set(rows.map(({ nodeid }) => nodeid)).size).toBe(3);
  });

  it('remove nodes while a layer is idle, but for the least', async () => {
    const nodes3 = [{ nodeType: 'nodejs', count: 3 }];
    await caller.call('environment/control/changetopology', { envName, nodes: nodes3 });
    await add('addtrigger', settings('idle', 'REMOVE_NODE', { type: 'LESS', value: '99' }, { limit: '2', count: 5 }));
    await wait('PT5M');
    expect(await nodes()).toBe(2);
    await wait('P7D');
    expect(await nodes()).toBe(2);
  });

  it('tell, and remind when they are to', async () => {
    await add('addloadalerttrigger', settings('alert', 'NOTIFY', {}, { reminderPeriod: 120 }));
    await wait('PT6H');
    const { array } = await log('loadalerthistory');
    expect(array.map(({ fireData }) => fireData.slice(11, 16))).toEqual(['00:05', '02:10', '04:15']);
    expect((await log('autoscalinghistory')).totalCount).toBe(0);
    expect((await log('gettriggerlogs', { orderDirection: 'DESC', startRow: 1, resultCount: 1 })).array).toMatchObject([
      { sequentialExecCount: 2 },
    ]);
    expect(
      (await log('gettriggerlogs', { startTime: '2025-01-01 02:00:00', endTime: '2025-01-01 03:00:00' })).totalCount,
    ).toBe(1);
    expect((await log('gettriggerlogs', { resourceTypes: 'MEM' })).totalCount).toBe(0);
  });

  it('strike only when the load is what they wait for', async () => {
    await add('addtrigger', settings('never', 'NOTIFY', { value: 100 }));
    await add(
      'addtrigger',
      settings('traffic', 'NOTIFY', { resourceType: 'NET_EXT', valueType: 'SPECIFIC', value: 1000 }),
    );
    await add('addtrigger', settings('disk', 'NOTIFY', { resourceType: 'DISK', type: 'LESS', value: 100 }));
    await wait('P8D');
    const { array } = await log('gettriggerlogs');
    expect(new Set(array.map(({ triggerName }) => triggerName))).toEqual(new Set(['disk']));
  });

  it('strike by the load of the hour, for processor and memory apart, which is that of the statistics', async () => {
    const limits = { CPU: 8 * 400, MEM: 8 * 128 };
    const bounds = { CPU: 40, MEM: 30 };
    for (const resourceType of ['CPU', 'MEM'] as const)
      await add('addtrigger', settings(resourceType, 'NOTIFY', { resourceType, value: bounds[resourceType] }));
    await wait('P7D');
    const { array } = await log('gettriggerlogs');
    const { stats } = await askerOf(mock)<{ stats: { cpu: number; mem: number }[] }>('environment/control/getstats', {
      envName,
      interval: 3600,
      duration: 7 * 86_400,
    });
    const hours = (name: 'CPU' | 'MEM') =>
      array.filter(({ triggerName }) => triggerName === name).map(({ fireData }) => fireData.slice(0, 13));
    const busy = (name: 'CPU' | 'MEM', used: (row: { cpu: number; mem: number }) => number) =>
      stats.flatMap((row, at) =>
        (used(row) / limits[name]) * 100 > bounds[name]
          ? [new Date(Date.UTC(2025, 0, 1, at)).toISOString().slice(0, 13).replace('T', ' ')]
          : [],
      );
    expect(stats).toHaveLength(7 * 24);
    expect(hours('CPU')).toEqual(busy('CPU', ({ cpu }) => cpu));
    expect(hours('MEM')).toEqual(busy('MEM', ({ mem }) => mem));
    expect(hours('CPU')).not.toEqual(hours('MEM'));
    expect(hours('CPU').length).toBeGreaterThan(3);
    expect(hours('MEM').length).toBeGreaterThan(3);
  });

  it('rest while they are switched off or the environment is down', async () => {
    const id = await add('addtrigger', { ...settings('busy', 'NOTIFY'), isEnabled: false });
    await wait('PT3H');
    expect((await log('gettriggerlogs')).totalCount).toBe(0);
    expect(await ask('settriggerenabled', { id, enabled: true })).toEqual({ result: 0 });
    await caller.call('environment/control/stopenv', { envName });
    await wait('PT3H');
    expect((await log('gettriggerlogs')).totalCount).toBe(0);
    await caller.call('environment/control/startenv', { envName });
    await wait('PT1H');
    expect((await log('gettriggerlogs')).totalCount).toBe(1);
    await ask('settriggerenabled', { id, enabled: false });
    await wait('PT3H');
    expect((await log('gettriggerlogs')).totalCount).toBe(1);
  });

  it('note what kept them from acting', async () => {
    await add('addtrigger', settings('busy', 'ADD_NODE'));
    await wait('PT10M');
    const { array } = await log('gettriggerlogs');
    expect([await nodes(), array]).toMatchObject([2, [{ result: 0 }]]);
    const most = { nodeType: 'nodejs', count: 50 };
    expect((await caller.call('environment/control/changetopology', { envName, nodes: [most] })).result).toBe(0);
    await wait('PT1H');
    const after = await log('gettriggerlogs', { orderDirection: 'DESC' });
    expect(after.array[0]).toMatchObject({ result: 2366, error: expect.stringContaining('maxsamenodescount') });
  });

  it('are listed, changed and deleted, each by the calls of its family', async () => {
    const scaling = await add('addautoscalingtrigger', settings('up', 'ADD_NODE', {}, { limit: 2 }));
    const telling = await add('addloadalerttrigger', settings('alert', 'NOTIFY'));
    const idsOf = async (method: string, input: Input = {}) => (await ask(method, input)).array?.map(({ id }) => id);
    expect(await idsOf('gettriggers')).toEqual([scaling, telling]);
    expect(await idsOf('getautoscalingtriggers')).toEqual([scaling]);
    expect(await idsOf('getloadalerttriggers')).toEqual([telling]);
    expect(await idsOf('gettriggers', { actionTypes: 'NOTIFY' })).toEqual([telling]);
    const { object } = await ask('edittrigger', { id: scaling, data: settings('higher', 'ADD_NODE', { value: 99 }) });
    expect(object).toEqual({
      ...{ id: scaling, name: 'higher', isEnabled: true, nodeGroup: 'cp', period: 5 },
      condition: { type: 'GREATER', value: 99, resourceType: 'CPU', valueType: 'PERCENTAGES' },
      actions: [{ type: 'ADD_NODE', customData: { count: 1, notify: true } }],
    });
    const absent = { result: 5, error: `trigger [${telling}] not exist` };
    expect(await ask('deleteautoscalingtrigger', { id: telling })).toEqual(absent);
    expect(await ask('deleteloadalerttrigger', { id: telling })).toEqual({ result: 0 });
    expect(await ask('deletetrigger', { id: telling })).toEqual(absent);
    expect(await idsOf('gettriggers')).toEqual([scaling]);
  });

  it.each<[object, string]>([
    [{ ...settings('x', 'ADD_NODE'), nodeGroup: 'sqldb' }, 'node group [sqldb] not exist'],
    [settings('x', 'EXPLODE'), 'invalid parameter [data.actions[0].type]'],
    [settings('x', 'NOTIFY'), 'invalid parameter [data.actions]'],
    [settings('x', 'ADD_NODE', { value: 'much' }), 'invalid parameter [data.condition.value]'],
    [{ ...settings('x', 'ADD_NODE'), period: 0 }, 'invalid parameter [data.period]'],
  ])('are refused when they can be none: %o', async (data, error) => {
    expect(await ask('addautoscalingtrigger', { data })).toMatchObject({ error });
    expect((await ask('gettriggers')).array).toEqual([]);
  });

  it('are copied with an environment, go with it, are no one else’s, and outlive a snapshot', async () => {
    const id = await add('addtrigger', settings('busy', 'ADD_NODE', {}, { limit: 2 }));
    await caller.call('environment/control/cloneenv', { srcEnvName: envName, dstEnvName: 'env-1000002' });
    const copy = (await ask('gettriggers', { envName: 'env-1000002' })).array?.[0]?.id ?? 0;
    expect(copy).toBeGreaterThan(id);
    const { credentials } = await mock.control.worlds.show();
    const stranger = new VirtuozzoCaller(mock.url, credentials.others.virtuozzo?.otherTenant?.session ?? '');
    expect((await stranger.call(`${SERVICE}/deletetrigger`, { envName, id })).result).toBe(11);
    const saved = await mock.control.snapshot.save();
    await wait('PT10M');
    expect(await nodes()).toBe(2);
    await mock.control.snapshot.restore(saved);
    expect(await nodes()).toBe(1);
    await caller.call('environment/control/deleteenv', { envName: 'env-1000002' });
    expect((await wait('PT10M')).ran.map(({ job }) => job)).toEqual(['triggerDue']);
    expect(await nodes()).toBe(2);
    const later = await mock.control.snapshot.save();
    await mock.control.snapshot.restore(later);
  });
});

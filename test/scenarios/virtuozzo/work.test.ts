import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, type VirtuozzoCaller } from './caller.js';

const CONTROL = 'environment/control';
const envName = 'env-1000001';
const LAYER = { nodeType: 'nodejs', flexibleCloudlets: 4 };

describe('long work', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });
  beforeEach(async () => {
    await caller.create({ shortdomain: envName }, LAYER);
  });

  const call = (method: string, input: Input = {}) => caller.call(`${CONTROL}/${method}`, { envName, ...input });
  const statuses = async (name = envName) => {
    const { env, nodes } = await call('getenvinfo', { envName: name });
    expect(nodes?.every(({ status }) => status === env?.status)).toBe(true);
    return env?.status;
  };
  const now = async () => Date.parse((await mock.control.clock.show()).now);
  const cutOff = async (operation: string, method: string, input: Input = {}): Promise<void> => {
    await mock.control.faults.add({ operation: `virtuozzo/control.${operation}`, failure: 'doneButFailed', times: 1 });
    const reply = await caller.send(`${CONTROL}/${method}`, { session: caller.session, envName, ...input });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([504, expect.stringContaining('text/html')]);
  };

  it.each<[string, string, Input, number, number]>([
    ['stopEnv', 'stopenv', {}, 13, 2],
    ['sleepEnv', 'sleepenv', {}, 14, 4],
    ['restartNodes', 'restartnodes', {}, 12, 1],
    ['deployApp', 'deployapp', { fileUrl: 'https://example.com/shop.zip' }, 12, 1],
    ['redeployContainers', 'redeploycontainers', { nodeGroup: 'cp', tag: '21' }, 12, 1],
    ['changeTopology', 'changetopology', { nodes: [{ ...LAYER, count: 2 }] }, 12, 1],
  ])(
    'of %s whose answer is lost goes on to be seen, and ends on the clock',
    async (operation, method, input, busy, end) => {
      await cutOff(operation, method, input);
      expect(await statuses()).toBe(busy);
      await mock.control.clock.advance({ by: 'PT1S' });
      expect(await statuses()).toBe(busy);
      await mock.control.clock.advance({ by: 'PT10M' });
      expect(await statuses()).toBe(end);
    },
  );

  it('of a creation, a clone and a start is seen by its own status', async () => {
    const env = { shortdomain: 'env-1000002' };
    await cutOff('createEnvironment', 'createenvironment', { env, nodes: [LAYER] });
    expect(await statuses('env-1000002')).toBe(6);
    await cutOff('cloneEnv', 'cloneenv', { srcEnvName: envName, dstEnvName: 'env-1000003' });
    expect(await statuses('env-1000003')).toBe(7);
    await call('stopenv');
    await cutOff('startEnv', 'startenv');
    expect(await statuses()).toBe(3);
    await mock.control.clock.advance({ by: 'PT10M' });
    for (const name of [envName, 'env-1000002', 'env-1000003']) expect(await statuses(name)).toBe(1);
  });

  it('is over when another call answers, and a snapshot keeps it until then', async () => {
    await cutOff('stopEnv', 'stopenv');
    const snapshot = await mock.control.snapshot.save();
    await call('startenv');
    expect(await statuses()).toBe(1);
    await mock.control.snapshot.restore(snapshot);
    expect(await statuses()).toBe(13);
  });

  it('takes no time on a clock that stands, and its own on one that runs', async () => {
    const began = await now();
    await call('restartnodes', { nodeGroup: 'cp' });
    expect(await now()).toBe(began);
    await mock.control.clock.change({ mode: 'running' });
    const spent = async (method: string, input: Input = {}) => {
      const before = await now();
      await call(method, input);
      return Math.round(((await now()) - before) / 1000);
    };
    expect(await spent('getenvinfo')).toBeLessThan(5);
    expect(await spent('restartnodes', { nodeGroup: 'cp' })).toBeGreaterThanOrEqual(10);
    expect(await spent('changetopology', { nodes: [{ ...LAYER, count: 3 }] })).toBeGreaterThanOrEqual(35);
    expect(await spent('restartnodes', { nodeGroup: 'cp', delay: 60 })).toBeGreaterThanOrEqual(150);
    expect(await spent('restartnodes', { nodeGroup: 'cp', isSequential: false, delay: 60 })).toBeLessThan(60);
    const { nodes } = await call('getenvinfo');
    const nodeId = nodes?.[0]?.id ?? 0;
    expect(await spent('execcmdbyid', { nodeId, commandList: [{ command: 'sleep 2m' }] })).toBeGreaterThanOrEqual(120);
    expect(await statuses()).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Ask, askerOf, type Said } from './asker.js';
import { platformForEach, VirtuozzoCaller } from './caller.js';

const SCRIPTS = 'development/scripting';
const DONE = { result: 0 };
const absent = { result: 1702, error: 'script [lib/one] not found' };

describe('scripts on the Virtuozzo platform', () => {
  let mock: MockServer;
  let ask: Ask;
  const stranger = () => mock.credentials.others.virtuozzo?.otherTenant?.session ?? '';
  const named = { name: 'lib/one' };

  platformForEach((_, double) => {
    mock = double;
    ask = askerOf(double);
  });

  it('are made as add-ons make them: what is there is deleted first, then made, built and run', async () => {
    expect(await ask(`${SCRIPTS}/deletescript`, named)).toEqual(absent);
    const script = { ...named, type: 'js', code: 'return { result: 0 };' };
    expect(await ask(`${SCRIPTS}/createscript`, script)).toEqual(DONE);
    expect(await ask(`${SCRIPTS}/createscript`, script)).toMatchObject({ result: 2330 });
    expect(await ask(`${SCRIPTS}/build`, { script: 'lib/one' })).toEqual(DONE);
    expect(await ask(`${SCRIPTS}/getscript`, named)).toEqual({ ...DONE, script });
    expect(await ask(`${SCRIPTS}/eval`, { script: 'lib/one', params: { a: 1 } })).toMatchObject({ result: 1704 });
    for (const verb of ['getscript', 'deletescript'])
      expect(await ask(`${SCRIPTS}/${verb}`, named, stranger())).toEqual(absent);
    expect(await ask(`${SCRIPTS}/deletescript`, named)).toEqual(DONE);
    for (const verb of ['eval', 'build'])
      expect(await ask(`${SCRIPTS}/${verb}`, { script: 'lib/one' })).toEqual(absent);
  });

  it('a result of one is what the operator says', async () => {
    const response = { result: 0, apps: [] };
    await mock.control.overrides.add({ operation: 'scripting.eval', reply: { body: { result: 0, response } } });
    expect(await ask(`${SCRIPTS}/eval`, { script: 'GetApps', appid: 'appstore' })).toEqual({ result: 0, response });
  });

  it('an environment has its own, the account the others', async () => {
    const caller = VirtuozzoCaller.of(mock);
    const { env } = await caller.create({ shortdomain: 'env-1000001' }, { nodeType: 'nodejs', flexibleCloudlets: 4 });
    const { appid } = env;
    const list = async (input = {}) =>
      (await ask<Said & { scripts: { name: string }[] }>(`${SCRIPTS}/getscripts`, input)).scripts;
    for (const name of ['a', 'b', 'c']) await ask(`${SCRIPTS}/createscript`, { name, type: 'js', appid });
    await ask(`${SCRIPTS}/createscript`, { name: 'a', type: 'java', appid: 'appstore' });
    expect((await list({ appid })).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect((await list({ appid, from: 1, count: 1 })).map(({ name }) => name)).toEqual(['b']);
    expect(await list()).toEqual([{ name: 'a', type: 'java' }]);
    expect(await list({ type: 'js' })).toEqual([]);
    await mock.control.snapshot.restore(await mock.control.snapshot.save());
    expect(await list({ appid })).toHaveLength(3);
    expect(await ask(`${SCRIPTS}/eval`, { script: 'b', appid }, null)).toMatchObject({ result: 1704 });
    await ask(`${SCRIPTS}/deletescript`, { name: 'c', appid });
    const envName = env.envName;
    const clone = await caller.call('environment/control/cloneenv', { srcEnvName: envName, dstEnvName: 'env-1000009' });
    expect(await list({ appid: clone.env?.appid ?? '' })).toHaveLength(2);
    await ask('environment/control/deleteenv', { envName });
    const left: string = JSON.stringify(await mock.control.snapshot.save());
    expect(left).not.toContain(`"appid":"${appid}","nodeid":null,"name":"a"`);
    expect(left).toContain('"nodeid":null,"name":"a"');
    expect(await list()).toEqual([{ name: 'a', type: 'java' }]);
  });

  it('an application is known by its id to its owner; the platform tells its version to anybody', async () => {
    const caller = VirtuozzoCaller.of(mock);
    const { env } = await caller.create({ shortdomain: 'env-1000002' }, { nodeType: 'nodejs', flexibleCloudlets: 4 });
    const at = (domain: string) => ({ ...DONE, hosting: { domain } });
    for (const service of ['apps', 'applications']) {
      const app = (input: Readonly<Record<string, string>>, session?: string) =>
        ask(`development/${service}/getapp`, input, session);
      expect(await app({ targetAppid: env.appid, appid: 'cluster' })).toEqual(at('env-1000002.paas.example.com'));
      expect(await app({ appid: 'cluster' })).toEqual(at('cs.paas.example.com'));
      expect(await app({ targetAppid: env.appid }, stranger())).toMatchObject({ result: 11 });
      expect(await app({ targetAppid: 'a'.repeat(32) })).toMatchObject({ result: 11 });
    }
    const version = { ...DONE, version: '8.0.2' };
    expect(await ask('system/service/getversion', {}, null)).toEqual({ ...version, build: '1', edition: 'ultimate' });
    expect(await ask('statistic/system/getversion', {}, null)).toEqual(version);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type EnvInfo, platformForEach, VirtuozzoCaller } from './caller.js';
import { ask, type DeployAnswer, filesOf } from './deploys.js';

const DEPLOYMENT = 'environment/deployment';
const CONTROL = 'environment/control';
const [envName, fileUrl] = ['env-2000001', 'https://files.example.com/shop-1.0.war'];

describe('archives in contexts', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  let made: EnvInfo;
  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });
  beforeEach(async () => {
    made = await caller.create(
      { shortdomain: envName },
      { nodeType: 'tomcat', count: 2, flexibleCloudlets: 4 },
      { nodeType: 'mysql', flexibleCloudlets: 4 },
    );
  });
  const deploy = (input: object = {}) => ask(caller, `${DEPLOYMENT}/deployarchive`, { envName, fileUrl, ...input });
  const standing = async (nodeGroup = 'cp') =>
    (await ask(caller, `${DEPLOYMENT}/getdeployments`, { envName, nodeGroup })).array;

  it('an archive stands in its context, on each node of the layer, until it is removed', async () => {
    const [first, second] = made.nodes;
    const answer = await deploy({ context: 'shop', fileName: 'shop.war' });
    expect(answer).toMatchObject({ result: 0, responses: [{ result: 0, nodeid: first?.id }, { nodeid: second?.id }] });
    await deploy();
    expect(await standing()).toEqual([
      { archiveName: 'shop.war', context: 'shop', type: 'ARCHIVE' },
      { archiveName: 'shop-1.0.war', context: 'ROOT', type: 'ARCHIVE' },
    ]);
    for (const { id = 0 } of [first ?? { id: 0 }, second ?? { id: 0 }])
      expect([...(await filesOf(mock, id)).keys()]).toEqual([
        '/opt/tomcat/webapps/ROOT.war',
        '/opt/tomcat/webapps/shop.war',
      ]);
    expect(await ask(caller, `${DEPLOYMENT}/undeploy`, { envName, context: 'shop', nodeGroup: 'cp' })).toEqual({
      result: 0,
    });
    expect((await standing())?.map(({ context }) => context)).toEqual(['ROOT']);
    expect([...(await filesOf(mock, first?.id ?? 0)).keys()]).toEqual(['/opt/tomcat/webapps/ROOT.war']);
    const again = await ask(caller, `${DEPLOYMENT}/undeploy`, { envName, context: 'shop', nodeGroup: 'cp' });
    expect(again).toMatchObject({ result: 2313, error: 'nothing is deployed to context [shop]' });
  });

  it('a context holds what was deployed last, and the former comes back when it is deployed again', async () => {
    for (const fileName of ['shop-1.war', 'shop-2.war', 'shop-1.war']) {
      await deploy({ fileName });
      expect((await standing())?.map(({ archiveName }) => archiveName)).toEqual([fileName]);
      const files = await filesOf(mock, made.nodes[0]?.id ?? 0);
      expect(files.get('/opt/tomcat/webapps/ROOT.war')).toContain(fileName);
    }
  });

  it('a context is renamed, with what stands in it, to one that is free', async () => {
    await deploy({ context: 'shop' });
    await deploy({ context: '/store/' });
    const rename = (oldContext: string, newContext: string) =>
      ask(caller, `${DEPLOYMENT}/renamecontext`, { envName, oldContext, newContext, nodeGroup: 'cp' });
    expect(await rename('shop', 'store')).toMatchObject({ result: 2330, error: 'context [store] is busy' });
    expect(await rename('nowhere', 'free')).toMatchObject({ result: 2313 });
    expect(await rename('shop', 'free')).toEqual({ result: 0 });
    expect((await standing())?.map(({ context }) => context)).toEqual(['free', 'store']);
    const files = await filesOf(mock, made.nodes[0]?.id ?? 0);
    expect([...files.keys()]).toEqual(['/opt/tomcat/webapps/free.war', '/opt/tomcat/webapps/store.war']);
  });

  it('scripts are kept as they were sent, apart or together', async () => {
    const hooks = (context: string) => ask(caller, `${DEPLOYMENT}/gethooks`, { envName, context, nodeGroup: 'cp' });
    await deploy({ context: 'a', hooks: { preDeploy: 'echo 1' } });
    await ask(caller, `${CONTROL}/deployapp`, { envName, fileUrl, context: 'b', postDeployHook: 'echo 2' });
    await deploy({ context: 'c' });
    expect((await hooks('a')).object).toEqual({ preDeploy: 'echo 1', postDeploy: '' });
    expect((await hooks('b')).object).toEqual({ preDeploy: '', postDeploy: 'echo 2' });
    expect((await hooks('c')).object).toEqual({ preDeploy: '', postDeploy: '' });
    expect(await hooks('d')).toMatchObject({ result: 2313 });
  });

  it('the calls of environment.control are about the same contexts', async () => {
    const app = (method: string, input: object) => ask(caller, `${CONTROL}/${method}`, { envName, ...input });
    expect(await app('deployapp', { fileUrl, fileName: 'a.war', context: 'a' })).toMatchObject({ result: 0 });
    expect(await app('renameapp', { oldcontext: 'a', newcontext: 'b' })).toEqual({ result: 0 });
    expect((await standing())?.map(({ context }) => context)).toEqual(['b']);
    expect(await app('removeapp', { context: 'b' })).toEqual({ result: 0 });
    expect(await app('removeapp', { context: 'b' })).toMatchObject({ result: 2313 });
    expect(await standing()).toEqual([]);
  });

  it('what cannot be deployed is refused, and nothing is changed', async () => {
    const wrong: readonly [object, Partial<DeployAnswer>][] = [
      [{ fileUrl: 'shop.war' }, { result: 4078, error: 'file cannot be loaded from [shop.war]' }],
      [{ context: '../etc' }, { result: 3, error: 'invalid parameter [context]' }],
      [{ hooks: 'rm -rf /' }, { result: 3, error: 'invalid parameter [hooks]' }],
      [{ fileName: 'x'.repeat(256) }, { result: 3, error: 'invalid parameter [fileName]' }],
      [{ nodeGroup: 'bl' }, { result: 5, error: 'node group [bl] not exist' }],
      [{ nodeGroup: 'sqldb' }, { result: 3, error: 'invalid parameter [nodeGroup]' }],
      [{ envName: 'env-9999999' }, { result: 11 }],
    ];
    for (const [input, refused] of wrong) expect(await deploy(input)).toMatchObject(refused);
    const { session = '' } = mock.credentials.others.virtuozzo?.otherTenant ?? {};
    const stranger = new VirtuozzoCaller(mock.url, session);
    expect(await ask(stranger, `${DEPLOYMENT}/deployarchive`, { envName, fileUrl })).toMatchObject({ result: 11 });
    await caller.call(`${CONTROL}/stopenv`, { envName });
    expect(await deploy()).toMatchObject({ result: 4060, error: expect.stringContaining('is not running') });
    expect(await standing()).toEqual([]);
  });

  it('a clone has what its source had, and a snapshot keeps it', async () => {
    await deploy({ context: 'shop' });
    await caller.call(`${CONTROL}/cloneenv`, { srcEnvName: envName, dstEnvName: 'env-2000002' });
    await ask(caller, `${DEPLOYMENT}/undeploy`, { envName, context: 'shop', nodeGroup: 'cp' });
    const ofClone = async () =>
      (await ask(caller, `${DEPLOYMENT}/getdeployments`, { envName: 'env-2000002', nodeGroup: 'cp' })).array;
    expect(await ofClone()).toEqual([{ archiveName: 'shop-1.0.war', context: 'shop', type: 'ARCHIVE' }]);
    const saved = await mock.control.snapshot.save();
    await caller.call(`${CONTROL}/deleteenv`, { envName: 'env-2000002' });
    await mock.control.snapshot.restore(saved);
    expect(await ofClone()).toHaveLength(1);
    expect(await standing()).toEqual([]);
  });

  it('a platform whose clock runs is on by what the work takes', async () => {
    await mock.control.clock.change({ mode: 'running' });
    const before = Date.parse((await mock.control.clock.show()).now);
    await deploy({ delay: 100 });
    expect(Date.parse((await mock.control.clock.show()).now) - before).toBeGreaterThanOrEqual(112_000);
  });
});

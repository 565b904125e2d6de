import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Ask, askerOf } from './asker.js';
import type { EnvInfo } from './caller.js';
import { platformForEach } from './caller.js';

const [CONTROL, EVAL] = ['environment/control', 'development/scripting/eval'];
const envName = 'env-2700001';
const MANIFEST = 'type: install\nname: web\nnodes:\n  - image: nginx:1.26\n    cloudlets: 2\n    nodeGroup: cp\n';

interface Read extends Partial<EnvInfo> {
  readonly result: number;
  readonly error?: string;
  readonly response?: { readonly result: number; readonly successText?: string };
  readonly id?: number;
}

/** What shell scripts of pipelines send, such as those that deploy with `InstallApp`, and what the add-on git-push-deploy reads. */
describe('scripts that deploy', () => {
  let mock: MockServer;
  let ask: Ask;
  platformForEach((_, double) => {
    mock = double;
    ask = askerOf(double);
  });
  const installApp = (more: object = {}) =>
    ask<Read>(EVAL, {
      shortdomain: envName,
      envName,
      script: 'InstallApp',
      appid: 'appstore',
      type: 'install',
      ...more,
    });

  it('install what is not there, wait until it runs, and redeploy what is', async () => {
    const envs = await ask<{ infos: readonly EnvInfo[] }>(`${CONTROL}/getenvs`, { appid: 'dashboard' });
    expect(envs.infos).toEqual([]);
    expect(await installApp({ manifest: MANIFEST })).toMatchObject({ result: 0, response: { result: 0 } });
    const running = await ask<Read>(`${CONTROL}/getenvinfo`, { envName });
    expect(running).toMatchObject({ env: { envName, status: 1 }, nodes: [{ nodeGroup: 'cp' }] });
    const redeploy = { envName, tag: 'latest', nodeGroup: 'cp', useExistingVolumes: true, delay: 20 };
    expect(await ask(`${CONTROL}/redeploycontainersbygroup`, redeploy)).toMatchObject({ result: 0 });
    const after = await ask<Read>(`${CONTROL}/getenvinfo`, { envName });
    expect(after.nodes).toMatchObject([{ customitem: { dockerTag: 'latest' } }]);
  });

  it('are refused what jps.install refuses, and change nothing', async () => {
    expect(await installApp()).toEqual({ result: 3, error: 'invalid parameter [manifest]' });
    const bad = await installApp({ manifest: 'type: install\nname: nothing' });
    expect(bad.response?.result ?? bad.result).not.toBe(0);
    expect(await ask(`${CONTROL}/getenvs`)).toMatchObject({ infos: [] });
  });

  it('name the environment by its short name alone, and give settings', async () => {
    const manifest = `${MANIFEST}success: 'hello \${settings.who}'\n`;
    const made = await installApp({ envName: '', manifest, settings: { who: 'Ann' } });
    expect(made).toMatchObject({ result: 0, response: { successText: expect.stringContaining('hello Ann') } });
    expect(await ask(`${CONTROL}/getenvinfo`, { envName })).toMatchObject({ result: 0 });
    const override = { operation: 'jps.install' as const, reply: { body: { result: 0, successText: 'told' } } };
    await mock.control.overrides.add(override);
    expect(await installApp({ manifest })).toMatchObject({ response: { successText: 'told' } });
  });

  it('find a project of a build node by its name among what the environment shows', async () => {
    const env = { shortdomain: envName };
    const builder = { nodeType: 'maven3', nodeGroup: 'build', flexibleCloudlets: 4 };
    const nodes = [{ nodeType: 'tomcat9', flexibleCloudlets: 4 }, builder];
    const { response } = await ask<{ response: EnvInfo }>(`${CONTROL}/createenvironment`, { env, nodes });
    const [app, node] = ['cp', 'build'].map(group => response.nodes.find(({ nodeGroup }) => nodeGroup === group));
    const nodeId = node?.id ?? 0;
    const shown = async () =>
      (await ask<EnvInfo>(`${CONTROL}/getenvinfo`, { envName })).nodes.map(({ customitem }) => customitem);
    expect(await shown()).toEqual([undefined, undefined]);
    const project = { envName, nodeId, type: 'git', path: 'https://git.example.com/shop.git', branch: 'main' };
    const target = { env: envName, targetNodeGroup: app?.nodeGroup ?? '', context: 'ROOT' };
    const ids = [];
    for (const name of ['shop', 'docs'])
      ids.push((await ask<Read>('environment/build/addproject', { ...project, ...target, name })).id);
    expect((await shown()).find(item => item !== undefined)).toEqual({
      projects: [
        { id: ids[0], name: 'shop' },
        { id: ids[1], name: 'docs' },
      ],
    });
    expect(await ask(`${CONTROL}/getbasicenvsinfo`)).toMatchObject({ result: 0 });
  });
});

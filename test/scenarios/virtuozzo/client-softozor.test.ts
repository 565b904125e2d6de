import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Ask, askerOf } from './asker.js';
import { type Answer, type EnvInfo, platformForEach } from './caller.js';

const [CONTROL, JPS] = ['environment/control', 'marketplace/jps'];
const envName = 'a1b2c3d4-gw0-1234567';
const NOT_THERE = { result: 11, error: expect.any(String) };

/** What the client reads. */
interface Read extends Omit<Answer, 'object'> {
  readonly successText?: string;
  readonly version?: string;
  readonly body?: string;
  readonly object?: Readonly<Record<string, string>>;
}

/** Settings as its data classes are written: what nobody set is null. */
const env = { displayName: null, engine: null, ishaenabled: false, region: null, sslstate: false };
const node = { docker: null, count: 1, displayName: null, extip: false, fixedCloudlets: null, nodeType: null };
const VPS = { ...node, flexibleCloudlets: 4, nodeType: 'ubuntu-vps' };
const SQL = { ...node, fixedCloudlets: 3, flexibleCloudlets: 4, nodeType: 'postgresql' };
const IMAGE = { ...node, docker: { image: 'alpine', nodeGroup: null }, flexibleCloudlets: 4, nodeType: 'docker' };

const OWNER = '{"team": "shop", "on": ["mon", "fri"]}';
const MANIFEST = `
type: install
name: one container
nodes:
  count: 1
  cloudlets: 4
  nodeGroup: cp
  image: nginx:latest
  env:
    OWNER: '${OWNER}'
    GREETING: hello
skipNodeEmails: true
success:
  email: false
  text: |
    **User**: admin  
    **Place**: here
`;
const FORM = ['user', 'place'].map(name => `    - { name: ${name}, caption: ${name}, type: string, required: true }`);

/** What https://github.com/softozor/jelastic-client sends, call by call, and what its tests look at. */
describe("softozor's client in Python", () => {
  let ask: Ask;
  let mock: MockServer;
  platformForEach((_, double) => {
    mock = double;
    ask = askerOf(double);
  });

  const control = (method: string, input = {}) => ask<Read>(`${CONTROL}/${method}`, { envName, ...input });
  const create = (...nodes: readonly object[]) =>
    ask<Read>(`${CONTROL}/createenvironment`, { env: { ...env, shortdomain: envName }, nodes });
  /** What it has none of, it sends empty; no settings are `null`. */
  const install = (jps: string, more = {}) =>
    ask<Read>(`${JPS}/install`, { jps, envName: '', skipNodeEmails: true, settings: 'null', region: '', ...more });
  const info = () => ask<EnvInfo & { result: number }>(`${CONTROL}/getenvinfo`, { envName });

  it.each([
    ['a server', [VPS]],
    ['a database', [SQL]],
    ['a container', [IMAGE]],
    ['a database and a container', [SQL, IMAGE]],
  ])('runs an environment of %s as soon as it is made', async (_, nodes) => {
    const made = await create(...nodes);
    expect(made).toMatchObject({ result: 0, response: { env: { envName } } });
    const now = await info();
    expect(now).toMatchObject({ result: 0, env: { envName, status: 1, domain: `${envName}.paas.example.com` } });
    expect(now.nodes).toHaveLength(nodes.length);
    for (const shown of [...now.nodes, ...(made.response?.nodes ?? [])])
      expect(shown).toMatchObject({
        id: expect.any(Number),
        intIP: expect.stringMatching(/^(\d+\.){3}\d+$/),
        nodeType: expect.any(String),
        nodeGroup: expect.any(String),
        url: expect.stringMatching(/^https?:\/\/[^/]+/),
      });
  });

  it('stops, starts, clones and deletes; what is not there has another result than 0, and an error', async () => {
    expect(await control('deleteenv')).toEqual(NOT_THERE);
    expect(await control('getenvinfo')).toEqual(NOT_THERE);
    await create(SQL, IMAGE);
    expect(await control('stopenv')).toMatchObject({ result: 0 });
    expect((await info()).env.status).not.toBe(1);
    expect(await control('startenv')).toMatchObject({ result: 0 });
    expect((await info()).env.status).toBe(1);
    const [srcEnvName, dstEnvName] = [envName, `${envName}-clone`];
    const clone = await ask<EnvInfo & { result: number }>(`${CONTROL}/cloneenv`, { srcEnvName, dstEnvName });
    expect(clone).toMatchObject({ result: 0, env: { status: 1, envName: dstEnvName } });
    expect(clone.nodes).toHaveLength(2);
    for (const name of [dstEnvName, envName])
      expect(await control('deleteenv', { envName: name })).toMatchObject({ result: 0 });
    expect(await control('getenvinfo')).toEqual(NOT_THERE);
  });

  it('installs a manifest from its text: the environment runs and the text of success is HTML', async () => {
    const installed = await install(MANIFEST, { envName });
    expect(installed).toMatchObject({
      result: 0,
      successText: '<strong>User</strong>: admin<br />\n<strong>Place</strong>: here',
    });
    expect(await info()).toMatchObject({ env: { status: 1 }, nodes: [{ nodeGroup: 'cp', nodeType: 'docker' }] });
    expect(await ask<Read>(`${JPS}/getengineversion`)).toEqual({ result: 0, version: '8.0.2' });
  });

  it('asks for facts of the installation by a text of success of its own, which it takes apart', async () => {
    const manifest = ['type: install', 'name: a form', 'settings:', '  fields:', ...FORM];
    const success = ['success:', '  email: false', `  text: 'who: \${settings.user}, where: \${settings.place}'`];
    const settings = { user: 'ann', place: 'here' };
    expect(await install([...manifest, ...success].join('\n'), { settings })).toMatchObject({
      result: 0,
      successText: 'who: ann, where: here',
    });
  });

  it.each([
    ['one that does nothing', 'type: install\nname: nothing', { envName }],
    ['one with nodes, and no name for their environment', MANIFEST, {}],
    ['an add-on, and no environment for it', 'type: update\nname: an add-on\ninstall:\n  - log: hi', {}],
  ])('is refused a manifest: %s', async (_, manifest, more) => {
    const refused = await install(manifest, more);
    expect(refused.result).not.toBe(0);
    expect(refused.error).toEqual(expect.any(String));
    expect(await control('getenvinfo')).toEqual(NOT_THERE);
  });

  describe('with the variables of containers', () => {
    const ofLayer = async () => (await control('getcontainerenvvarsbygroup', { nodeGroup: 'cp' })).object ?? {};
    const install1 = async () => {
      await install(MANIFEST, { envName });
      return (await info()).nodes[0]?.id ?? 0;
    };

    it('reads JSON in them as it was written, by node and by layer', async () => {
      const nodeId = await install1();
      const both = [await ofLayer(), (await control('getcontainerenvvars', { nodeId })).object ?? {}];
      for (const variables of both) {
        expect(Object.keys(variables).length).toBeGreaterThan(1);
        expect(JSON.parse(variables.OWNER ?? '')).toEqual(JSON.parse(OWNER));
      }
    });

    it('adds and removes some, naming a node or a layer and leaving the other empty', async () => {
      const nodeId = await install1();
      const layer = { nodeGroup: 'cp', nodeId: '' };
      expect(await control('removecontainerenvvars', { ...layer, vars: '["GREETING"]' })).toMatchObject({ result: 0 });
      expect(await ofLayer()).not.toHaveProperty('GREETING');
      const added = { nodeGroup: '', nodeId, vars: { A: '1', B: '2' } };
      expect(await control('addcontainerenvvars', added)).toMatchObject({ result: 0 });
      expect(await ofLayer()).toMatchObject({ A: '1', B: '2', OWNER });
      const gone = { nodeGroup: '', nodeId, vars: '["A", "OWNER"]' };
      expect(await control('removecontainerenvvars', gone)).toMatchObject({ result: 0 });
      expect(Object.keys(await ofLayer()).toSorted()).toEqual(['B', 'PATH']);
    });

    it.each([
      ['a node', 'setcontainerenvvars', 'vars'],
      ['a layer', 'setcontainerenvvarsbygroup', 'data'],
    ])('sets those of %s: all others go, the path too', async (_, method, name) => {
      const nodeId = await install1();
      expect(await ofLayer()).toHaveProperty('PATH');
      const which = method.endsWith('group') ? { nodeGroup: 'cp' } : { nodeId };
      expect(await control(method, { ...which, [name]: { A: '1', B: '2' } })).toMatchObject({ result: 0 });
      expect(await ofLayer()).toEqual({ A: '1', B: '2' });
      await mock.control.snapshot.restore(await mock.control.snapshot.save());
      expect(await ofLayer()).toEqual({ A: '1', B: '2' });
      const commandList = [{ command: 'ls /' }];
      expect(await control('execcmdbyid', { nodeId, commandList })).toMatchObject({ result: 0 });
      await control('addcontainerenvvars', { nodeGroup: 'cp', nodeId: '', vars: { PATH: '/own', C: '3' } });
      expect(await ofLayer()).toEqual({ A: '1', B: '2', C: '3', PATH: '/own' });
    });
  });

  it('reads a file by the type of its node, with an empty layer and node', async () => {
    await create(IMAGE);
    const place = { envName, path: '/app/notes.txt', nodeGroup: '', nodeid: '' };
    await ask('environment/file/write', { ...place, nodeType: 'docker', body: 'one\ntwo\n' });
    const read = await ask<Read>('environment/file/read', { ...place, nodeType: 'docker' });
    expect(read).toMatchObject({ result: 0, body: 'one\ntwo\n' });
  });

  it('knows its user by the address', async () => {
    expect(await ask('users/account/getuserinfo')).toMatchObject({ result: 0, email: 'demo@example.com' });
  });
});

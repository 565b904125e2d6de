import { beforeEach, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, VirtuozzoCaller } from './caller.js';

const CONTROL = 'environment/control';
const envName = 'env-1000001';

interface Node {
  readonly id: number;
  readonly nodeGroup: string;
  readonly version: string;
  readonly name: string;
  readonly addons: readonly { readonly appTemplateId: string }[];
  readonly customitem?: {
    readonly dockerName: string;
    readonly dockerTag: string;
    readonly dockerVolumes?: readonly string[];
    readonly dockerLinks?: readonly object[];
    readonly dockerManifest?: { readonly id: string };
  };
}

interface ContainerAnswer {
  readonly result: number;
  readonly error?: string;
  readonly object?: unknown;
  readonly array?: readonly Readonly<Record<string, unknown>>[];
  readonly responses?: readonly { readonly nodeid: number; readonly out: string }[];
  readonly nodes?: readonly Node[];
  readonly infos?: readonly { readonly nodes: readonly Node[] }[];
  readonly env?: { readonly appid: string; readonly envName: string };
  readonly url?: string;
  readonly user?: string;
  readonly repo?: string;
}

const image = {
  image: 'registry.example.com/team/app:1.0',
  env: { MODE: 'test', JSON_VAR: '{"type":"test"}', COUNT: 3, FLAG: true },
  volumes: ['/data'],
  links: ['sqldb:DB'],
  cmd: ['serve', '--port', '80'],
  entrypoint: '/entry.sh',
  registry: { url: 'registry.example.com', user: 'puller', password: 'very-secret' },
};

describe('containers', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  let app: number;
  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });
  beforeEach(async () => {
    const { nodes } = await caller.create(
      { shortdomain: envName },
      { nodeType: 'docker', nodeGroup: 'cp', flexibleCloudlets: 4, docker: image, addons: ['backup'] },
      { nodeType: 'postgresql', tag: '15.4', flexibleCloudlets: 4, env: { PGPORT: '5432' } },
    );
    app = nodes.find(({ nodeGroup }) => nodeGroup === 'cp')?.id ?? 0;
  });

  const ask = async (method: string, input: Input = {}): Promise<ContainerAnswer> => {
    const reply = await caller.send(`${CONTROL}/${method}`, { session: caller.session, envName, ...input });
    return JSON.parse(await reply.text());
  };
  const variables = async (nodeId = app) => (await ask('getcontainerenvvars', { nodeId })).object;
  const nodesNow = async (group: string) =>
    (await ask('getenvinfo')).nodes?.filter(({ nodeGroup }) => nodeGroup === group) ?? [];
  const exec = async (command: string, nodeId = app) =>
    (await ask('execcmdbyid', { nodeId, commandList: [{ command }] })).responses?.[0]?.out;
  const PATH = expect.stringContaining('/usr/bin');

  it('keep and show what they were made with, but no password', async () => {
    const [node] = await nodesNow('cp');
    const [database] = await nodesNow('sqldb');
    expect(node).toMatchObject({
      name: 'registry.example.com/team/app',
      version: '1.0',
      user: 'root',
      singleContext: false,
      hasPackages: false,
      guestOSType: 'LINUX',
      hostOSType: 'LINUX',
      isWebAccess: true,
      isVcsSupport: false,
      isResetPassword: false,
      isHighAvailability: false,
      isCustomSslSupport: false,
      contextValidatorRegex: expect.stringMatching(/^\^/),
      addons: [{ appTemplateId: 'backup' }],
      customitem: {
        dockerName: 'registry.example.com/team/app',
        dockerTag: '1.0',
        dockerVolumes: ['/data'],
        dockerLinks: [{ type: 'IN', sourceNodeId: database?.id, alias: 'DB' }],
        dockerManifest: { os: 'linux', entrypoint: null },
      },
    });
    expect(database).toMatchObject({ version: '15.4' });
    expect(await variables()).toEqual({ PATH, MODE: 'test', JSON_VAR: '{"type":"test"}', COUNT: '3', FLAG: 'true' });
    const nodeId = app;
    expect(await ask('getcontainerruncmd', { nodeId })).toEqual({ result: 0, object: ['serve', '--port', '80'] });
    expect(await ask('getcontainerentrypoint', { nodeId })).toEqual({ result: 0, object: ['/entry.sh'] });
    expect(await ask('getregistryinfo', { nodeGroup: 'cp' })).toEqual({
      result: 0,
      repo: 'registry.example.com/team/app',
      url: 'registry.example.com',
      user: 'puller',
    });
    expect(await ask('getcontainerrunconfig', { nodeId })).toMatchObject({
      object: { cmd: ['serve', '--port', '80'], volumes: ['/data'], env: expect.arrayContaining(['DB_PGPORT=5432']) },
    });
    for (const method of ['getenvinfo', 'getenvs', 'getcontainerrunconfig'])
      expect(JSON.stringify(await ask(method, { nodeId }))).not.toContain('very-secret');
  });

  it('have variables that are added, replaced, removed and set, by node and by layer', async () => {
    await ask('addcontainerenvvars', { nodeGroup: 'cp', vars: { MODE: 'new', MORE: '1' } });
    expect(await variables()).toMatchObject({ PATH, MODE: 'new', MORE: '1', FLAG: 'true' });
    await ask('removecontainerenvvars', { nodeId: app, vars: ['MORE', 'FLAG', 'NONE'] });
    expect(await variables()).toEqual({ PATH, MODE: 'new', JSON_VAR: '{"type":"test"}', COUNT: '3' });
    await ask('addcontainerenvvars', { nodeId: app, vars: { PATH: '/own/bin' } });
    await ask('setcontainerenvvars', { nodeId: app, vars: { ONLY: 'this' } });
    expect(await variables()).toEqual({ ONLY: 'this' });
    await ask('removecontainerenvvars', { nodeId: app, vars: ['PATH'] });
    await ask('setcontainerenvvarsbygroup', { nodeGroup: 'cp', data: { LAST: 'one' } });
    expect(await ask('getcontainerenvvarsbygroup', { nodeGroup: 'cp' })).toEqual({
      result: 0,
      object: { LAST: 'one' },
    });
    expect(await exec('env')).toContain('LAST=one');
    expect(await exec('printenv DB_PGPORT DB_IP_ADDRESS')).toMatch(/^5432\n10\./);
  });

  it.each<[string, Input, object]>([
    ['getcontainerenvvars', { nodeId: 999 }, { result: 5 }],
    ['getcontainerenvvarsbygroup', { nodeGroup: 'bl' }, { result: 5 }],
    ['addcontainerenvvars', { vars: { A: '1' } }, { result: 3, error: 'invalid parameter [nodeGroup]' }],
    ['addcontainerenvvars', { nodeGroup: 'cp', vars: 'A=1' }, { result: 3, error: 'invalid parameter [vars]' }],
    ['addcontainerenvvars', { nodeGroup: 'cp', vars: { 'A B': '1' } }, { result: 3 }],
    ['addcontainerenvvars', { nodeGroup: 'cp', vars: { A: { b: 1 } } }, { result: 3 }],
    ['removecontainerenvvars', { nodeGroup: 'cp', vars: { A: '1' } }, { result: 3 }],
    ['setcontainerentrypoint', { nodeId: 999, data: '[]' }, { result: 5 }],
    ['getcontainertags', {}, { result: 3, error: 'invalid parameter [image]' }],
    ['gettemplatemanifest', { nodeType: 'cobol', tag: '1' }, { result: 2372 }],
    ['redeploycontainers', { tag: '2' }, { result: 3, error: 'invalid parameter [nodeGroup]' }],
    ['redeploycontainerbyid', { nodeId: 999, tag: '2' }, { result: 5 }],
    ['redeploycontainersbygroup', { nodeGroup: 'cp', tag: 'no tag' }, { result: 3, error: 'invalid parameter [tag]' }],
    ['restartnodes', { nodeGroup: 'bl' }, { result: 5 }],
  ])('%s of %j is refused', async (method, input, refused) => {
    expect(await ask(method, input)).toMatchObject(refused);
  });

  it('hold so many variables and no more', async () => {
    const many = (word: string, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`${word}${at}`, '']));
    expect(await ask('setcontainerenvvars', { nodeId: app, vars: many('A', 600) })).toMatchObject({ result: 0 });
    expect(await ask('addcontainerenvvars', { nodeId: app, vars: many('B', 600) })).toMatchObject({ result: 2338 });
    expect(await ask('addcontainerenvvars', { nodeId: app, vars: many('C', 1001) })).toMatchObject({ result: 3 });
  });

  it('are redeployed to another tag with their settings and what stands in their volumes', async () => {
    const [before] = await nodesNow('cp');
    await exec('mkdir -p /data/deep /work && echo kept > /data/deep/f && echo lost > /work/f');
    expect(await ask('redeploycontainerbyid', { nodeId: app, tag: '2.0', login: 'other', password: 'x' })).toEqual({
      result: 0,
      responses: [{ result: 0, nodeid: app, out: '' }],
    });
    const [after] = await nodesNow('cp');
    expect(after).toMatchObject({
      id: app,
      version: '2.0',
      customitem: { dockerTag: '2.0', dockerVolumes: ['/data'] },
    });
    expect(after?.customitem?.dockerManifest?.id).not.toBe(before?.customitem?.dockerManifest?.id);
    expect(await variables()).toMatchObject({ MODE: 'test' });
    expect(await exec('cat /data/deep/f; ls -d /work /data')).toContain('kept\n');
    expect(await exec('test -d /work || echo gone')).toBe('gone');
    expect(await ask('getregistryinfo', { nodeGroup: 'cp' })).toMatchObject({ user: 'other' });
    await ask('redeploycontainersbygroup', { nodeGroup: 'cp', tag: 'latest', useExistingVolumes: false });
    expect(await exec('ls -A /data')).toBe('');
    expect(await ask('getcontainernodetags', { nodeId: app })).toEqual({ result: 0, object: ['latest'] });
    await ask('redeploycontainers', { nodeGroup: 'sqldb', tag: '16.1' });
    const [database] = await nodesNow('sqldb');
    expect(database).toMatchObject({ version: '16.1' });
    expect((await ask('getnodetags', { nodeId: database?.id ?? 0 })).array).toContainEqual({
      name: '16.1',
      isRedeployable: true,
    });
  });

  it('are not restarted and not redeployed while their environment is down', async () => {
    expect(await ask('restartnodebyid', { nodeId: app })).toEqual({ result: 0, nodeid: app, out: '' });
    expect((await ask('restartservices')).responses).toHaveLength(2);
    for (const method of ['restartnodes', 'restartcontainersbygroup'])
      expect(await ask(method, { nodeGroup: 'cp' })).toEqual({ result: 0 });
    expect(await ask('restartcontainerbyid', { nodeid: app })).toEqual({ result: 0 });
    await ask('sleepenv');
    expect(await ask('restartnodes')).toMatchObject({ result: 1, error: 'Failed to restart ' });
    expect(await ask('redeploycontainerbyid', { nodeId: app, tag: '3' })).toMatchObject({
      result: 1,
      error: 'Failed to redeploy ',
    });
    expect((await nodesNow('cp'))[0]?.version).toBe('1.0');
  });

  it('of a layer that grows and of a clone are made with the same, and go their own ways', async () => {
    await exec('echo mine > /data.txt');
    await ask('changetopology', {
      nodes: [
        { nodeType: 'docker', nodeGroup: 'cp', count: 2 },
        { nodeType: 'postgresql', nodeGroup: 'sqldb', count: 1, env: { PGPORT: 6432 } },
      ],
    });
    const [, grown] = await nodesNow('cp');
    expect(await variables(grown?.id)).toMatchObject({ MODE: 'test' });
    expect(await exec('printenv DB_PGPORT', grown?.id)).toBe('6432');
    const { env } = await ask('getenvinfo');
    const clone = await ask('cloneenv', {
      appid: env?.appid ?? '',
      envName: '',
      domain: 'env-1000002.paas.example.com',
    });
    expect(clone.env?.envName).toBe('env-1000002');
    const copy = clone.nodes?.[0]?.id ?? 0;
    const ofCopy = { envName: 'env-1000002', nodeId: copy };
    await ask('setcontainerenvvars', { nodeId: app, vars: {} });
    expect((await ask('getcontainerenvvars', ofCopy)).object).toMatchObject({ MODE: 'test' });
    const { responses } = await ask('execcmdbyid', { ...ofCopy, commandList: [{ command: 'cat /data.txt' }] });
    expect(responses?.[0]?.out).toBe('mine');
    expect(await ask('cloneenv', { envName: '', domain: 'env-1000003' })).toMatchObject({
      error: 'invalid parameter [srcEnvName]',
    });
  });

  it('have registries whose user an account changes wherever a filter matches', async () => {
    await ask('editregistrycredentials', { filter: { registryUrl: 'registry.example.com' }, user: 'a', password: 'b' });
    expect(await ask('getregistryinfo', { nodeGroup: 'cp' })).toMatchObject({ user: 'a' });
    for (const filter of [
      { registryUrl: 'x' },
      { envName: 'x' },
      { nodeGroup: 'x' },
      { registryUser: 'x' },
      { registryRepo: 'x' },
    ])
      await ask('editregistrycredentials', { filter, user: 'never' });
    expect(await ask('getregistryinfo', { nodeGroup: 'cp' })).toMatchObject({ user: 'a' });
    expect(await ask('getregistryinfo', { nodeGroup: 'sqldb' })).toEqual({ result: 0 });
  });

  it('are of images and templates that tell of themselves', async () => {
    const manifest = await ask('getcontainermanifest', { image: 'alpine:3.20' });
    expect(manifest.object).toMatchObject({
      cmd: ['/bin/sh'],
      entrypoint: null,
      env: [`PATH=${await exec('echo $PATH')}`],
    });
    expect(await ask('getcontainermanifest', { image: 'alpine:3.20' })).toEqual(manifest);
    expect(await ask('getcontainertags', { image: 'alpine:3.20' })).toEqual({ result: 0, object: ['latest', '3.20'] });
    expect(await ask('getsoftwarepackages')).toEqual({ result: 0, array: [] });
    const { array = [] } = await ask('gettemplates', { type: 'docker' });
    expect(array).toMatchObject([{ nodeType: 'docker', nodeMission: 'docker', type: 'DOCKER' }]);
    expect((await ask('gettemplates')).array?.length).toBeGreaterThan(30);
    expect(await ask('gettemplatemanifest', { nodeType: 'nodejs', tag: '20' })).toMatchObject({
      object: { os: 'linux' },
    });
  });

  it('are listed without what the list of basic facts leaves out', async () => {
    const [basic] = (await ask('getbasicenvsinfo')).infos?.[0]?.nodes ?? [];
    expect(basic?.customitem).toEqual({
      dockerName: 'registry.example.com/team/app',
      dockerOs: 'linux',
      dockerTag: '1.0',
      dockerLinks: [expect.anything()],
    });
    expect(basic).not.toHaveProperty('packages');
    expect(basic).not.toHaveProperty('endpoints');
  });

  it('are the same after a snapshot', async () => {
    const snapshot = await mock.control.snapshot.save();
    const shown = await ask('getenvinfo');
    const other = await createMockServer({ seed: 'empty', clock: 'frozen' });
    try {
      await other.control.snapshot.restore(snapshot);
      const there = new VirtuozzoCaller(other.url, other.credentials.virtuozzo.session);
      expect(await there.call(`${CONTROL}/getenvinfo`, { envName })).toEqual(shown);
    } finally {
      await other.close();
    }
  });
});

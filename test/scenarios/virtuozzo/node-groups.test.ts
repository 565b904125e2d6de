import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type EnvInfo, type Input, platformForEach, VirtuozzoCaller } from './caller.js';

const CONTROL = 'environment/control';
const GROUP = 'environment/group';
const NODE_GROUP = 'environment/nodegroup';
const DONE = { result: 0 };
const missing = (what: string, name: string | number) => ({ result: 5, error: `${what} [${name}] not exist` });
const invalid = (name: string) => ({ result: 3, error: `invalid parameter [${name}]` });

interface Layer {
  readonly name: string;
  readonly displayName?: string;
  readonly isSLBAccessEnabled: boolean;
  readonly restartNodeDelay: number;
  readonly scalingMode: string;
  readonly globals?: unknown;
}

/** What these calls answer, as far as the tests look at it. */
interface Answered {
  readonly result: number;
  readonly error?: string;
  readonly object?: unknown;
  readonly nodeGroup?: Layer;
  readonly nodeGroups?: readonly Layer[];
  readonly envGroups?: readonly string[];
  readonly array?: readonly Readonly<Record<string, unknown>>[];
  readonly env?: EnvInfo['env'] & { readonly displayName?: string; readonly hardwareNodeGroup: string };
  readonly nodes?: readonly (EnvInfo['nodes'][number] & {
    readonly displayName?: string;
    readonly diskLimit: number;
  })[];
}

describe('layers, groups and settings of environments', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  let made: EnvInfo;
  const envName = 'env-1000001';
  const nodes = [
    { nodeType: 'nodejs', count: 2, fixedCloudlets: 1, flexibleCloudlets: 4, scalingMode: 'STATEFUL' },
    { nodeType: 'mysql', flexibleCloudlets: 4, isSLBAccessEnabled: false },
  ];

  const raw = (by: VirtuozzoCaller, method: string, input: Input): Promise<Answered> => by.ask<Answered>(method, input);
  const call = (method: string, input: Input = {}) => raw(caller, `${CONTROL}/${method}`, { envName, ...input });
  const info = (name = envName) => raw(caller, `${CONTROL}/getenvinfo`, { envName: name });
  const layer = async (nodeGroup = 'cp') =>
    (await raw(caller, `${NODE_GROUP}/get`, { envName, nodeGroup })).nodeGroup ?? expect.fail('no such layer');
  const stranger = () => new VirtuozzoCaller(mock.url, mock.credentials.others.virtuozzo?.otherTenant?.session ?? '');

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  const create = async () => {
    made = await caller.create({ shortdomain: envName }, ...nodes);
  };

  it('a layer keeps what it was made with, what is set of it, and what add-ons lay down in it', async () => {
    await create();
    const shown = (await info()).nodeGroups;
    expect(shown).toMatchObject([
      { name: 'cp', scalingMode: 'STATEFUL', isSLBAccessEnabled: true, restartNodeDelay: 30 },
      { name: 'sqldb', scalingMode: 'STATELESS', isSLBAccessEnabled: false },
    ]);
    expect((await call('getnodegroups')).object).toEqual(shown);
    const globals = '{"region":"eu"}';
    const data = { globals, redeployContextDelay: 5 };
    expect(await call('applynodegroupdata', { nodeGroup: 'cp', data })).toEqual(DONE);
    expect(await call('applynodegroupdata', { nodeGroupData: 'cp', data: { restartNodeDelay: 45 } })).toEqual(DONE);
    expect(await call('editnodegroup', { nodeGroup: { name: 'cp', isSequentialDeploy: false } })).toEqual(DONE);
    expect(await call('setnodegroupdisplayname', { nodeGroup: 'cp', displayName: 'Servers' })).toEqual(DONE);
    expect(await call('setslbaccessenabled', { nodeGroup: 'cp', enabled: 'False' })).toEqual(DONE);
    const all = {
      displayName: 'Servers',
      isSLBAccessEnabled: false,
      isSequentialDeploy: false,
      redeployContextDelay: 5,
      restartNodeDelay: 45,
      scalingMode: 'STATEFUL',
      globals,
    };
    expect(await layer()).toMatchObject({ name: 'cp', ...all });
    const by = (verb: string, input: Input) =>
      raw(caller, `${NODE_GROUP}/${verb}`, { envName, nodeGroup: 'cp', ...input });
    expect(await by('setslbaccessenabled', { enabled: true })).toEqual(DONE);
    expect(await by('applydata', { data: { globals: null, name: 'other' } })).toEqual(DONE);
    expect(await by('setoptions', { options: { licenseType: 'x' } })).toEqual(DONE);
    expect(await call('setnodegroupdisplayname', { nodeGroup: 'cp' })).toEqual(DONE);
    for (const key of ['a', 'b', 'c'])
      expect(await by('applydata', { data: { [key]: 'x'.repeat(60_000) } })).toEqual(DONE);
    expect(await by('applydata', { data: { d: 'x'.repeat(60_000) } })).toEqual(invalid('data'));
    expect(await by('applydata', { data: { a: null, b: null, c: null } })).toEqual(DONE);
    const { globals: _, displayName: __, ...left } = all;
    const now = await layer();
    expect(now).toMatchObject({ name: 'cp', ...left, isSLBAccessEnabled: true });
    expect(now).not.toHaveProperty('globals');
    expect(now).not.toHaveProperty('displayName');
    expect(now).not.toHaveProperty('licenseType');
  });

  it('settings of a layer go to the clone, and with the layer', async () => {
    await create();
    await call('applynodegroupdata', { nodeGroup: 'sqldb', data: { restartNodeDelay: 7 } });
    await call('applyenvproperty', { properties: { owner: 'shop' } });
    await caller.call(`${CONTROL}/cloneenv`, { srcEnvName: envName, dstEnvName: 'env-1000002' });
    const delays = async (name: string) =>
      (await info(name)).nodeGroups?.map(({ restartNodeDelay }) => restartNodeDelay);
    await call('applynodegroupdata', { nodeGroup: 'sqldb', data: { restartNodeDelay: 8 } });
    expect(await delays('env-1000002')).toEqual([30, 7]);
    expect((await call('getenvproperty', { envName: 'env-1000002' })).object).toEqual({ owner: 'shop' });
    expect(await delays(envName)).toEqual([30, 8]);
    await call('changetopology', { nodes: [{ nodeType: 'nodejs' }] });
    await call('changetopology', { nodes: [{ nodeType: 'nodejs' }, { nodeType: 'mysql' }] });
    expect(await delays(envName)).toEqual([30, 30]);
  });

  it('what is wrong about a layer is refused, and changes nothing', async () => {
    await create();
    const before = await info();
    const wrong: readonly [string, Input, object][] = [
      ['applynodegroupdata', { nodeGroup: 'bl', data: {} }, missing('node group', 'bl')],
      ['applynodegroupdata', { data: {} }, invalid('nodeGroup')],
      ['applynodegroupdata', { nodeGroup: 'cp', data: { scalingMode: 'BOTH' } }, invalid('data.scalingMode')],
      ['applynodegroupdata', { nodeGroup: 'cp', data: '['.repeat(5000) }, invalid('data')],
      ['applynodegroupdata', { nodeGroup: 'cp', data: { x: 'y'.repeat(70_000) } }, invalid('data')],
      ['editnodegroup', { nodeGroup: { restartNodeDelay: 3 } }, invalid('nodeGroup')],
      ['editnodegroup', { nodeGroup: { name: 'cp', restartNodeDelay: -1 } }, invalid('nodeGroup.restartNodeDelay')],
      ['setnodegroupdisplayname', { nodeGroup: 'bl' }, missing('node group', 'bl')],
      ['setslbaccessenabled', { nodeGroup: 'cp', enabled: 'perhaps' }, invalid('enabled')],
      ['setdisklimitbyid', { nodeId: made.nodes[0]?.id ?? 0, limit: 1 }, invalid('limit')],
      ['setdisklimitbygroup', { nodeGroup: 'bl', limit: 50_000 }, missing('node group', 'bl')],
      ['setnodedisplayname', { nodeId: 999, displayName: 'x' }, missing('node', 999)],
      ['migrate', { hardwareNodeGroup: 'nowhere' }, missing('hardware node group', 'nowhere')],
      ['migrate', { hardwareNodeGroup: 'user_host_group' }, { result: 1 }],
      ['checkmigrationpossibility', { hardwareNodeGroup: 'nowhere' }, missing('hardware node group', 'nowhere')],
      ['detachenvgroup', { envGroup: 'x' }, missing('environment group', 'x')],
      ['setenvgroup', {}, invalid('envGroup')],
      ['attachenvgroup', { envGroup: 'a//b' }, invalid('envGroup')],
      ['removenode', { nodeId: 999 }, missing('node', 999)],
      ['addnode', { nodeType: 'abacus' }, { result: 2372 }],
      ['addnode', { nodeType: 'nodejs', flexibleCloudlets: 999 }, { result: 2361 }],
      ['addnode', { nodeType: 'nodejs', fixedCloudlets: 5, flexibleCloudlets: 2 }, invalid('flexibleCloudlets')],
      ['setcloudletscountbygroup', { nodeGroup: 'cp', fixedCloudlets: 1, flexibleCloudlets: 999 }, { result: 2361 }],
      ['resetnodepassword', {}, invalid('nodeId')],
      ['resetnodepasswordbyid', { nodeId: 999 }, missing('node', 999)],
      ['resetnodepasswordbytype', { nodeType: 'redis' }, missing('node type', 'redis')],
      ['resetcontainerspasswordbygroup', { nodeGroup: 'bl' }, missing('node group', 'bl')],
      ['skipmessage', { nodeId: 999, id: 1 }, missing('node', 999)],
    ];
    for (const [method, input, refused] of wrong) expect(await call(method, input), method).toMatchObject(refused);
    expect(await info()).toEqual(before);
  });

  it('nothing of it is there for a stranger', async () => {
    await create();
    const nodeId = made.nodes[0]?.id ?? 0;
    await call('attachenvgroup', { envGroup: 'Mine' });
    const gone = { result: 11, error: `application [${envName},${envName}] not exist` };
    const its: Input = { envName, nodeGroup: 'cp', nodeId, enabled: true, data: {}, properties: {}, envGroup: 'Mine' };
    const more = {
      propertyKeys: 'x',
      options: {},
      duration: 3600,
      interval: 600,
      path: '/var/log/run.log',
      settings: {},
    };
    const calls = [
      ...['getnodegroups', 'setslbaccessenabled', 'applyenvproperty', 'getenvproperty', 'removeenvproperty'],
      ...['setenvgroup', 'migrate', 'getstats', 'getsumstat', 'getlogs', 'readlog', 'clearlog', 'removenode'],
      ...['editenvsettings', 'setenvdisplayname', 'resetnodepassword'],
    ];
    for (const method of calls)
      expect(await raw(stranger(), `${CONTROL}/${method}`, { ...its, ...more }), method).toEqual(gone);
    for (const method of ['get', 'applydata', 'setoptions'])
      expect(await raw(stranger(), `${NODE_GROUP}/${method}`, { ...its, ...more }), method).toEqual(gone);
    expect(await raw(stranger(), `${CONTROL}/getsshaccessinfo`, { nodeId })).toEqual(missing('node', nodeId));
    expect((await raw(stranger(), `${GROUP}/getgroups`, {})).array).toEqual([]);
    for (const method of ['attachenv', 'detachenv', 'setenv'])
      expect(await raw(stranger(), `${GROUP}/${method}`, its), method).toEqual(gone);
    expect(await raw(stranger(), `${GROUP}/removegroup`, its)).toEqual(missing('environment group', 'Mine'));
    const editing = { srcGroupName: 'Mine', groupName: 'Mine', enabled: true };
    for (const method of ['editgroup', 'setisolationenabled'])
      expect(await raw(stranger(), `${GROUP}/${method}`, editing)).toEqual(missing('environment group', 'Mine'));
  });

  it('all of it comes out of a snapshot as it went in', async () => {
    await create();
    const nodeId = made.nodes[0]?.id ?? 0;
    await call('applynodegroupdata', { nodeGroup: 'cp', data: { globals: { a: [1] } } });
    await call('applyenvproperty', { properties: { owner: 'shop' } });
    await call('attachenvgroup', { envGroup: 'Team/Blue' });
    await mock.control.clock.advance({ by: 'PT3H' });
    await call('clearlog', { nodeId, path: '/var/log/run.log' });
    const reads = async () => [
      await info(),
      await raw(caller, `${GROUP}/getgroups`, {}),
      (await call('getenvproperty')).object,
      await call('readlog', { nodeId, path: '/var/log/run.log' }),
    ];
    const before = await reads();
    const saved = await mock.control.snapshot.save();
    await call('deleteenv');
    await raw(caller, `${GROUP}/removegroup`, { envGroup: 'Team' });
    expect((await raw(caller, `${GROUP}/getgroups`, {})).array).toEqual([]);
    await mock.control.snapshot.restore(saved);
    expect(await reads()).toEqual(before);
  });
});

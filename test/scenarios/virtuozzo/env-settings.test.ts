import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type EnvInfo, type Input, platformForEach, type VirtuozzoCaller } from './caller.js';

const CONTROL = 'environment/control';
const GROUP = 'environment/group';
const DONE = { result: 0 };
const missing = (what: string, name: string | number) => ({ result: 5, error: `${what} [${name}] not exist` });
const invalid = (name: string) => ({ result: 3, error: `invalid parameter [${name}]` });

/** What these calls answer, as far as the tests look at it. */
interface Answered {
  readonly result: number;
  readonly error?: string;
  readonly object?: unknown;
  readonly envGroups?: readonly string[];
  readonly array?: readonly Readonly<Record<string, unknown>>[];
  readonly env?: EnvInfo['env'] & { readonly displayName?: string; readonly hardwareNodeGroup: string };
  readonly nodes?: readonly (EnvInfo['nodes'][number] & {
    readonly displayName?: string;
    readonly diskLimit: number;
  })[];
}

describe('groups, names, single nodes and regions of environments', () => {
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

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  const create = async () => {
    made = await caller.create({ shortdomain: envName }, ...nodes);
  };

  it('environments stand in groups, which are made, renamed, isolated and removed', async () => {
    const group = (verb: string, input: Input = {}) => raw(caller, `${GROUP}/${verb}`, input);
    const id = expect.any(Number);
    const plain = { id, isIsolated: false, uid: 5886, visibility: 'SHOW' };
    await caller.call(`${CONTROL}/createenvironment`, { env: { shortdomain: envName }, nodes, envGroups: 'Shop' });
    expect((await group('getgroups', { envName: 'x'.repeat(32) })).array).toEqual([{ name: 'Shop', ...plain }]);
    const green = { color: '#0a0', icon: 'leaf', visibility: 'hide', isIsolated: true };
    const created = await group('creategroup', { envGroup: 'Team/Blue', data: green });
    const blue = { id, name: 'Team/Blue', ...green, hierarchy: 'Team', visibility: 'HIDE', uid: 5886 };
    expect(created.array).toEqual([blue]);
    expect(await group('creategroup', { envGroup: 'Shop' })).toMatchObject({ result: 1 });
    expect(await group('creategroup', {})).toEqual(invalid('envGroup'));
    expect(await group('attachenv', { envName, envGroup: 'Team/Blue' })).toEqual(DONE);
    expect((await info()).envGroups).toEqual(['Shop', 'Team/Blue']);
    expect((await group('getgroups', { targetAppid: (await info()).env?.appid ?? '' })).array).toHaveLength(2);
    const renamed = await group('editgroup', { srcGroupName: 'Team', dstGroupName: 'Crew', data: { color: null } });
    expect(renamed.array).toEqual([{ name: 'Crew', ...plain }]);
    expect(await group('editgroup', { srcGroupName: 'Crew', dstGroupName: 'Shop' })).toMatchObject({ result: 1 });
    expect((await info()).envGroups).toEqual(['Shop', 'Crew/Blue']);
    expect(await group('setisolationenabled', { groupName: 'Shop', enabled: true })).toEqual(DONE);
    expect((await group('getgroups')).array).toMatchObject([
      { name: 'Shop', isIsolated: true },
      { name: 'Crew', isIsolated: false },
      { name: 'Crew/Blue', color: '#0a0' },
    ]);
    // As liip/jelapi sends it: under another name, a list in JSON.
    expect(await call('setenvgroup', { envGroups: ['Night', 'Shop'] })).toEqual(DONE);
    expect((await info()).envGroups).toEqual(['Night', 'Shop']);
    expect(await call('detachenvgroup', { envGroup: 'Night' })).toEqual(DONE);
    expect(await group('detachenv', { envName, envGroup: 'Night' })).toEqual(missing('environment group', 'Night'));
    expect((await group('setenv', { envName, envGroup: "['Crew/Blue', 'Night']" })).array).toHaveLength(2);
    expect(await group('removegroup', { envGroup: 'Crew;Shop' })).toEqual(DONE);
    expect((await info()).envGroups).toEqual(['Night']);
    expect((await group('getgroups')).array).toEqual([{ name: 'Night', ...plain }]);
  });

  it('names, properties and built-in SSL of an environment are kept', async () => {
    await create();
    const nodeId = made.nodes[0]?.id ?? 0;
    expect(await call('setenvdisplayname', { displayName: 'Shop' })).toEqual(DONE);
    expect(await call('setnodedisplayname', { nodeId, displayName: 'One' })).toEqual(DONE);
    expect(await call('setdisklimitbygroup', { nodeGroup: 'cp', limit: 60_000 })).toEqual(DONE);
    expect(await call('setdisklimitbyid', { nodeId, limit: 70_000 })).toEqual(DONE);
    expect(await info()).toMatchObject({
      env: { displayName: 'Shop' },
      nodes: [{ id: nodeId, displayName: 'One', diskLimit: 70_000 }, { diskLimit: 60_000 }, { diskLimit: 100_000 }],
    });
    expect(await call('setenvdisplayname')).toEqual(DONE);
    expect((await info()).env).not.toHaveProperty('displayName');
    expect(await call('addenvproperty', { properties: { owner: 'shop', level: 3 } })).toEqual(DONE);
    expect(await call('addenvproperty', { properties: { owner: 'other', more: 'x' } })).toMatchObject({ result: 1 });
    expect((await call('getenvproperty')).object).toEqual({ owner: 'shop', level: '3' });
    expect(await call('applyenvproperty', { properties: { owner: 'other' } })).toEqual(DONE);
    expect((await call('getenvproperty', { propertyKeys: 'owner,none' })).object).toEqual({ owner: 'other' });
    expect(await call('removeenvproperty', { propertyKeys: 'owner' })).toEqual(DONE);
    expect((await call('getenvproperty')).object).toEqual({ level: '3' });
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`key${index}`, 'x']));
    expect(await call('applyenvproperty', { properties: many })).toMatchObject({ result: 2338 });
    expect(await call('editenvsettings', { settings: { sslstate: true } })).toEqual(DONE);
    expect((await info()).env?.sslstate).toBe(true);
    await mock.control.clock.advance({ by: 'PT2H' });
    const [from, to] = ['2025-01-01 00:00:00', '2025-01-01 02:00:00'];
    expect((await caller.rows(from, to, 'DAY')).filter(({ type }) => type === 'ssl')).toMatchObject([{ count: 2 }]);
  });

  it('a node is added and removed, and charged for no longer than it is there', async () => {
    await create();
    const ids = async () => (await info()).nodes?.map(({ id, nodeGroup, ismaster }) => [id, nodeGroup, ismaster]);
    const [first, second, third] = made.nodes.map(({ id }) => id);
    const size = { fixedCloudlets: 2, flexibleCloudlets: 6 };
    expect(await call('addnode', { nodeType: 'nodejs', nodeGroup: 'cp', ...size, displayName: 'New' })).toEqual(DONE);
    const fourth = (await info()).nodes?.at(-1);
    expect(fourth).toMatchObject({ nodeGroup: 'cp', ismaster: false, displayName: 'New', ...size });
    await mock.control.clock.advance({ by: 'PT10M' });
    expect(await call('removenode', { nodeid: first ?? 0 })).toEqual(DONE);
    expect(await ids()).toEqual([
      [second, 'cp', true],
      [third, 'sqldb', true],
      [fourth?.id, 'cp', false],
    ]);
    const image = { dockerName: 'ghcr.io/team/app', dockerTag: '1.2' };
    expect(await call('addnode', { nodeType: 'docker', nodeGroup: 'app', ...size, ...image })).toEqual(DONE);
    const docker = (await info()).nodes?.at(-1);
    expect(docker?.customitem).toMatchObject(image);
    expect(docker?.ismaster).toBe(true);
    await mock.control.clock.advance({ by: 'PT1H' });
    await call('setcloudletscountbygroup', { nodeGroup: 'cp', fixedCloudlets: 1, flexibleCloudlets: 5, count: 2 });
    expect((await info()).nodes?.filter(({ flexibleCloudlets }) => flexibleCloudlets === 5)).toHaveLength(2);
    for (const nodeId of [second, third, fourth?.id])
      expect(await call('removenode', { nodeId: nodeId ?? 0 })).toEqual(DONE);
    expect(await call('removenode', { nodeId: docker?.id ?? 0 })).toMatchObject({ result: 1 });
    await mock.control.clock.advance({ by: 'PT2H' });
    const rows = await caller.rows('2025-01-01 02:00:00', '2025-01-01 03:00:00', 'HOUR');
    expect(rows.map(({ nodeid }) => nodeid)).toEqual([docker?.id]);
    const earlier = await caller.rows('2025-01-01 00:00:00', '2025-01-01 01:00:00', 'HOUR');
    expect(earlier.map(({ nodeid }) => nodeid).sort()).toEqual([first, second, third, fourth?.id, docker?.id].sort());
  });

  it('an environment goes to another region, and regions are named by their host groups', async () => {
    await create();
    const { array = [] } = await raw(caller, `${CONTROL}/getregions`, {});
    const regions = array as unknown as readonly {
      readonly displayName: string;
      readonly domain: string;
      readonly hardNodeGroups: readonly { readonly uniqueName: string }[];
    }[];
    const names = regions.flatMap(({ hardNodeGroups }) => hardNodeGroups.map(({ uniqueName }) => uniqueName));
    expect(names).toContain('default_hn_group');
    expect(new Set(regions.map(({ domain }) => domain))).toEqual(new Set(['paas.example.com']));
    const inner = (input: Input) => raw(caller, `${CONTROL}/getregionsinner`, input);
    expect((await inner({ groupName: 'billing', isEnabled: true })).array).toEqual(array);
    expect(await inner({ groupName: 'nobody' })).toEqual(missing('group', 'nobody'));
    const there = { hardwareNodeGroup: 'fra1_hn_group' };
    expect(await call('checkmigrationpossibility', there)).toEqual(DONE);
    expect((await info()).env?.hardwareNodeGroup).toBe('user_host_group');
    expect(await call('migrate', { ...there, isOnline: true })).toEqual(DONE);
    expect((await info()).env?.hardwareNodeGroup).toBe('fra1_hn_group');
    for (const region of names)
      expect((await caller.create({ region }, { nodeType: 'redis' })).env).toMatchObject({ hardwareNodeGroup: region });
  });

  it('ways into a node are told and renewed', async () => {
    await create();
    const nodeId = made.nodes[0]?.id ?? 0;
    const reset: readonly [string, Input][] = [
      ['resetcontainerpasswordbyid', { nodeId }],
      ['resetcontainerspasswordbygroup', { nodeGroup: 'cp' }],
      ['resetnodepassword', { nodeGroup: 'cp', password: 'Secret-1' }],
      ['resetnodepasswordbyid', { nodeId, password: 'Secret-1' }],
      ['resetnodepasswordbytype', { nodeType: 'mysql' }],
      ['resetservicepassword', { nodeId }],
      ['skipmessage', { nodeId, id: 1 }],
    ];
    for (const [method, input] of reset) expect(await call(method, input), method).toEqual(DONE);
    const dump = { nodeType: 'mysql', dbName: 'shop', password: 'x', dumpUrl: 'https://dumps.example.com/a.sql' };
    expect(await call('restoredump', dump)).toEqual(DONE);
    expect(await call('restoredump', { ...dump, dumpUrl: 'nowhere' })).toEqual(invalid('dumpUrl'));
    expect(await call('restoredump', { ...dump, nodeType: 'redis' })).toEqual(missing('node type', 'redis'));
    const told = await raw(caller, `${CONTROL}/getsshaccessinfo`, { nodeId });
    expect(told).toMatchObject({ softNode: { envId: made.env.appid, nodeGroup: 'cp', isMaster: true, uid: 5886 } });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { type Ask, askerOf } from './asker.js';
import { platformForEach } from './caller.js';

const [CONTROL, FILE, GROUP] = ['environment/control', 'environment/file', 'environment/group'];
const envName = 'jelapi-2500001';

interface Node {
  readonly id: number;
  readonly nodeGroup: string;
  readonly fixedCloudlets: number;
  readonly flexibleCloudlets: number;
  readonly diskLimit: number;
  readonly version: string;
  readonly extIPs?: readonly string[];
  readonly customitem?: { readonly dockerName?: string; readonly dockerLinks?: readonly object[] };
}

/** What the client reads. */
interface Read {
  readonly result: number;
  readonly env: {
    readonly status: number;
    readonly displayName?: string;
    readonly sslstate: boolean;
    readonly extdomains: readonly string[];
  };
  readonly envGroups: readonly string[];
  readonly nodeGroups: readonly {
    readonly name: string;
    readonly displayName?: string;
    readonly isSLBAccessEnabled?: boolean;
  }[];
  readonly nodes: readonly Node[];
  readonly infos: readonly Read[];
  readonly object: Readonly<Record<string, string>> | readonly string[];
  readonly array: readonly object[];
  readonly response: Read;
  readonly responses: readonly object[];
  readonly stats: readonly object[];
  readonly body: string;
}

/** What https://github.com/liip/jelapi sends in the life of an environment, and what it reads. */
describe("liip's library in Python", () => {
  let ask: Ask;
  platformForEach((_, double) => {
    ask = askerOf(double);
  });
  beforeEach(async () => {
    const sizes = { fixedCloudlets: 1, flexibleCloudlets: 4 };
    const made = await ask<Read>(`${CONTROL}/createenvironment`, {
      env: { shortdomain: envName, displayName: 'First', sslstate: false },
      nodes: [
        { ...sizes, nodeType: 'docker', nodeGroup: 'cp', docker: { image: 'httpd:2.4' }, extip: true },
        { ...sizes, nodeType: 'docker', nodeGroup: 'sqldb', docker: { image: 'postgres:15' }, extip: true },
        { ...sizes, nodeType: 'storage', nodeGroup: 'storage' },
      ],
    });
    expect(made.result).toBe(0);
  });

  /** Any result but 0 is an error to the client. */
  async function succeed(method: string, input: Readonly<Record<string, string | number | boolean | object>> = {}) {
    const answer = await ask<Read>(method, { envName, ...input });
    expect(answer, method).toMatchObject({ result: 0 });
    return answer;
  }
  const read = () => succeed(`${CONTROL}/getenvinfo`);
  const nodeOf = async (group: string): Promise<Node> => {
    const found = (await read()).nodes.find(({ nodeGroup }) => nodeGroup === group);
    if (found === undefined) throw new Error(`no node in ${group}`);
    return found;
  };

  it('makes its objects of one environment and of the list of all', async () => {
    const list = await ask<Read>(`${CONTROL}/getenvs`);
    expect(list.infos).toHaveLength(1);
    for (const info of [await read(), ...list.infos]) {
      expect(info.env).toMatchObject({
        ...{ shortdomain: envName, envName, domain: expect.any(String), status: 1, extdomains: [] },
        ...{ hardwareNodeGroup: expect.any(String), sslstate: false, ishaenabled: false, displayName: 'First' },
      });
      expect(info.envGroups).toEqual([]);
      const groups = info.nodeGroups.map(({ name }) => name);
      expect(groups.toSorted()).toEqual(['cp', 'sqldb', 'storage']);
      for (const { isSLBAccessEnabled } of info.nodeGroups)
        expect([true, false, undefined]).toContain(isSLBAccessEnabled);
      for (const node of info.nodes) {
        expect(groups).toContain(node.nodeGroup);
        expect(node).toMatchObject({
          ...{ id: expect.any(Number), name: expect.any(String), nodemission: expect.any(String), type: 'NATIVE' },
          ...{
            status: 1,
            nodeType: node.nodeGroup === 'storage' ? 'storage' : 'docker',
            diskLimit: expect.any(Number),
          },
          ...{ fixedCloudlets: 1, flexibleCloudlets: 4 },
        });
        if (node.nodeGroup !== 'storage') expect(node.customitem?.dockerName).toEqual(expect.any(String));
      }
    }
  });

  it('saves a name, groups and domains of an environment', async () => {
    await succeed(`${CONTROL}/setenvdisplayname`, { displayName: 'Second' });
    await succeed(`${CONTROL}/setenvgroup`, { envGroups: '["clients/one", "prod"]' });
    await succeed('environment/binder/bindextdomain', { extdomain: 'shop.example.org' });
    const saved = await read();
    expect(saved.env).toMatchObject({ displayName: 'Second', extdomains: ['shop.example.org'] });
    expect(saved.envGroups).toEqual(['clients/one', 'prod']);
    await succeed('environment/binder/removeextdomain', { extdomain: 'shop.example.org' });
    await succeed(`${CONTROL}/setenvgroup`, { envGroups: '[]' });
    const after = await read();
    expect(after.env.extdomains).toEqual([]);
    expect(after.envGroups).toEqual([]);
  });

  it('makes a group, changes it and removes it by its own name of the parameter, and reads ids', async () => {
    const groups = async () => (await ask<Read>(`${GROUP}/getgroups`)).array;
    const made = { groupName: 'clients', data: { color: '#123456', visibility: 0 } };
    expect(await ask(`${GROUP}/creategroup`, made)).toMatchObject({ result: 0 });
    const shown = { id: expect.any(Number), name: 'clients', isIsolated: false };
    expect(await groups()).toMatchObject([{ ...shown, color: '#123456', visibility: 'SHOW' }]);
    const change = { groupName: 'clients', data: { color: '#654321', isIsolated: true, visibility: 2 } };
    expect(await ask(`${GROUP}/editgroup`, change)).toMatchObject({ result: 0 });
    const changed = { ...shown, color: '#654321', isIsolated: true, visibility: 'SHOW_IF_NOT_EMPTY' };
    expect(await groups()).toMatchObject([changed]);
    expect(await ask(`${GROUP}/removegroup`, { groupName: 'clients' })).toMatchObject({ result: 0 });
    expect(await groups()).toEqual([]);
    for (const verb of ['editgroup', 'removegroup', 'creategroup'])
      expect(await ask(`${GROUP}/${verb}`, { data: '{"color":"#123456"}' })).toMatchObject({ result: 3 });
    const wrong = { groupName: 'clients', data: { visibility: 3 } };
    expect(await ask(`${GROUP}/creategroup`, wrong)).toMatchObject({ result: 3, error: 'invalid parameter [data]' });
  });

  it('stops, starts and lets it sleep', async () => {
    for (const [verb, status] of [
      ['stopenv', 2],
      ['startenv', 1],
      ['sleepenv', 4],
      ['startenv', 1],
    ] as const) {
      await succeed(`${CONTROL}/${verb}`);
      expect((await read()).env.status).toBe(status);
    }
  });

  it('changes a layer: its name, the balancer before it, its variables and the cloudlets of a node', async () => {
    const layer = { nodeGroup: 'cp' };
    await succeed('environment/nodegroup/applydata', { ...layer, data: { displayName: 'Web' } });
    const had = (await read()).nodeGroups.find(({ name }) => name === 'cp')?.isSLBAccessEnabled ?? false;
    await succeed('environment/nodegroup/setslbaccessenabled', { ...layer, enabled: !had });
    expect((await read()).nodeGroups.find(({ name }) => name === 'cp')).toMatchObject({
      displayName: 'Web',
      isSLBAccessEnabled: !had,
    });
    const { object } = await succeed(`${CONTROL}/getcontainerenvvarsbygroup`, layer);
    const data = { ...object, MODE: 'test' };
    await succeed(`${CONTROL}/setcontainerenvvarsbygroup`, { ...layer, data });
    expect((await succeed(`${CONTROL}/getcontainerenvvarsbygroup`, layer)).object).toEqual(data);
    const { id: nodeid } = await nodeOf('cp');
    const sizes = { fixedCloudlets: 2, flexibleCloudlets: 8 };
    await succeed(`${CONTROL}/setcloudletscountbyid`, { count: 1, nodeid, ...sizes });
    expect(await nodeOf('cp')).toMatchObject(sizes);
  });

  it('adds volumes and mounts and takes them away; a mounted path is told apart from the volumes', async () => {
    const layer = { nodeGroup: 'cp' };
    const { id: sourceNodeId } = await nodeOf('storage');
    await succeed(`${CONTROL}/addcontainervolumes`, { ...layer, volumes: '["/var/data"]' });
    await succeed(`${FILE}/addmountpointbygroup`, { ...layer, path: '/mnt/shared', sourceNodeId, sourcePath: '/data' });
    const { array } = await succeed(`${FILE}/getmountpoints`, layer);
    expect(array).toMatchObject([
      { name: expect.any(String), path: '/mnt/shared', sourcePath: '/data', sourceNodeId: expect.anything() },
    ]);
    expect(array.map(mount => Number('sourceNodeId' in mount && mount.sourceNodeId))).toEqual([sourceNodeId]);
    expect((await succeed(`${CONTROL}/getcontainervolumesbygroup`, layer)).object).toContain('/var/data');
    await succeed(`${CONTROL}/removecontainervolumes`, { ...layer, volumes: '["/var/data"]' });
    await succeed(`${FILE}/removemountpointbygroup`, { ...layer, path: '/mnt/shared' });
    expect((await succeed(`${FILE}/getmountpoints`, layer)).array).toEqual([]);
    expect((await succeed(`${CONTROL}/getcontainervolumesbygroup`, layer)).object).not.toContain('/var/data');
  });

  it('runs commands, reads files by node and by layer, redeploys, restarts and reads statistics', async () => {
    const { id: nodeid } = await nodeOf('cp');
    const commandList = ['echo hi', 'cat /etc/hostname'].map(command => ({ command, params: '' }));
    const { responses } = await succeed(`${CONTROL}/execcmdbyid`, { nodeid, commandList });
    const host = `node${nodeid}-${envName}.paas.example.com`;
    expect(responses).toMatchObject([
      { out: 'hi', errOut: '', result: 0 },
      { out: host, errOut: '', result: 0 },
    ]);
    for (const place of [{ nodeid }, { nodeGroup: 'cp' }])
      expect((await succeed(`${FILE}/read`, { ...place, path: '/etc/hostname' })).body.trim()).toBe(host);
    await succeed(`${CONTROL}/redeploycontainersbygroup`, { nodeGroup: 'cp', tag: '2.4-alpine' });
    await succeed(`${CONTROL}/restartnodes`, { nodeGroup: 'cp' });
    expect(await nodeOf('cp')).toMatchObject({ id: nodeid, version: '2.4-alpine' });
    expect((await succeed(`${CONTROL}/getsumstat`, { duration: 3600 })).stats).toHaveLength(1);
  });

  it('swaps public addresses of two nodes, and reads the nodes in the answer', async () => {
    const [web, database] = [await nodeOf('cp'), await nodeOf('sqldb')];
    const [sourceIP = '', targetIP = ''] = [web.extIPs?.[0], database.extIPs?.[0]];
    const ids = { sourceNodeId: web.id, targetNodeId: database.id };
    const { nodes } = await succeed('environment/binder/swapextips', { ...ids, sourceIP, targetIP });
    const ipsOf = (wanted: number) => nodes.find(({ id }) => id === wanted)?.extIPs;
    expect([ipsOf(web.id), ipsOf(database.id)]).toEqual([[targetIP], [sourceIP]]);
  });

  it('changes the topology: a link, SSL, one more layer; sends all back as it was shown; and clones', async () => {
    const { nodes } = await read();
    const layers = nodes.map(({ nodeGroup, customitem, ...node }) => ({
      ...{ count: 1, restartDelay: 0, displayName: '', isSLBAccessEnabled: false, nodeGroup },
      ...{ fixedCloudlets: node.fixedCloudlets, flexibleCloudlets: node.flexibleCloudlets },
      ...(nodeGroup === 'storage'
        ? { nodeType: 'storage', mission: 'storage' }
        : { nodeType: 'docker', mission: 'docker', image: customitem?.dockerName }),
      ...(nodeGroup === 'cp' && { links: ['sqldb:DB'], env: { MODE: 'test' } }),
    }));
    const cache = { nodeType: 'docker', nodeGroup: 'cache', image: 'redis', count: 1, flexibleCloudlets: 2 };
    const env = { displayName: 'First', ishaenabled: false, region: 'default_hn_group', shortdomain: envName };
    const { env: shown } = await read();
    const region = 'hardwareNodeGroup' in shown ? shown.hardwareNodeGroup : env.region;
    const { response } = await succeed(`${CONTROL}/changetopology`, {
      env: { ...env, region, sslstate: true },
      nodes: [...layers, cache],
    });
    expect(response).not.toHaveProperty('error');
    expect(response.env.sslstate).toBe(true);
    const now = await read();
    expect(now.nodeGroups.map(({ name }) => name).toSorted()).toEqual(['cache', 'cp', 'sqldb', 'storage']);
    const [web, database] = [await nodeOf('cp'), await nodeOf('sqldb')];
    expect(web.customitem?.dockerLinks).toEqual([{ type: 'IN', sourceNodeId: database.id, alias: 'DB' }]);
    expect([web.version, database.version]).toEqual(['2.4', '15']);
    const [srcEnvName, dstEnvName] = [envName, `${envName}-copy`];
    expect(await ask(`${CONTROL}/cloneenv`, { srcEnvName, dstEnvName })).toMatchObject({ result: 0 });
    const copy = await ask<Read>(`${CONTROL}/getenvinfo`, { envName: dstEnvName });
    expect(copy).toMatchObject({ env: { status: 1 }, nodes: [{}, {}, {}, {}] });
  });
});

import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Ask, askerOf } from './asker.js';
import { type Input, platformForEach } from './caller.js';

interface Info {
  readonly nodes: readonly {
    readonly id: number;
    readonly nodeGroup: string;
    readonly customitem?: { readonly dockerVolumes: readonly string[] };
  }[];
}

interface Told {
  readonly result: number;
  readonly object?: unknown;
  readonly body?: string;
  readonly responses?: readonly { readonly out: string }[];
}

const NAME = 'env-grown';
const IMAGE = { nodeType: 'docker', nodeGroup: 'cp', docker: { image: 'team/app:1.0', volumes: ['/data/', '/data'] } };
const STORE = { nodeType: 'storage', nodeGroup: 'storage' };

describe('containers on the Virtuozzo platform', () => {
  let mock: MockServer;
  let asks: Ask;

  platformForEach((_, double) => {
    mock = double;
    asks = askerOf(mock);
  });

  const ask = (method: string, input: Input = {}) => asks<Told>(`environment/${method}`, { envName: NAME, ...input });
  const create = (...nodes: object[]) =>
    asks('environment/control/createenvironment', { env: { shortdomain: NAME }, nodes });
  const scale = (...nodes: object[]) => ask('control/changetopology', { nodes });
  const nodes = async (group = 'cp') =>
    (await asks<Info>('environment/control/getenvinfo', { envName: NAME })).nodes.filter(
      ({ nodeGroup }) => nodeGroup === group,
    );
  const sh = async (command: string, nodeId: number) =>
    (await ask('control/execcmdbyid', { nodeId, commandList: [{ command }] })).responses?.[0]?.out;
  const volumesOf = async (nodeId: number) => (await ask('control/getcontainervolumesbyid', { nodeId })).object;
  const shown = async () => (await nodes()).map(({ customitem }) => customitem?.dockerVolumes);

  it('have one list of volumes, from their creation on, whatever adds to it', async () => {
    expect(await create({ ...IMAGE, docker: { image: 'a:1', volumes: ['/'] } })).toMatchObject({ result: 3 });
    await create(IMAGE);
    const [{ id: nodeId } = { id: 0 }] = await nodes();
    expect(await volumesOf(nodeId)).toEqual(['/data']);
    expect(await sh('ls -d /data', nodeId)).toBe('/data');
    expect(await ask('control/addcontainervolume', { nodeId, path: '/data' })).toMatchObject({ result: 2030 });
    await ask('control/addcontainervolume', { nodeId, path: '/more' });
    expect(await shown()).toEqual([['/data', '/more']]);
    const run = await ask('control/getcontainerrunconfig', { nodeId });
    expect(run.object).toMatchObject({ volumes: ['/data', '/more'] });
    await sh('echo kept > /more/x && echo lost > /opt/x', nodeId);
    await ask('control/redeploycontainerbyid', { nodeId, tag: '2.0' });
    expect(await sh('cat /more/x; ls /opt', nodeId)).toBe('kept');
    await ask('control/redeploycontainerbyid', { nodeId, tag: '2.1', useExistingVolumes: false });
    expect(await sh('ls /more', nodeId)).toBe('');
    await ask('control/removecontainervolume', { nodeId, path: '/data' });
    expect(await shown()).toEqual([['/more']]);
  });

  it('that come to a layer have its volumes and mount points, and nothing of a single node beside the first', async () => {
    await create({ ...IMAGE, count: 2 }, STORE);
    const [first, second] = await nodes();
    const [store] = await nodes('storage');
    await ask('control/addcontainervolume', { nodeId: first?.id ?? 0, path: '/first' });
    await ask('control/addcontainervolume', { nodeId: second?.id ?? 0, path: '/second' });
    const mount = { path: '/mnt/shared', sourcePath: '/data', sourceNodeId: store?.id ?? 0 };
    await ask('file/addmountpointbygroup', { ...mount, nodeGroup: 'cp' });
    await ask('file/addmountpointbyid', { ...mount, path: '/mnt/own', nodeId: first?.id ?? 0 });
    await ask('file/write', { nodeid: store?.id ?? 0, path: '/data/x', body: 'seen' });
    await scale({ nodeType: 'docker', nodeGroup: 'cp', count: 3 }, STORE);
    const [, , third] = await nodes();
    expect(await shown()).toEqual([
      ['/data', '/first'],
      ['/data', '/second'],
      ['/data', '/first'],
    ]);
    expect(await volumesOf(third?.id ?? 0)).toEqual(['/data', '/first', '/mnt/shared']);
    expect(await sh('ls -d /first /data; ls /mnt; cat /mnt/shared/x', third?.id ?? 0)).toBe(
      '/first\n/data\nshared\nseen',
    );
    await ask('control/redeploycontainersbygroup', { nodeGroup: 'cp', tag: '3' });
    expect(await sh('ls /mnt; cat /mnt/shared/x', third?.id ?? 0)).toBe('shared\nseen');
  });

  it('that come to a layer run what stands in its contexts', async () => {
    await create({ nodeType: 'tomcat', nodeGroup: 'cp' });
    await ask('control/deployapp', { fileUrl: 'https://example.com/shop.war', context: 'shop' });
    const [before] = await nodes();
    await ask('file/write', { nodeid: before?.id ?? 0, path: '/opt/other', body: 'of one node' });
    await scale({ nodeType: 'tomcat', nodeGroup: 'cp', count: 2 });
    const [first, second] = await nodes();
    const war = '/opt/tomcat/webapps/shop.war';
    const text = (nodeid = 0, path = war) => ask('file/read', { nodeid, path });
    expect(await text(second?.id)).toEqual(await text(first?.id));
    expect((await text(second?.id)).result).toBe(0);
    expect((await text(second?.id, '/opt/other')).result).toBe(2002);
  });

  it('that come to a stateful layer have the files of its first node', async () => {
    await create({ nodeType: 'tomcat', nodeGroup: 'cp', scalingMode: 'STATEFUL' });
    const [before] = await nodes();
    await ask('file/write', { nodeid: before?.id ?? 0, path: '/opt/other', body: 'of all nodes' });
    await scale({ nodeType: 'tomcat', nodeGroup: 'cp', count: 2, scalingMode: 'STATEFUL' });
    const [, second] = await nodes();
    expect((await ask('file/read', { nodeid: second?.id ?? 0, path: '/opt/other' })).body).toBe('of all nodes');
  });
});

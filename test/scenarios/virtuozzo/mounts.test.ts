import { describe, expect, it } from 'vitest';
import { type Input, platformForEach, type VirtuozzoCaller } from './caller.js';

interface FileRow {
  readonly name: string;
  readonly absolutePath: string;
  readonly isDir: boolean;
  readonly isExported: boolean;
  readonly length: number;
  readonly permission: string;
  readonly sourceNodeId?: number;
}

/** All that an answer about files may hold. */
interface FileAnswer {
  readonly result: number;
  readonly error?: string;
  readonly body?: string;
  readonly path?: string;
  readonly isDirectory?: boolean;
  readonly permission?: string;
  readonly user?: string;
  readonly object?: unknown;
  readonly responses?: readonly { readonly nodeid: number }[];
  readonly keywords?: Readonly<Record<string, readonly FileRow[]>>;
  readonly favoriteList?: readonly object[];
  readonly array?: readonly object[];
}

const DONE = { result: 0 };

describe('mounted files, shortcuts and volumes on the Virtuozzo platform', () => {
  let caller: VirtuozzoCaller;
  let first = 0;
  let second = 0;
  let store = 0;

  platformForEach(own => {
    caller = own;
  });

  const call = async (method: string, input: Input = {}, by = caller): Promise<FileAnswer> => {
    const reply = await by.send(method, { session: by.session, ...input });
    expect(reply.status).toBe(200);
    const answer: FileAnswer = JSON.parse(await reply.text());
    return answer;
  };
  const file = (method: string, input: Input = {}) =>
    call(`environment/file/${method}`, { envName: 'env-files', ...input });
  const control = (method: string, input: Input = {}) =>
    call(`environment/control/${method}`, { envName: 'env-files', ...input });
  const text = async (path: string, nodeid = first, more: Input = {}) =>
    (await file('read', { path, nodeid, ...more })).body;
  const rows = async (path: string, nodeid = first, more: Input = {}) =>
    (await file('getlist', { path, nodeid, ...more })).keywords?.[path] ?? [];
  const names = async (path: string, nodeid = first, more: Input = {}) =>
    (await rows(path, nodeid, more)).map(({ name }) => name);
  const make = async () => {
    const { nodes } = await caller.create(
      { shortdomain: 'env-files' },
      { nodeType: 'nginxphp', count: 2 },
      { nodeType: 'storage' },
    );
    [first = 0, second = 0, store = 0] = nodes.map(({ id }) => id);
  };
  const mountStore = (input: Input = {}) =>
    file('addmountpointbygroup', {
      nodeGroup: 'cp',
      path: '/var/www/webroot/ROOT/media',
      protocol: 'nfs',
      sourceNodeId: store,
      sourcePath: '/data/',
      name: 'media',
      readOnly: 'false',
      ...input,
    });

  it('of a mounted folder are those of the node that has them', async () => {
    await make();
    const path = '/var/www/webroot/ROOT/media';
    expect(await mountStore()).toEqual(DONE);
    await file('write', { nodeid: first, path: `${path}/a.jpg`, body: 'jpeg' });
    expect([await text(`${path}/a.jpg`, second), await text('/data/a.jpg', store)]).toEqual(['jpeg', 'jpeg']);
    const mounted = { path, name: 'media', sourcePath: '/data', sourceNodeId: store, type: 'INTERNAL' };
    expect((await file('getmountpoints', { nodeGroup: 'cp' })).array).toMatchObject([mounted]);
    expect((await file('getmountpoints')).array).toMatchObject([mounted]);
    expect((await file('getmountpoints', { nodeId: first })).array).toEqual([]);
    expect((await rows('/var/www/webroot/ROOT'))[0]).toMatchObject({ name: 'media', sourceNodeId: store });
    expect((await rows('/', store)).find(({ name }) => name === 'data')).toMatchObject({ isExported: true });
    const client = { path: '/data', clientPath: path, protocol: 'nfs', readOnly: false };
    expect((await file('getexportedlist', { nodeId: store })).array).toEqual([
      { ...client, clientNodeId: first },
      { ...client, clientNodeId: second },
    ]);
    expect((await file('getexportedlist', { nodeId: store, path: '/other' })).array).toEqual([]);
    expect(await file('removemountpointbygroup', { nodeGroup: 'cp', path })).toEqual(DONE);
    expect(await file('removemountpointbygroup', { nodeGroup: 'cp', path })).toEqual(DONE);
    expect([await names(path), await text('/data/a.jpg', store)]).toEqual([[], 'jpeg']);
  });

  it('of one node are mounted in another, also of another environment, and the layer grows into it', async () => {
    await make();
    const { nodes } = await caller.create({ shortdomain: 'env-backup' }, { nodeType: 'storage' });
    const backup = nodes[0]?.id ?? 0;
    const mount = { nodeId: first, path: '/opt/backup', protocol: 'nfs4', sourcePath: '/data/', sourceNodeId: backup };
    expect(await file('addmountpointbyid', mount)).toEqual(DONE);
    await file('write', { nodeid: first, path: '/opt/backup/dump.sql', body: 'sql' });
    expect(
      (await call('environment/file/read', { envName: 'env-backup', nodeid: backup, path: '/data/dump.sql' })).body,
    ).toBe('sql');
    expect(await names('/opt', second)).toEqual([]);
    await mountStore();
    await file('write', { nodeid: store, path: '/data/shared', body: 'all' });
    await control('changetopology', {
      env: {},
      nodes: [{ nodeType: 'nginxphp', count: 3 }, { nodeType: 'storage' }],
    });
    const { nodes: grown = [] } = await caller.call('environment/control/getenvinfo', { envName: 'env-files' });
    const third = grown.filter(({ nodeGroup }) => nodeGroup === 'cp')[2]?.id ?? 0;
    expect(await text('/var/www/webroot/ROOT/media/shared', third)).toBe('all');
    await caller.call('environment/control/deleteenv', { envName: 'env-backup' });
    expect(await file('getlist', { nodeid: first, path: '/opt/backup' })).toMatchObject({ result: 1 });
    expect(await file('removemountpointbyid', { nodeId: first, path: '/opt/backup' })).toEqual(DONE);
    expect(await names('/opt/backup')).toEqual([]);
  });

  it('are mounted by a host too; those of a server outside are kept where they are seen', async () => {
    await make();
    const host = `node${store}-env-files.paas.example.com`;
    const of = { nodeId: first, sourcePath: '/data' };
    expect(await file('addmountpointbyid', { ...of, path: '/mnt/a', sourceHost: host })).toEqual(DONE);
    expect(await file('addmountpointbyid', { ...of, path: '/mnt/b', sourceHost: '203.0.113.9' })).toEqual(DONE);
    await file('write', { nodeid: first, path: '/mnt/a/x', body: '1' });
    await file('write', { nodeid: first, path: '/mnt/b/x', body: '2' });
    expect([await text('/data/x', store), await text('/mnt/b/x')]).toEqual(['1', '2']);
    expect((await file('getmountpoints', { nodeId: first })).array).toMatchObject([
      { path: '/mnt/a', name: 'a', type: 'INTERNAL', sourceNodeId: store, nodeId: first },
      { path: '/mnt/b', name: 'b', type: 'EXTERNAL', sourceHost: '203.0.113.9' },
    ]);
  });

  it('are refused what cannot be mounted', async () => {
    await make();
    expect(await mountStore()).toEqual(DONE);
    expect(await mountStore()).toEqual({
      result: 2030,
      error: 'path [/var/www/webroot/ROOT/media] is already mounted',
    });
    const back = { nodeId: store, path: '/mnt/back', sourceNodeId: first, sourcePath: '/opt' };
    expect(await file('addmountpointbyid', back)).toMatchObject({ result: 2032 });
    expect((await file('checkcrossmount', { nodeId: store, sourceNodeId: first })).object).toBe(true);
    expect((await file('checkcrossmount', { nodeId: first, sourceNodeId: store })).object).toBe(false);
    expect(await mountStore({ path: '/mnt/x', sourceNodeId: 999_999 })).toMatchObject({ result: 5 });
    expect(await mountStore({ path: '/mnt/x', sourceNodeId: '' })).toMatchObject({ result: 3 });
    expect(await mountStore({ path: '/' })).toMatchObject({ result: 3 });
    expect(await mountStore({ nodeGroup: 'bl' })).toMatchObject({ result: 5 });
    expect(await mountStore({ path: '/etc/hostname' })).toMatchObject({ result: 1 });
    const read = { path: '/mnt/ro', readOnly: 'true' };
    expect(await mountStore(read)).toEqual(DONE);
    expect(await file('write', { nodeid: first, path: '/mnt/ro/x', body: '' })).toMatchObject({ result: 1 });
    expect(await file('delete', { nodeid: first, path: '/mnt' })).toMatchObject({ result: 1 });
    const exported = { nodeId: store, path: '/data', clientPath: '/mnt/ro', clientNodeId: first };
    expect(await file('removeexport', exported)).toEqual(DONE);
    expect(await file('removeexport', exported)).toMatchObject({ result: 5 });
  });

  it('have shortcuts', async () => {
    await make();
    const logs = { nodeId: first, path: '/var/log', keyword: 'Logs', filter: '.*log', isDir: 'true' };
    expect(await file('addfavorite', logs)).toEqual(DONE);
    expect(await file('addfavorite', { ...logs, keyword: 'All logs', filter: '' })).toEqual(DONE);
    expect(await file('addfavorite', { nodeGroup: 'cp', path: '/etc/hosts', isDir: 'false' })).toEqual(DONE);
    const all = [
      { id: 1, path: '/var/log', keyword: 'All logs', isDir: true },
      { id: 2, path: '/etc/hosts', isDir: false },
    ];
    expect((await file('getfavorites')).favoriteList).toEqual(all);
    expect((await file('getfavorites', { nodeId: first })).favoriteList).toEqual(all.slice(0, 1));
    expect((await file('getfavorites', { nodeGroup: 'cp' })).favoriteList).toEqual(all.slice(1));
    expect(await file('removefavorite', { nodeId: first, path: '/var/log' })).toEqual(DONE);
    expect(await file('removefavorite', { nodeId: first, path: '/var/log' })).toMatchObject({ result: 5 });
    expect((await file('getfavorites')).favoriteList).toEqual(all.slice(1));
  });

  it('are in volumes of containers', async () => {
    await make();
    const volumes = async (by: 'ById' | 'ByGroup', whose: Input) =>
      (await control(`getcontainervolumes${by}`, whose)).object;
    expect(await control('addcontainervolume', { nodeId: first, path: '/data/one' })).toEqual({
      result: 0,
      nodeId: first,
    });
    expect(await control('addcontainervolume', { nodeId: first, path: '/data/one/' })).toMatchObject({ result: 2030 });
    expect(await control('addcontainervolumebygroup', { nodeGroup: 'cp', path: '/data/two' })).toEqual(DONE);
    expect(await control('addcontainervolumes', { nodeGroup: 'cp', volumes: ['/data/three', '/data/four'] })).toEqual({
      result: 0,
      responses: [first, second].map(nodeid => ({ result: 0, nodeid, out: '' })),
    });
    expect(await control('adddockervolume', { nodeId: second, path: '/data/five' })).toEqual(DONE);
    const shared = ['/data/two', '/data/three', '/data/four'];
    expect(await volumes('ById', { nodeId: first })).toEqual(['/data/one', ...shared]);
    expect(await volumes('ById', { nodeId: second })).toEqual([...shared, '/data/five']);
    await mountStore({ path: '/mnt/m' });
    expect(await volumes('ByGroup', { nodeGroup: 'cp' })).toEqual(['/data/one', ...shared, '/data/five', '/mnt/m']);
    expect(await names('/data')).toEqual(['four', 'one', 'three', 'two']);
    expect(await control('removecontainervolume', { nodeId: first, path: '/data/one' })).toMatchObject(DONE);
    expect(await control('removecontainervolume', { nodeId: first, path: '/data/one' })).toMatchObject({ result: 5 });
    expect(await control('removecontainervolumebygroup', { nodeGroup: 'cp', path: '/data/two' })).toEqual(DONE);
    expect(
      await control('removecontainervolumes', { nodeGroup: 'cp', volumes: '/data/three;/data/four' }),
    ).toMatchObject(DONE);
    expect(await control('removedockervolume', { nodeId: second, path: '/data/five' })).toEqual(DONE);
    expect(await volumes('ByGroup', { nodeGroup: 'cp' })).toEqual(['/mnt/m']);
    expect(await control('adddockervolumebygroup', { nodeGroup: 'cp', path: '/v' })).toEqual(DONE);
    expect(await control('removedockervolumebygroup', { nodeGroup: 'cp', path: '/v' })).toEqual(DONE);
    expect(await control('addcontainervolume', { nodeId: first, path: '/' })).toMatchObject({ result: 3 });
  });

  it('are copied for a clone, which has its own from then on, mounted ones too', async () => {
    await make();
    await mountStore();
    await file('write', { nodeid: first, path: '/opt/x', body: 'before' });
    await file('write', { nodeid: store, path: '/data/y', body: 'before' });
    await file('addfavorite', { nodeId: first, path: '/opt' });
    await control('addcontainervolume', { nodeId: first, path: '/opt' });
    await control('cloneenv', { srcEnvName: 'env-files', dstEnvName: 'env-clone' });
    await file('write', { nodeid: first, path: '/opt/x', body: 'after' });
    await file('write', { nodeid: store, path: '/data/y', body: 'after' });
    const copy = (path: string) => call('environment/file/read', { envName: 'env-clone', nodeGroup: 'cp', path });
    expect((await copy('/opt/x')).body).toBe('before');
    expect((await copy('/var/www/webroot/ROOT/media/y')).body).toBe('before');
    expect((await copy('/etc/hostname')).body).toContain('env-clone');
    const volumes = { envName: 'env-clone', nodeGroup: 'cp' };
    expect((await call('environment/control/getcontainervolumesbygroup', volumes)).object).toContain('/opt');
    expect((await call('environment/file/getfavorites', { envName: 'env-clone' })).favoriteList).toHaveLength(1);
  });
});

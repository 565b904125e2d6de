import { describe, expect, it } from 'vitest';
import type { Input } from './caller.js';
import { type NodeFiles, nodeFilesForEach } from './node-files.js';

const DONE = { result: 0 };

describe('mounted files, shortcuts and volumes on the Virtuozzo platform', () => {
  let files: NodeFiles;
  nodeFilesForEach(own => {
    files = own;
  });

  it('of a mounted folder are those of the node that has them', async () => {
    await files.make();
    const path = '/var/www/webroot/ROOT/media';
    expect(await files.mountStore()).toEqual(DONE);
    await files.file('write', { nodeid: files.first, path: `${path}/a.jpg`, body: 'jpeg' });
    expect([await files.text(`${path}/a.jpg`, files.second), await files.text('/data/a.jpg', files.store)]).toEqual([
      'jpeg',
      'jpeg',
    ]);
    const mounted = { path, name: 'media', sourcePath: '/data', sourceNodeId: files.store, type: 'INTERNAL' };
    expect((await files.file('getmountpoints', { nodeGroup: 'cp' })).array).toMatchObject([mounted]);
    expect((await files.file('getmountpoints')).array).toMatchObject([mounted]);
    expect((await files.file('getmountpoints', { nodeId: files.first })).array).toEqual([]);
    expect((await files.rows('/var/www/webroot/ROOT'))[0]).toMatchObject({ name: 'media', sourceNodeId: files.store });
    expect((await files.rows('/', files.store)).find(({ name }) => name === 'data')).toMatchObject({
      isExported: true,
    });
    const client = { path: '/data', clientPath: path, protocol: 'nfs', readOnly: false };
    expect((await files.file('getexportedlist', { nodeId: files.store })).array).toEqual([
      { ...client, clientNodeId: files.first },
      { ...client, clientNodeId: files.second },
    ]);
    expect((await files.file('getexportedlist', { nodeId: files.store, path: '/other' })).array).toEqual([]);
    expect(await files.file('removemountpointbygroup', { nodeGroup: 'cp', path })).toEqual(DONE);
    expect(await files.file('removemountpointbygroup', { nodeGroup: 'cp', path })).toEqual(DONE);
    expect([await files.names(path), await files.text('/data/a.jpg', files.store)]).toEqual([[], 'jpeg']);
  });

  it('of one node are mounted in another, also of another environment, and the layer grows into it', async () => {
    await files.make();
    const { nodes } = await files.caller.create({ shortdomain: 'env-backup' }, { nodeType: 'storage' });
    const backup = nodes[0]?.id ?? 0;
    const mount = {
      nodeId: files.first,
      path: '/opt/backup',
      protocol: 'nfs4',
      sourcePath: '/data/',
      sourceNodeId: backup,
    };
    expect(await files.file('addmountpointbyid', mount)).toEqual(DONE);
    await files.file('write', { nodeid: files.first, path: '/opt/backup/dump.sql', body: 'sql' });
    expect(
      (await files.call('environment/file/read', { envName: 'env-backup', nodeid: backup, path: '/data/dump.sql' }))
        .body,
    ).toBe('sql');
    expect(await files.names('/opt', files.second)).toEqual([]);
    await files.mountStore();
    await files.file('write', { nodeid: files.store, path: '/data/shared', body: 'all' });
    await files.control('changetopology', {
      env: {},
      nodes: [{ nodeType: 'nginxphp', count: 3 }, { nodeType: 'storage' }],
    });
    const { nodes: grown = [] } = await files.caller.call('environment/control/getenvinfo', { envName: 'env-files' });
    const third = grown.filter(({ nodeGroup }) => nodeGroup === 'cp')[2]?.id ?? 0;
    expect(await files.text('/var/www/webroot/ROOT/media/shared', third)).toBe('all');
    await files.caller.call('environment/control/deleteenv', { envName: 'env-backup' });
    expect(await files.file('getlist', { nodeid: files.first, path: '/opt/backup' })).toMatchObject({ result: 1 });
    expect(await files.file('removemountpointbyid', { nodeId: files.first, path: '/opt/backup' })).toEqual(DONE);
    expect(await files.names('/opt/backup')).toEqual([]);
  });

  it('are mounted by a host too; those of a server outside are kept where they are seen', async () => {
    await files.make();
    const host = `node${files.store}-env-files.paas.example.com`;
    const of = { nodeId: files.first, sourcePath: '/data' };
    expect(await files.file('addmountpointbyid', { ...of, path: '/mnt/a', sourceHost: host })).toEqual(DONE);
    expect(await files.file('addmountpointbyid', { ...of, path: '/mnt/b', sourceHost: '203.0.113.9' })).toEqual(DONE);
    await files.file('write', { nodeid: files.first, path: '/mnt/a/x', body: '1' });
    await files.file('write', { nodeid: files.first, path: '/mnt/b/x', body: '2' });
    expect([await files.text('/data/x', files.store), await files.text('/mnt/b/x')]).toEqual(['1', '2']);
    expect((await files.file('getmountpoints', { nodeId: files.first })).array).toMatchObject([
      { path: '/mnt/a', name: 'a', type: 'INTERNAL', sourceNodeId: files.store, nodeId: files.first },
      { path: '/mnt/b', name: 'b', type: 'EXTERNAL', sourceHost: '203.0.113.9' },
    ]);
  });

  it('are refused what cannot be mounted', async () => {
    await files.make();
    expect(await files.mountStore()).toEqual(DONE);
    expect(await files.mountStore()).toEqual({
      result: 2030,
      error: 'path [/var/www/webroot/ROOT/media] is already mounted',
    });
    const back = { nodeId: files.store, path: '/mnt/back', sourceNodeId: files.first, sourcePath: '/opt' };
    expect(await files.file('addmountpointbyid', back)).toMatchObject({ result: 2032 });
    expect((await files.file('checkcrossmount', { nodeId: files.store, sourceNodeId: files.first })).object).toBe(true);
    expect((await files.file('checkcrossmount', { nodeId: files.first, sourceNodeId: files.store })).object).toBe(
      false,
    );
    expect(await files.mountStore({ path: '/mnt/x', sourceNodeId: 999_999 })).toMatchObject({ result: 5 });
    expect(await files.mountStore({ path: '/mnt/x', sourceNodeId: '' })).toMatchObject({ result: 3 });
    expect(await files.mountStore({ path: '/' })).toMatchObject({ result: 3 });
    expect(await files.mountStore({ nodeGroup: 'bl' })).toMatchObject({ result: 5 });
    expect(await files.mountStore({ path: '/etc/hostname' })).toMatchObject({ result: 1 });
    const read = { path: '/mnt/ro', readOnly: 'true' };
    expect(await files.mountStore(read)).toEqual(DONE);
    expect(await files.file('write', { nodeid: files.first, path: '/mnt/ro/x', body: '' })).toMatchObject({
      result: 1,
    });
    expect(await files.file('delete', { nodeid: files.first, path: '/mnt' })).toMatchObject({ result: 1 });
    const exported = { nodeId: files.store, path: '/data', clientPath: '/mnt/ro', clientNodeId: files.first };
    expect(await files.file('removeexport', exported)).toEqual(DONE);
    expect(await files.file('removeexport', exported)).toMatchObject({ result: 5 });
  });

  it('have shortcuts', async () => {
    await files.make();
    const logs = { nodeId: files.first, path: '/var/log', keyword: 'Logs', filter: '.*log', isDir: 'true' };
    expect(await files.file('addfavorite', logs)).toEqual(DONE);
    expect(await files.file('addfavorite', { ...logs, keyword: 'All logs', filter: '' })).toEqual(DONE);
    expect(await files.file('addfavorite', { nodeGroup: 'cp', path: '/etc/hosts', isDir: 'false' })).toEqual(DONE);
    const all = [
      { id: 1, path: '/var/log', keyword: 'All logs', isDir: true },
      { id: 2, path: '/etc/hosts', isDir: false },
    ];
    expect((await files.file('getfavorites')).favoriteList).toEqual(all);
    expect((await files.file('getfavorites', { nodeId: files.first })).favoriteList).toEqual(all.slice(0, 1));
    expect((await files.file('getfavorites', { nodeGroup: 'cp' })).favoriteList).toEqual(all.slice(1));
    expect(await files.file('removefavorite', { nodeId: files.first, path: '/var/log' })).toEqual(DONE);
    expect(await files.file('removefavorite', { nodeId: files.first, path: '/var/log' })).toMatchObject({ result: 5 });
    expect((await files.file('getfavorites')).favoriteList).toEqual(all.slice(1));
  });

  it('are in volumes of containers', async () => {
    await files.make();
    const volumes = async (by: 'ById' | 'ByGroup', whose: Input) =>
      (await files.control(`getcontainervolumes${by}`, whose)).object;
    expect(await files.control('addcontainervolume', { nodeId: files.first, path: '/data/one' })).toEqual({
      result: 0,
      nodeId: files.first,
    });
    expect(await files.control('addcontainervolume', { nodeId: files.first, path: '/data/one/' })).toMatchObject({
      result: 2030,
    });
    expect(await files.control('addcontainervolumebygroup', { nodeGroup: 'cp', path: '/data/two' })).toEqual(DONE);
    expect(
      await files.control('addcontainervolumes', { nodeGroup: 'cp', volumes: ['/data/three', '/data/four'] }),
    ).toEqual({
      result: 0,
      responses: [files.first, files.second].map(nodeid => ({ result: 0, nodeid, out: '' })),
    });
    expect(await files.control('adddockervolume', { nodeId: files.second, path: '/data/five' })).toEqual(DONE);
    const shared = ['/data/two', '/data/three', '/data/four'];
    expect(await volumes('ById', { nodeId: files.first })).toEqual(['/data/one', ...shared]);
    expect(await volumes('ById', { nodeId: files.second })).toEqual([...shared, '/data/five']);
    await files.mountStore({ path: '/mnt/m' });
    expect(await volumes('ByGroup', { nodeGroup: 'cp' })).toEqual(['/data/one', ...shared, '/data/five', '/mnt/m']);
    expect(await files.names('/data')).toEqual(['four', 'one', 'three', 'two']);
    expect(await files.control('removecontainervolume', { nodeId: files.first, path: '/data/one' })).toMatchObject(
      DONE,
    );
    expect(await files.control('removecontainervolume', { nodeId: files.first, path: '/data/one' })).toMatchObject({
      result: 5,
    });
    expect(await files.control('removecontainervolumebygroup', { nodeGroup: 'cp', path: '/data/two' })).toEqual(DONE);
    expect(
      await files.control('removecontainervolumes', { nodeGroup: 'cp', volumes: '/data/three;/data/four' }),
    ).toMatchObject(DONE);
    expect(await files.control('removedockervolume', { nodeId: files.second, path: '/data/five' })).toEqual(DONE);
    expect(await volumes('ByGroup', { nodeGroup: 'cp' })).toEqual(['/mnt/m']);
    expect(await files.control('adddockervolumebygroup', { nodeGroup: 'cp', path: '/v' })).toEqual(DONE);
    expect(await files.control('removedockervolumebygroup', { nodeGroup: 'cp', path: '/v' })).toEqual(DONE);
    expect(await files.control('addcontainervolume', { nodeId: files.first, path: '/' })).toMatchObject({ result: 3 });
  });

  it('are copied for a clone, which has its own from then on, mounted ones too', async () => {
    await files.make();
    await files.mountStore();
    await files.file('write', { nodeid: files.first, path: '/opt/x', body: 'before' });
    await files.file('write', { nodeid: files.store, path: '/data/y', body: 'before' });
    await files.file('addfavorite', { nodeId: files.first, path: '/opt' });
    await files.control('addcontainervolume', { nodeId: files.first, path: '/opt' });
    await files.control('cloneenv', { srcEnvName: 'env-files', dstEnvName: 'env-clone' });
    await files.file('write', { nodeid: files.first, path: '/opt/x', body: 'after' });
    await files.file('write', { nodeid: files.store, path: '/data/y', body: 'after' });
    const copy = (path: string) => files.call('environment/file/read', { envName: 'env-clone', nodeGroup: 'cp', path });
    expect((await copy('/opt/x')).body).toBe('before');
    expect((await copy('/var/www/webroot/ROOT/media/y')).body).toBe('before');
    expect((await copy('/etc/hostname')).body).toContain('env-clone');
    const volumes = { envName: 'env-clone', nodeGroup: 'cp' };
    expect((await files.call('environment/control/getcontainervolumesbygroup', volumes)).object).toContain('/opt');
    expect((await files.call('environment/file/getfavorites', { envName: 'env-clone' })).favoriteList).toHaveLength(1);
  });
});

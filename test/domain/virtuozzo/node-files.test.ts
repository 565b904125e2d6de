import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../contracts/core/failure.js';
import { inconsistenciesIn } from '../../../mock-server/calls/vendor.js';
import type { VirtuozzoCloud } from '../../../mock-server/vendors/virtuozzo/cloud.js';
import type { Node } from '../../../mock-server/vendors/virtuozzo/environment/control/record.js';
import { copyPath, movePath } from '../../../mock-server/vendors/virtuozzo/environment/file/carrying.js';
import * as files from '../../../mock-server/vendors/virtuozzo/environment/file/node-files.js';
import { mount, nodeFiles } from '../../../mock-server/vendors/virtuozzo/environment/file/record.js';
import { virtuozzo } from '../../../mock-server/vendors/virtuozzo/index.js';
import { Platform } from './platform.js';

const START = Date.UTC(2025, 0, 1);

describe('the files of a node', () => {
  let cloud: VirtuozzoCloud;
  let appid: string;
  let node: Node;
  let other: Node;

  beforeEach(() => {
    const platform = new Platform(START, { balance: 800, bonus: 10 });
    const nodes = [{ nodeType: 'nginxphp' }, { nodeType: 'storage' }];
    platform.call('environment/control/createenvironment', { env: { shortdomain: 'files' }, nodes });
    cloud = platform.cloud;
    const environment = cloud.environments.all()[0];
    appid = environment?.id ?? '';
    const [first, second] = environment?.nodes ?? [];
    if (first === undefined || second === undefined) throw new Error('two nodes are needed');
    [node, other] = [first, second];
  });

  const at = (path: string, of = node) => files.fileAt(cloud, appid, of, path);
  const text = (path: string, of = node) => {
    const found = at(path, of);
    return found?.kind === 'file' ? found.content : found?.kind;
  };
  const names = (path: string, of = node) => files.filesIn(cloud, appid, of, path).map(({ name }) => name);
  const write = (path: string, content: string, of = node) => files.writeFile(cloud, appid, of, path, content);
  const refusedAs = (act: () => unknown): unknown => {
    try {
      act();
    } catch (error) {
      if (error instanceof Failure) return error.detail.as;
      throw error;
    }
    return undefined;
  };
  const isWhole = () => {
    for (const record of cloud.files.all()) expect(nodeFiles.safeParse(record).error).toBeUndefined();
    for (const record of cloud.mounts.all()) expect(mount.safeParse(record).error).toBeUndefined();
  };

  it('are those of its type, and cost no record until one is written', () => {
    expect(text('/etc/hostname')).toBe(`node${node.id}-files.paas.example.com\n`);
    expect(names('/var/www')).toEqual(['webroot']);
    expect(names('/data', other)).toEqual([]);
    expect(names('/')).toEqual(['etc', 'home', 'opt', 'root', 'tmp', 'usr', 'var']);
    expect(cloud.files.size).toBe(0);
  });

  it('are written with the folders that they stand in, at the end, and over what was there', () => {
    write('webroot/ROOT/a/b.txt', 'one');
    expect(text('/var/www/webroot/ROOT/a/b.txt')).toBe('one');
    files.writeFile(cloud, appid, node, '/var/www/webroot/../webroot/ROOT//a/./b.txt', 'ä', { append: true });
    expect(at('webroot/ROOT/a/b.txt')).toMatchObject({
      kind: 'file',
      content: 'oneä',
      size: 5,
      isBinary: false,
      mode: 0o644,
      owner: 'nginx',
      changedOn: START,
    });
    write('/etc/hostname', 'mine');
    expect(text('/etc/hostname')).toBe('mine');
    expect(names('/var/www/webroot/ROOT')).toEqual(['a']);
    expect(at('/../../etc/hostname')).toEqual(at('/etc/hostname'));
    isWhole();
  });

  it('stay away once removed, what was there from the start too', () => {
    write('/etc/new', '1');
    files.removePath(cloud, appid, node, '/etc');
    expect([at('/etc'), at('/etc/hostname'), at('/etc/new')]).toEqual([undefined, undefined, undefined]);
    expect(names('/')).not.toContain('etc');
    files.makeFolder(cloud, appid, node, '/etc');
    expect(names('/etc')).toEqual([]);
    isWhole();
  });

  it('are moved and copied with all that is in a folder', () => {
    write('/opt/a/x', 'x');
    write('/opt/a/b/y', 'y');
    expect(copyPath(cloud, appid, node, '/opt/a', '/opt/c')).toBe('/opt/c');
    expect(movePath(cloud, appid, node, '/opt/a', '/opt/c')).toBe('/opt/c/a');
    expect([text('/opt/c/b/y'), text('/opt/c/a/b/y'), at('/opt/a')]).toEqual(['y', 'y', undefined]);
    expect(movePath(cloud, appid, node, '/opt/c/x', '/opt/new/x2')).toBe('/opt/new/x2');
    expect(names('/opt/c')).toEqual(['a', 'b']);
    expect(movePath(cloud, appid, node, '/etc', '/opt/etc')).toBe('/opt/etc');
    expect(text('/opt/etc/os-release')).toContain('AlmaLinux');
    isWhole();
  });

  it('are refused where they cannot be', () => {
    write('/opt/f', 'x');
    expect(refusedAs(() => names('/nothing'))).toBe(2002);
    expect(refusedAs(() => names('/opt/f'))).toBe(1);
    expect(refusedAs(() => write('/opt', 'x'))).toBe(1);
    expect(refusedAs(() => write('/opt/f/g', 'x'))).toBe(1);
    expect(refusedAs(() => files.makeFolder(cloud, appid, node, '/opt/f'))).toBe(1);
    expect(refusedAs(() => files.removePath(cloud, appid, node, '/'))).toBe(1);
    expect(refusedAs(() => files.removePath(cloud, appid, node, '/opt/none'))).toBe(2002);
    expect(refusedAs(() => copyPath(cloud, appid, node, '/opt', '/opt/below'))).toBe(1);
    expect(refusedAs(() => movePath(cloud, appid, node, '/opt/f', '/opt/f'))).toBe(1);
    expect(refusedAs(() => copyPath(cloud, appid, node, '/opt', '/opt/f'))).toBe(1);
    expect(refusedAs(() => write('/opt/\u0000', 'x'))).toBe(2007);
    expect(refusedAs(() => write(`/${'a/'.repeat(65)}`, 'x'))).toBe(2007);
    expect(refusedAs(() => write(`/${'a'.repeat(256)}`, 'x'))).toBe(2007);
    expect(at(`/${'a'.repeat(256)}`)).toBeUndefined();
  });

  it('are no more than a node holds', () => {
    const mebibyte = 'x'.repeat(1024 * 1024);
    expect(refusedAs(() => write('/opt/large', `${mebibyte}x`))).toBe(2338);
    for (let count = 0; count < 16; count += 1) write(`/opt/${count}`, mebibyte);
    expect(refusedAs(() => write('/opt/more', 'x'))).toBe(2338);
    movePath(cloud, appid, node, '/opt/0', '/opt/moved');
    files.removePath(cloud, appid, node, '/opt/moved');
    write('/opt/more', 'x');
    isWhole();
    for (let count = cloud.files.need(node.id).written.length; count < 10_000; count += 1) write(`/tmp/${count}`, '');
    expect(refusedAs(() => write('/tmp/last', ''))).toBe(2338);
    isWhole();
  });

  it('hold together: all stand in a folder, and only what was there from the start is gone', () => {
    write('/opt/a/b', 'x');
    files.removePath(cloud, appid, node, '/etc');
    const told = () => inconsistenciesIn(virtuozzo, cloud).filter(text => text.startsWith('files'));
    expect(told()).toEqual([]);
    const { written } = cloud.files.need(node.id);
    const orphan = written.find(({ path }) => path === '/opt/a/b');
    cloud.files.update(node.id, { written: [...(orphan ? [orphan] : []), { kind: 'removed', path: '/opt/none' }] });
    expect(told()).toEqual([
      'files[0].written[0].path: stands in no folder',
      'files[0].written[1].path: nothing was there from the start',
    ]);
  });

  it('below a mount point are those of the node that it leads to', () => {
    const one = {
      id: 1,
      appid,
      nodeid: null,
      group: 'cp',
      path: '/mnt/shared',
      source: { appid, nodeid: other.id, isWithin: true },
      sourceHost: null,
      sourcePath: '/data',
      name: null,
      protocol: 'NFS',
      isReadOnly: false,
    };
    files.makeFolder(cloud, appid, node, '/mnt/shared');
    cloud.mounts.add(one);
    write('/mnt/shared/a/b', 'far');
    expect(text('/data/a/b', other)).toBe('far');
    expect(at('/mnt/shared/a/b')).toMatchObject({ owner: 'root' });
    copyPath(cloud, appid, node, '/etc/hostname', '/mnt/shared');
    expect(names('/data', other)).toEqual(['a', 'hostname']);
    expect(names('/mnt/shared')).toEqual(['a', 'hostname']);
    expect(names('/mnt')).toEqual(['shared']);
    movePath(cloud, appid, node, '/mnt/shared/a', '/opt/a');
    expect([text('/opt/a/b'), at('/data/a', other)]).toEqual(['far', undefined]);
    expect(refusedAs(() => files.removePath(cloud, appid, node, '/mnt/shared'))).toBe(1);
    expect(refusedAs(() => movePath(cloud, appid, node, '/mnt', '/opt/mnt'))).toBe(1);
    isWhole();
    cloud.mounts.update(1, { isReadOnly: true });
    expect(refusedAs(() => write('/mnt/shared/c', 'x'))).toBe(1);
    expect(text('/mnt/shared/hostname')).toBe(text('/etc/hostname'));
    cloud.mounts.update(1, { source: { appid, nodeid: 999, isWithin: true } });
    expect([at('/mnt/shared/hostname'), refusedAs(() => names('/mnt/shared'))]).toEqual([undefined, 1]);
  });
});

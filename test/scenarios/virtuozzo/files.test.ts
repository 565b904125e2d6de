import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { formOf, type Input, VirtuozzoCaller } from './caller.js';
import { type NodeFiles, nodeFilesForEach } from './node-files.js';

const DONE = { result: 0 };
const noFile = (path: string) => ({ result: 2002, error: `${path}: no such file or directory` });

/** A zip of a folder, a packed file and a plain one, made by another program. */
const ZIP = Buffer.from(
  [
    'UEsDBBQAAAAAAAAAIQAAAAAAAAAAAAAAAAACAAAAei9QSwMEFAAAAAgAAAAhALkTKNIMAAAAFQAAAAoAAAB6L2RlZXAudHh0q8os',
    'KEhNUahCprgAUEsDBBQAAAAAAAAAIQCDFtyMAQAAAAEAAAAJAAAAcGxhaW4udHh0eFBLAQIUAxQAAAAAAAAAIQAAAAAAAAAAAAAA',
    'AAACAAAAAAAAAAAAAACAAQAAAAB6L1BLAQIUAxQAAAAIAAAAIQC5EyjSDAAAABUAAAAKAAAAAAAAAAAAAACAASAAAAB6L2RlZXAu',
    'dHh0UEsBAhQDFAAAAAAAAAAhAIMW3IwBAAAAAQAAAAkAAAAAAAAAAAAAAIABVAAAAHBsYWluLnR4dFBLBQYAAAAAAwADAJ8AAAB8',
    'AAAAAAA=',
  ].join(''),
  'base64',
);

describe('files of nodes on the Virtuozzo platform', () => {
  let files: NodeFiles;
  nodeFilesForEach(own => {
    files = own;
  });

  it('are read in a node, in the first node of a layer, and in that of a type', async () => {
    await files.make();
    const own = `node${files.first}-env-files.paas.example.com\n`;
    expect(await files.file('read', { path: '/etc/hostname', nodeid: files.first })).toEqual({ result: 0, body: own });
    expect(await files.text('/etc/hostname', files.second)).toBe(own.replace(`${files.first}`, `${files.second}`));
    expect((await files.file('read', { path: '/etc/hostname', nodeGroup: 'cp', nodeType: '', nodeid: '' })).body).toBe(
      own,
    );
    expect((await files.file('read', { path: '/etc/hostname', nodeType: 'storage' })).body).toContain(
      `node${files.store}-`,
    );
    expect((await files.file('read', { path: '/etc/hostname', nodeGroup: 'cp', nodeid: files.store })).body).toContain(
      `${files.store}`,
    );
    expect((await files.file('read', { path: '/etc/hostname' })).body).toBe(own);
  });

  it('are written in all nodes meant, or in the first alone', async () => {
    await files.make();
    const all = { nodeGroup: 'cp', path: '/var/www/webroot/ROOT/index.php' };
    expect(await files.file('write', { ...all, body: '<?php' })).toEqual(DONE);
    expect(await files.file('write', { ...all, body: ' echo 1;', isAppendMode: 'true', masterOnly: 'True' })).toEqual(
      DONE,
    );
    expect(await files.file('append', { ...all, body: '\n' })).toEqual(DONE);
    expect([await files.text(all.path), await files.text(all.path, files.second)]).toEqual([
      '<?php echo 1;\n',
      '<?php\n',
    ]);
    expect(await files.rows('/var/www/webroot/ROOT')).toEqual([
      {
        absolutePath: all.path,
        name: 'index.php',
        isDir: false,
        isExported: false,
        lastModified: '2025-01-01 00:00:00',
        length: 14,
        permission: '-rw-r--r--',
      },
    ]);
    expect(await files.file('write', { ...all, path: 'relative.txt' })).toEqual(DONE);
    expect(await files.text('/var/www/relative.txt')).toBe('');
  });

  it('are made, listed, moved, copied and taken away', async () => {
    await files.make();
    expect(await files.file('create', { nodeid: files.first, path: '/opt/a/b', isdir: true })).toEqual({
      result: 0,
      path: '/opt/a/b',
      isDirectory: true,
      permission: 'drwxr-xr-x',
      user: 'nginx',
      responses: [{ result: 0, nodeid: files.first, out: '' }],
    });
    expect(await files.file('create', { nodeid: files.first, path: '/opt/a/b/c.txt' })).toMatchObject({
      permission: '-rw-r--r--',
    });
    expect(await files.file('create', { nodeid: files.first, path: '/opt/a/b/c.txt' })).toMatchObject({ result: 1 });
    expect(await files.file('copy', { nodeid: files.first, src: '/opt/a', dest: '/opt/d' })).toEqual(DONE);
    expect(await files.file('rename', { nodeid: files.first, oldPath: '/opt/d/b', newPath: '/opt/d/e' })).toMatchObject(
      DONE,
    );
    expect(await files.names('/opt/d/e')).toEqual(['c.txt']);
    expect(await files.file('delete', { nodeid: files.first, path: '/opt/a' })).toMatchObject({
      result: 0,
      responses: [{ nodeid: files.first }],
    });
    expect(await files.names('/opt')).toEqual(['d']);
    expect(await files.names('/etc', files.first, { filter: '^host(s|name)$' })).toEqual(['hostname', 'hosts']);
    expect(await files.names('/etc', files.first, { filter: '.*s.*w' })).toEqual(['passwd']);
    expect((await files.file('getlist', { nodeid: files.first })).keywords).toHaveProperty(['/var/www']);
  });

  it('are changed in their text as sed does', async () => {
    await files.make();
    const path = '/etc/app.conf';
    const text0 = 'a=1\nURL=jdbc:mysql://old/x?y\n# a=1 a=2\n';
    const change = async (pattern: string, replacement: string, nth: string | number) => {
      await files.file('write', { nodeid: files.first, path, body: text0 });
      const { result } = await files.file('replaceinbody', { nodeid: files.first, path, pattern, replacement, nth });
      return [result, await files.text(path)];
    };
    expect(await change('jdbc:mysql://.*', 'jdbc:mysql://db/x?a=b\\&c=d', '')).toEqual([
      0,
      'a=1\nURL=jdbc:mysql://db/x?a=b&c=d\n# a=1 a=2\n',
    ]);
    expect(await change('a=[0-9]', 'b', 2)).toEqual([0, 'b\nURL=jdbc:mysql://old/x?y\n# b a=2\n']);
    expect(await change('^a=1$', '$a', 1)).toEqual([0, '$a\nURL=jdbc:mysql://old/x?y\n# a=1 a=2\n']);
    expect(await change('nothing', 'x', 1)).toEqual([0, text0]);
    expect(await change('\\(a=1\\|a=2\\) *', '', '')).toEqual([0, '\nURL=jdbc:mysql://old/x?y\n# \n']);
    expect(await change('[', 'x', 1)).toEqual([3, text0]);
    await files.file('write', { nodeid: files.first, path, body: 'a'.repeat(20_000) });
    const endless = { nodeid: files.first, path, pattern: `${'a*'.repeat(100)}b`, replacement: 'x' };
    expect(await files.file('replaceinbody', endless)).toEqual({ result: 3, error: 'invalid parameter [pattern]' });
  });

  it('come from an address that carries them, or with the form; from nowhere else', async () => {
    await files.make();
    const data = (path: string, more: Input = {}) =>
      files.file('upload', {
        nodeid: files.first,
        sourcePath: 'data:text/plain;base64,aGVsbG8=',
        destPath: path,
        ...more,
      });
    expect(await data('/opt/new.txt')).toMatchObject({ result: 0, responses: [{ nodeid: files.first }] });
    expect(await files.text('/opt/new.txt')).toBe('hello');
    await files.file('write', { nodeid: files.first, path: '/opt/new.txt', body: 'mine' });
    await data('/opt/new.txt', { overwrite: 'false' });
    expect(await files.text('/opt/new.txt')).toBe('mine');
    await data('/opt/new.txt', { overwrite: 'true' });
    expect(await files.text('/opt/new.txt')).toBe('hello');
    expect(await data('/opt/x', { sourcePath: 'https://example.com/a.war' })).toEqual({
      result: 4078,
      error: 'file cannot be loaded from [https://example.com/a.war]',
    });
    const form = new FormData();
    for (const [name, value] of formOf({
      session: files.caller.session,
      envName: 'env-files',
      nodeid: files.first,
      destPath: '/opt/',
    }))
      form.append(name, value);
    const bytes = new Uint8Array([0, 255, 10, 200]);
    form.append('file', new Blob([bytes]), 'raw.bin');
    const sent = await fetch(`${files.caller.base}/environment/file/rest/upload`, { method: 'POST', body: form });
    expect(await sent.json()).toMatchObject(DONE);
    expect((await files.rows('/opt')).map(({ name, length }) => [name, length])).toEqual([
      ['new.txt', 5],
      ['raw.bin', 4],
    ]);
  });

  it('are unpacked from archives of their own', async () => {
    await files.make();
    const block = (name: string, content: string, kind = '0'): Buffer => {
      const head = Buffer.alloc(512);
      head.write(name, 0);
      head.write('0000755', 100);
      head.write(content.length.toString(8).padStart(11, '0'), 124);
      head.write(kind, 156);
      head.write('ustar', 257);
      const data = Buffer.alloc(Math.ceil(content.length / 512) * 512);
      data.write(content);
      return Buffer.concat([head, data]);
    };
    const tar = Buffer.concat([
      block('app/', '', '5'),
      block('app/main.js', 'run()'),
      block('../etc/passwd', 'bad'),
      Buffer.alloc(1024),
    ]);
    const put = (path: string, bytes: Buffer) =>
      files.file('upload', {
        nodeid: files.first,
        destPath: path,
        sourcePath: `data:;base64,${bytes.toString('base64')}`,
      });
    await put('/tmp/a.tgz', gzipSync(tar));
    await put('/tmp/a.zip', ZIP);
    const unpack = (sourcePath: string, destPath: string) =>
      files.file('unpackbyid', { nodeId: files.first, sourcePath, destPath });
    expect(await unpack('/tmp/a.tgz', '/opt/one')).toEqual(DONE);
    expect([await files.text('/opt/one/app/main.js'), await files.names('/opt/one')]).toEqual(['run()', ['app']]);
    expect(await files.rows('/opt/one/app')).toMatchObject([{ permission: '-rwxr-xr-x' }]);
    expect(await unpack('/tmp/a.zip', '/opt/two')).toEqual(DONE);
    expect([await files.text('/opt/two/z/deep.txt'), await files.text('/opt/two/plain.txt')]).toEqual([
      'zipped zipped zipped\n',
      'x',
    ]);
    expect(await unpack('/etc/hostname', '/opt/three')).toEqual({
      result: 4071,
      error: 'archive [/etc/hostname] is damaged',
    });
    expect(await unpack('/tmp/none', '/opt/three')).toEqual(noFile('/tmp/none'));
    await put('/tmp/half.zip', ZIP.subarray(0, 60));
    expect(await unpack('/tmp/half.zip', '/opt/three')).toMatchObject({ result: 4071 });
    expect(await files.names('/opt')).toEqual(['one', 'two']);
    const byType = { nodeType: 'nginxphp', sourcePath: '/tmp/a.zip', destPath: '/opt/four' };
    expect(await files.file('unpackbytype', byType)).toEqual(noFile('/tmp/a.zip'));
    expect(await files.names('/opt')).toEqual(['one', 'two']);
  });

  it('go with their environment, and outlive a snapshot', async () => {
    await files.make();
    await files.mountStore();
    await files.file('write', { nodeid: files.first, path: '/opt/x', body: 'kept \u00e4 \ud83d\ude00' });
    await files.file('delete', { nodeid: files.first, path: '/etc/hosts' });
    await files.file('addfavorite', { nodeId: files.first, path: '/opt' });
    await files.control('addcontainervolume', { nodeId: files.first, path: '/opt' });
    const saved = await files.mock.control.snapshot.save();
    await files.caller.call('environment/control/deleteenv', { envName: 'env-files' });
    const left = await files.mock.control.snapshot.save();
    for (const part of ['files', 'mount', 'shortcut', 'container'])
      expect(JSON.stringify(left)).toContain(`"${part}":[]`);
    await files.mock.control.snapshot.restore(saved);
    expect(await files.text('/opt/x')).toBe('kept \u00e4 \ud83d\ude00');
    expect(await files.file('read', { nodeid: files.first, path: '/etc/hosts' })).toEqual(noFile('/etc/hosts'));
    expect(await files.mock.control.snapshot.save()).toEqual(saved);
  });

  it('are not told to anybody else, nor where there are none', async () => {
    await files.make();
    const { credentials } = await files.mock.control.worlds.show();
    const stranger = new VirtuozzoCaller(files.mock.url, credentials.others.virtuozzo?.otherTenant?.session ?? '');
    const read = { envName: 'env-files', nodeid: files.first, path: '/etc/hosts' };
    const nothing = { result: 11, error: 'application [env-files,env-files] not exist' };
    expect(await files.call('environment/file/read', read, stranger)).toEqual(nothing);
    const { nodes } = await stranger.create({ shortdomain: 'env-theirs' }, { nodeType: 'storage' });
    const theirs = { nodeId: files.first, path: '/mnt/theirs', sourceNodeId: nodes[0]?.id ?? 0, sourcePath: '/data' };
    expect(await files.file('addmountpointbyid', theirs)).toMatchObject({ result: 5 });
    expect(await files.file('read', { envName: 'env-other', path: '/etc/hosts' })).toMatchObject({ result: 11 });
    expect(await files.file('read', { nodeid: 999_999, path: '/etc/hosts' })).toEqual({
      result: 5,
      error: 'node [999999] not exist',
    });
    expect(await files.file('read', { nodeGroup: 'none', path: '/etc/hosts' })).toMatchObject({ result: 5 });
    expect(await files.file('read', { nodeType: 'none', path: '/etc/hosts' })).toMatchObject({ result: 5 });
    expect(await files.file('read', { nodeid: files.first, path: '/none' })).toEqual(noFile('/none'));
    expect(await files.file('read', { nodeid: files.first, path: '/etc' })).toEqual({
      result: 1,
      source: 'JEL',
      error: '/etc: is a directory',
    });
    expect(await files.file('read', { nodeid: files.first })).toEqual({ result: 3, error: 'invalid parameter [path]' });
    expect(await files.file('write', { nodeid: files.first, path: '/a\u0000b', body: '' })).toMatchObject({
      result: 2007,
    });
    expect(await files.file('append', { nodeid: files.first, body: '' })).toMatchObject({ result: 2002 });
  });
});

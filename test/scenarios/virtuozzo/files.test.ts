import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { formOf, type Input, platformForEach, VirtuozzoCaller } from './caller.js';

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
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  let first = 0;
  let second = 0;
  let store = 0;

  platformForEach((own, double) => {
    mock = double;
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

  it('are read in a node, in the first node of a layer, and in that of a type', async () => {
    await make();
    const own = `node${first}-env-files.paas.example.com\n`;
    expect(await file('read', { path: '/etc/hostname', nodeid: first })).toEqual({ result: 0, body: own });
    expect(await text('/etc/hostname', second)).toBe(own.replace(`${first}`, `${second}`));
    expect((await file('read', { path: '/etc/hostname', nodeGroup: 'cp', nodeType: '', nodeid: '' })).body).toBe(own);
    expect((await file('read', { path: '/etc/hostname', nodeType: 'storage' })).body).toContain(`node${store}-`);
    expect((await file('read', { path: '/etc/hostname', nodeGroup: 'cp', nodeid: store })).body).toContain(`${store}`);
    expect((await file('read', { path: '/etc/hostname' })).body).toBe(own);
  });

  it('are written in all nodes meant, or in the first alone', async () => {
    await make();
    const all = { nodeGroup: 'cp', path: '/var/www/webroot/ROOT/index.php' };
    expect(await file('write', { ...all, body: '<?php' })).toEqual(DONE);
    expect(await file('write', { ...all, body: ' echo 1;', isAppendMode: 'true', masterOnly: 'True' })).toEqual(DONE);
    expect(await file('append', { ...all, body: '\n' })).toEqual(DONE);
    expect([await text(all.path), await text(all.path, second)]).toEqual(['<?php echo 1;\n', '<?php\n']);
    expect(await rows('/var/www/webroot/ROOT')).toEqual([
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
    expect(await file('write', { ...all, path: 'relative.txt' })).toEqual(DONE);
    expect(await text('/var/www/relative.txt')).toBe('');
  });

  it('are made, listed, moved, copied and taken away', async () => {
    await make();
    expect(await file('create', { nodeid: first, path: '/opt/a/b', isdir: true })).toEqual({
      result: 0,
      path: '/opt/a/b',
      isDirectory: true,
      permission: 'drwxr-xr-x',
      user: 'nginx',
      responses: [{ result: 0, nodeid: first, out: '' }],
    });
    expect(await file('create', { nodeid: first, path: '/opt/a/b/c.txt' })).toMatchObject({ permission: '-rw-r--r--' });
    expect(await file('create', { nodeid: first, path: '/opt/a/b/c.txt' })).toMatchObject({ result: 1 });
    expect(await file('copy', { nodeid: first, src: '/opt/a', dest: '/opt/d' })).toEqual(DONE);
    expect(await file('rename', { nodeid: first, oldPath: '/opt/d/b', newPath: '/opt/d/e' })).toMatchObject(DONE);
    expect(await names('/opt/d/e')).toEqual(['c.txt']);
    expect(await file('delete', { nodeid: first, path: '/opt/a' })).toMatchObject({
      result: 0,
      responses: [{ nodeid: first }],
    });
    expect(await names('/opt')).toEqual(['d']);
    expect(await names('/etc', first, { filter: '^host(s|name)$' })).toEqual(['hostname', 'hosts']);
    expect(await names('/etc', first, { filter: '.*s.*w' })).toEqual(['passwd']);
    expect((await file('getlist', { nodeid: first })).keywords).toHaveProperty(['/var/www']);
  });

  it('are changed in their text as sed does', async () => {
    await make();
    const path = '/etc/app.conf';
    const text0 = 'a=1\nURL=jdbc:mysql://old/x?y\n# a=1 a=2\n';
    const change = async (pattern: string, replacement: string, nth: string | number) => {
      await file('write', { nodeid: first, path, body: text0 });
      const { result } = await file('replaceinbody', { nodeid: first, path, pattern, replacement, nth });
      return [result, await text(path)];
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
    await file('write', { nodeid: first, path, body: 'a'.repeat(20_000) });
    const endless = { nodeid: first, path, pattern: `${'a*'.repeat(100)}b`, replacement: 'x' };
    expect(await file('replaceinbody', endless)).toEqual({ result: 3, error: 'invalid parameter [pattern]' });
  });

  it('come from an address that carries them, or with the form; from nowhere else', async () => {
    await make();
    const data = (path: string, more: Input = {}) =>
      file('upload', { nodeid: first, sourcePath: 'data:text/plain;base64,aGVsbG8=', destPath: path, ...more });
    expect(await data('/opt/new.txt')).toMatchObject({ result: 0, responses: [{ nodeid: first }] });
    expect(await text('/opt/new.txt')).toBe('hello');
    await file('write', { nodeid: first, path: '/opt/new.txt', body: 'mine' });
    await data('/opt/new.txt', { overwrite: 'false' });
    expect(await text('/opt/new.txt')).toBe('mine');
    await data('/opt/new.txt', { overwrite: 'true' });
    expect(await text('/opt/new.txt')).toBe('hello');
    expect(await data('/opt/x', { sourcePath: 'https://example.com/a.war' })).toEqual({
      result: 4078,
      error: 'file cannot be loaded from [https://example.com/a.war]',
    });
    const form = new FormData();
    for (const [name, value] of formOf({
      session: caller.session,
      envName: 'env-files',
      nodeid: first,
      destPath: '/opt/',
    }))
      form.append(name, value);
    const bytes = new Uint8Array([0, 255, 10, 200]);
    form.append('file', new Blob([bytes]), 'raw.bin');
    const sent = await fetch(`${caller.base}/environment/file/rest/upload`, { method: 'POST', body: form });
    expect(await sent.json()).toMatchObject(DONE);
    expect((await rows('/opt')).map(({ name, length }) => [name, length])).toEqual([
      ['new.txt', 5],
      ['raw.bin', 4],
    ]);
  });

  it('are unpacked from archives of their own', async () => {
    await make();
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
      file('upload', { nodeid: first, destPath: path, sourcePath: `data:;base64,${bytes.toString('base64')}` });
    await put('/tmp/a.tgz', gzipSync(tar));
    await put('/tmp/a.zip', ZIP);
    const unpack = (sourcePath: string, destPath: string) =>
      file('unpackbyid', { nodeId: first, sourcePath, destPath });
    expect(await unpack('/tmp/a.tgz', '/opt/one')).toEqual(DONE);
    expect([await text('/opt/one/app/main.js'), await names('/opt/one')]).toEqual(['run()', ['app']]);
    expect(await rows('/opt/one/app')).toMatchObject([{ permission: '-rwxr-xr-x' }]);
    expect(await unpack('/tmp/a.zip', '/opt/two')).toEqual(DONE);
    expect([await text('/opt/two/z/deep.txt'), await text('/opt/two/plain.txt')]).toEqual([
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
    expect(await names('/opt')).toEqual(['one', 'two']);
    const byType = { nodeType: 'nginxphp', sourcePath: '/tmp/a.zip', destPath: '/opt/four' };
    expect(await file('unpackbytype', byType)).toEqual(noFile('/tmp/a.zip'));
    expect(await names('/opt')).toEqual(['one', 'two']);
  });

  it('go with their environment, and outlive a snapshot', async () => {
    await make();
    await mountStore();
    await file('write', { nodeid: first, path: '/opt/x', body: 'kept \u00e4 \ud83d\ude00' });
    await file('delete', { nodeid: first, path: '/etc/hosts' });
    await file('addfavorite', { nodeId: first, path: '/opt' });
    await control('addcontainervolume', { nodeId: first, path: '/opt' });
    const saved = await mock.control.snapshot.save();
    await caller.call('environment/control/deleteenv', { envName: 'env-files' });
    const left = await mock.control.snapshot.save();
    for (const part of ['files', 'mount', 'shortcut', 'container'])
      expect(JSON.stringify(left)).toContain(`"${part}":[]`);
    await mock.control.snapshot.restore(saved);
    expect(await text('/opt/x')).toBe('kept \u00e4 \ud83d\ude00');
    expect(await file('read', { nodeid: first, path: '/etc/hosts' })).toEqual(noFile('/etc/hosts'));
    expect(await mock.control.snapshot.save()).toEqual(saved);
  });

  it('are not told to anybody else, nor where there are none', async () => {
    await make();
    const { credentials } = await mock.control.worlds.show();
    const stranger = new VirtuozzoCaller(mock.url, credentials.others.virtuozzo?.otherTenant?.session ?? '');
    const read = { envName: 'env-files', nodeid: first, path: '/etc/hosts' };
    const nothing = { result: 11, error: 'application [env-files,env-files] not exist' };
    expect(await call('environment/file/read', read, stranger)).toEqual(nothing);
    const { nodes } = await stranger.create({ shortdomain: 'env-theirs' }, { nodeType: 'storage' });
    const theirs = { nodeId: first, path: '/mnt/theirs', sourceNodeId: nodes[0]?.id ?? 0, sourcePath: '/data' };
    expect(await file('addmountpointbyid', theirs)).toMatchObject({ result: 5 });
    expect(await file('read', { envName: 'env-other', path: '/etc/hosts' })).toMatchObject({ result: 11 });
    expect(await file('read', { nodeid: 999_999, path: '/etc/hosts' })).toEqual({
      result: 5,
      error: 'node [999999] not exist',
    });
    expect(await file('read', { nodeGroup: 'none', path: '/etc/hosts' })).toMatchObject({ result: 5 });
    expect(await file('read', { nodeType: 'none', path: '/etc/hosts' })).toMatchObject({ result: 5 });
    expect(await file('read', { nodeid: first, path: '/none' })).toEqual(noFile('/none'));
    expect(await file('read', { nodeid: first, path: '/etc' })).toEqual({
      result: 1,
      source: 'JEL',
      error: '/etc: is a directory',
    });
    expect(await file('read', { nodeid: first })).toEqual({ result: 3, error: 'invalid parameter [path]' });
    expect(await file('write', { nodeid: first, path: '/a\u0000b', body: '' })).toMatchObject({ result: 2007 });
    expect(await file('append', { nodeid: first, body: '' })).toMatchObject({ result: 2002 });
  });
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMockServer } from '../../mock-server/index.js';
import { selfSigned } from '../contract/self-signed.js';
import { newFolder } from '../tls/folder.js';
import { get } from '../tls/get.js';
import { firstLine, hostdouble, ran } from './process.js';

const VARIABLES = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE'];
const settings = (folder: string) => ({ HOSTDOUBLE_TLS: '1', HOSTDOUBLE_TLS_FOLDER: folder, HOSTDOUBLE_SEED: 'empty' });
const caOf = (folder: string): string => readFileSync(join(folder, 'authority.pem'), 'utf8');
const [none, portOf] = ['http://127.0.0.1:9', (url: string): string => new URL(url).port];

describe('hostdouble --tls', () => {
  it('says https, and how to trust it', async () => {
    const folder = newFolder();
    const run = hostdouble(['--port=0', '--tls', '--tls-folder', folder, '--seed=empty']);
    const line = await firstLine(run);
    expect(line).toMatch(/^hostdouble ready https:\/\/127\.0\.0\.1:\d+$/);
    expect((await get(`${line.slice(17)}/__admin/health`, caOf(folder))).status).toBe(200);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(run.err().match(/^export \w+=\S+$/gm)).toEqual([
      `export NODE_EXTRA_CA_CERTS=${folder}/authority.pem`,
      ...VARIABLES.slice(1).map(name => `export ${name}=${folder}/bundle.pem`),
    ]);
    expect(run.err()).toContain(`  curl --cacert ${folder}/authority.pem https://`);
  });

  it('says so as JSON, and two that start at once have one authority, which both serve with', async () => {
    const folder = newFolder();
    const runs = [1, 2].map(() => hostdouble(['--port=0', '--json'], { env: settings(folder) }));
    const ready = await Promise.all(runs.map(async run => JSON.parse(await firstLine(run))));
    expect(ready[0].trust).toEqual(ready[1].trust);
    expect(Object.keys(ready[0].trust)).toEqual(VARIABLES);
    for (const { ready: url } of ready) expect((await get(`${url}/__admin/health`, caOf(folder))).status).toBe(200);
  });

  it('keeps its authority below the folder for the data of programs', async () => {
    const data = newFolder();
    expect((await ran(['env', '--tls'], { env: { XDG_DATA_HOME: data } })).code).toBe(0);
    if (process.platform === 'linux') expect(existsSync(join(data, 'hostdouble', 'key-1.pem'))).toBe(true);
  });

  it.each<[string, (folder: string) => string[], RegExp]>([
    [
      'a certificate without its key',
      () => ['--tls-cert', 'x'],
      /^hostdouble: --tls-cert and --tls-key go together: .+\n$/,
    ],
    [
      'a file that is not there',
      folder => ['--tls-cert', `${folder}/no`, '--tls-key', `${folder}/no`],
      /^hostdouble: --tls-cert: .+\/no cannot be read \(ENOENT.+\n$/,
    ],
    [
      'the key of another',
      folder => ['--tls-cert', `${folder}.cert`, '--tls-key', `${folder}.other`],
      /^hostdouble: --tls-key: \S+ is not the key of the certificate .+\n$/,
    ],
    [
      'a key that is none',
      folder => ['--tls-cert', `${folder}.cert`, '--tls-key', `${folder}.cert`],
      /^hostdouble: --tls-key: \S+ holds no private key in PEM .+\n$/,
    ],
    [
      'a folder that is a file',
      folder => ['--tls', '--tls-folder', `${folder}.cert`],
      /cannot be kept in .+--tls-folder\n$/,
    ],
  ])('does not start with %s', async (_what, args, said) => {
    const folder = newFolder();
    writeFileSync(`${folder}.cert`, selfSigned(2049).cert);
    writeFileSync(`${folder}.other`, selfSigned(2049).key);
    const { code, out, err } = await ran(['--port=0', '--seed=empty', ...args(folder)]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(said);
  });

  it('is refused a word that is neither on nor off', async () => {
    expect(await ran(['--port=0'], { env: { HOSTDOUBLE_TLS: 'maybe' } })).toMatchObject({
      code: 1,
      err: 'hostdouble: HOSTDOUBLE_TLS: must be true or false\n',
    });
  });

  it('serves with files of one’s own, and writes no lines then', async () => {
    const folder = newFolder();
    const own = selfSigned(2049);
    writeFileSync(`${folder}.cert`, own.cert);
    writeFileSync(`${folder}.key`, own.key);
    const env = { HOSTDOUBLE_TLS_CERT: `${folder}.cert`, HOSTDOUBLE_TLS_KEY: `${folder}.key` };
    const run = hostdouble(['--port=0', '--seed=empty'], { env });
    const url = (await firstLine(run)).slice(17);
    const lax = { checkServerIdentity: () => undefined };
    expect((await get(`${url}/__admin/health`, own.cert, lax)).status).toBe(200);
    run.child.kill();
    await run.ended;
    expect(run.err()).not.toContain('export ');
    const { out } = await ran(['env'], { env });
    expect(out).toContain('export HOSTDOUBLE_URL=https://127.0.0.1:4850\n');
    expect(out).not.toContain('NODE_EXTRA_CA_CERTS');
  });
});

describe('hostdouble env', () => {
  it('writes how to trust a double when the settings say tls, and makes its authority if there is none', async () => {
    const folder = newFolder();
    const { out } = await ran(['env'], { env: settings(folder) });
    expect(out).toContain('export VIRTFUSION_URL=https://127.0.0.1:4850/api/v1\n');
    const lines = out.trim().split('\n').slice(-4);
    expect(lines.map(line => line.slice(7).split('=')[0])).toEqual(VARIABLES);
    for (const line of lines) expect(readFileSync(line.split('=')[1] ?? '', 'utf8')).toContain(caOf(folder).trim());
    expect((await ran(['env', '--tls'], { env: { HOSTDOUBLE_TLS_FOLDER: folder } })).out).toBe(out);
    expect((await ran(['env'])).out).not.toMatch(/https:|_CERT|_BUNDLE/);
  });

  it('asks a double of a world that nobody else trusts yet', async () => {
    const mock = await createMockServer({ seed: 'empty', tls: true, tlsFolder: newFolder() });
    onTestFinished(() => mock.close());
    await mock.control.worlds.create({ name: 'mine' });
    const args = ['env', '--world', 'mine', '--url', mock.url];
    const { ca = '', trust } = mock;
    const folder = (trust?.CURL_CA_BUNDLE ?? '').replace(/\/[^/]+$/, '');
    expect(ca).toBe(caOf(folder));
    const env = { HOSTDOUBLE_TLS_FOLDER: folder };
    expect((await ran([...args, '--tls'], { env })).out).toContain(`export VIRTFUSION_URL=${mock.url}/w/mine/api/v1\n`);
    expect(await ran(args, { env })).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(
        /^hostdouble: the certificate of https:\S+ is not trusted \(\w+\); .+--tls here too\n$/,
      ),
    });
  });
});

describe('hostdouble check', () => {
  it('of a double that is not trusted ends with 3 and says what to set; with that set it is checked', async () => {
    const folder = newFolder();
    const mock = await createMockServer({ seed: 'documented', tls: true, tlsFolder: folder });
    onTestFinished(() => mock.close());
    const args = ['check', 'virtfusion', '--target', mock.url, '--only', 'connection.*'];
    const env = { VIRTFUSION_TOKEN: 'virtfusion-test-token', HOSTDOUBLE_TLS_FOLDER: folder };
    const refused = await ran(args, { env });
    expect(refused.code).toBe(3);
    expect(refused.out).toMatch(/certificate that is not trusted \(\w+\); NODE_EXTRA_CA_CERTS can name a file/);
    expect(refused.err).toContain(`\nexport NODE_EXTRA_CA_CERTS=${folder}/authority.pem\n`);
    const trusting = await ran(args, { env: { ...env, NODE_EXTRA_CA_CERTS: `${folder}/authority.pem` } });
    expect([trusting.code, trusting.err.includes('export')]).toEqual([0, false]);
  });

  it('says nothing of an authority that is not there, and makes none', async () => {
    const mock = await createMockServer({ seed: 'empty', tls: true, tlsFolder: newFolder() });
    onTestFinished(() => mock.close());
    const folder = newFolder();
    const env = { VIRTFUSION_TOKEN: 'virtfusion-test-token', HOSTDOUBLE_TLS_FOLDER: folder };
    const { code, err } = await ran(['check', 'virtfusion', '--target', mock.url], { env });
    expect([code, err.includes('export'), existsSync(folder)]).toEqual([3, false, false]);
  });

  it('warns before it sends a credential over plain http, but to this machine', async () => {
    const mock = await createMockServer({ seed: 'documented' });
    onTestFinished(() => mock.close());
    const env = { VIRTFUSION_TOKEN: 'virtfusion-test-token' };
    const args = ['--only', 'connection.*', '--retries', '0'];
    const other = `http://0.0.0.0:${portOf(mock.url)}`; // this machine, but that is not to be read in it
    const warned = await ran(['check', 'virtfusion', '--target', other, ...args], { env });
    expect(warned.err).toMatch(/^hostdouble: http:\/\/0\.0\.0\.0:\d+ is called without encryption: /);
    expect((await ran(['check', 'virtfusion', '--target', mock.url, ...args], { env })).err).not.toContain(
      'encryption',
    );
    expect((await ran(['check', 'virtfusion', '--target', other, '--dry-run'], { env })).err).toBe('');
  });
});

describe('hostdouble proxy', () => {
  it('speaks https to clients, and passes to an endpoint that does not', async () => {
    const folder = newFolder();
    const mock = await createMockServer({ seed: 'documented' });
    onTestFinished(() => mock.close());
    const run = hostdouble(['proxy', 'virtfusion', '--target', mock.url, '--port=0', '--tls', '--tls-folder', folder]);
    const line = await firstLine(run);
    expect(line).toMatch(/^hostdouble proxy ready https:\/\/127\.0\.0\.1:\d+$/);
    const headers = { authorization: 'Bearer virtfusion-test-token' };
    expect((await get(`${line.slice(23)}/api/v1/connect`, caOf(folder), { headers })).status).toBe(200);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(run.err()).toContain(`\nexport NODE_EXTRA_CA_CERTS=${folder}/authority.pem\n`);
    expect(run.err()).not.toContain('encryption');
  });

  it('warns of a target that is called without encryption, and is refused a certificate without its key', async () => {
    const far = hostdouble(['proxy', 'virtfusion', '--target', 'http://0.0.0.0:9', '--port=0']);
    await firstLine(far);
    expect(far.err()).toMatch(/^hostdouble: http:\/\/0\.0\.0\.0:9 is called without encryption: /);
    const refused = await ran(['proxy', 'virtfusion', '--target', none, '--port=0', '--tls-key', 'x']);
    expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/^hostdouble: --tls-cert and --tls-key go/)]);
  });
});

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMockServer, type MockServerOptions } from '../../mock-server/index.js';
import { selfSigned } from '../contract/self-signed.js';
import { newFolder } from '../tls/folder.js';
import { get } from '../tls/get.js';

/** A server that is closed when the test ends. */
async function served(options: MockServerOptions) {
  const mock = await createMockServer({ seed: 'empty', tlsFolder: newFolder(), ...options });
  onTestFinished(() => mock.close());
  return mock;
}

const authorization = 'Bearer virtfusion-test-token';

describe('a server with tls', () => {
  it('answers all vendors over https, and its links say so', async () => {
    const mock = await served({ tls: true });
    expect(mock.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const page = await get(`${mock.url}/api/v1/servers?results=1`, mock.ca, { headers: { authorization } });
    const { first_page_url: first, path } = JSON.parse(page.text);
    expect([page.status, first, path]).toEqual([
      200,
      `${mock.url}/api/v1/servers?results=1&page=1`,
      `${mock.url}/api/v1/servers`,
    ]);
    const { apiKey } = mock.credentials.infrahub;
    expect((await get(`${mock.url}/v1/core/regions`, mock.ca, { headers: { api_key: apiKey } })).status).toBe(200);
    const { session } = mock.credentials.virtuozzo;
    const account = `${mock.url}/1.0/users/account/rest/getuserinfo?session=${session}`;
    expect(JSON.parse((await get(account, mock.ca)).text).result).toBe(0);
  });

  it('says https in its control API, in process and over the network, and in the paths of worlds', async () => {
    const mock = await served({ tls: true });
    const world = await mock.control.worlds.create({ name: 'mine' });
    expect(world.urls.virtfusion).toBe(`${mock.url}/w/mine/api/v1`);
    const shown = JSON.parse((await get(`${mock.url}/__admin/worlds/mine`, mock.ca)).text);
    expect(shown.urls).toEqual(world.urls);
    const { token } = world.credentials.virtfusion;
    const headers = { authorization: `Bearer ${token}` };
    const page = JSON.parse((await get(`${world.urls.virtfusion}/servers`, mock.ca, { headers })).text);
    expect(page.path).toBe(`${mock.url}/w/mine/api/v1/servers`);
  });

  it('is trusted under the names of its machine, by HTTP/1.1, and under no other', async () => {
    const mock = await served({ tls: true });
    const port = Number(new URL(mock.url).port);
    const met = (servername: string) =>
      new Promise<unknown>(resolve => {
        const options = { host: '127.0.0.1', port, ca: mock.ca, servername, ALPNProtocols: ['h2', 'http/1.1'] };
        const socket = connectTls(options, () => {
          resolve(socket.alpnProtocol);
          socket.destroy();
        }).on('error', error => resolve('code' in error ? error.code : error));
      });
    expect(await Promise.all(['localhost', hostname().toLowerCase()].map(met))).toEqual(['http/1.1', 'http/1.1']);
    expect(await met('panel.example.com')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('is trusted by a process with the environment that it names', async () => {
    const mock = await served({ tls: true });
    const script = `fetch('${mock.url}/__admin/health').then(reply => console.log(reply.status))`;
    const run = promisify(execFile);
    const { PATH = '' } = process.env;
    expect((await run(process.execPath, ['-e', script], { env: { PATH, ...mock.trust } })).stdout).toBe('200\n');
    await expect(run(process.execPath, ['-e', script], { env: { PATH } })).rejects.toThrow(/UNABLE_TO_VERIFY/);
  });

  it('is trusted by curl with the authority in a file', async ({ skip }) => {
    const mock = await served({ tls: true });
    const args = ['-sS', '--noproxy', '*', '--cacert', mock.trust?.CURL_CA_BUNDLE ?? '', `${mock.url}/__admin/health`];
    const said = await promisify(execFile)('curl', args).catch(error => {
      if (error.code === 'ENOENT') skip('there is no curl');
      throw error;
    });
    expect(said.stdout).toContain('"status":"ok"');
  });

  it('serves on when a client does not trust it, and when one breaks off', async () => {
    const mock = await served({ tls: true });
    await expect(get(`${mock.url}/__admin/health`, undefined)).rejects.toMatchObject({ code: /./ });
    const port = Number(new URL(mock.url).port);
    for (const said of [Buffer.from([0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5]), Buffer.from([0x16]), Buffer.alloc(0)]) {
      const socket = connect(port, '127.0.0.1', () => socket.end(said)).on('error', () => {});
      await once(socket.resume(), 'close');
    }
    expect((await get(`${mock.url}/__admin/health`, mock.ca)).status).toBe(200);
  });

  it.each([
    ['a request', 'GET /api/v1/servers HTTP/1.1\r\nhost: x\r\n\r\n'],
    [
      'a request with a body',
      `POST /api/v1/servers HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n${'x'.repeat(1e5)}`,
    ],
  ])('tells whoever speaks plain HTTP to it: %s', async (_what, request) => {
    const mock = await served({ tls: true });
    const socket = connect(Number(new URL(mock.url).port), '127.0.0.1', () => socket.write(request));
    const said = await text(socket);
    expect(said).toMatch(/^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/json\r\n/);
    expect(JSON.parse(said.split('\r\n\r\n')[1] ?? '').hostdouble).toMatch(/^this port speaks https: /);
  });

  it('closes while somebody is connected who has said nothing', async () => {
    const mock = await createMockServer({ seed: 'empty', tls: true, tlsFolder: newFolder() });
    const socket = connect(Number(new URL(mock.url).port), '127.0.0.1').on('error', () => {});
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    const before = performance.now();
    await mock.close();
    await closed;
    // Running calls have two seconds; a handshake would have ten.
    expect(performance.now() - before).toBeLessThan(9000);
  });
});

describe('a server with a certificate of one’s own', () => {
  const own = selfSigned(2049);

  it.each([
    ['as text', own],
    ['as bytes', { cert: Buffer.from(own.cert), key: new TextEncoder().encode(own.key) }],
  ])('speaks https with it, given %s', async (_how, tls) => {
    const mock = await served({ tls });
    expect([mock.ca, mock.trust]).toEqual([undefined, undefined]);
    const lax = { checkServerIdentity: () => undefined };
    expect((await get(`${mock.url}/__admin/health`, own.cert, lax)).status).toBe(200);
  });

  it.each<[string, MockServerOptions, RegExp]>([
    [
      'another key',
      { tls: { cert: own.cert, key: selfSigned(2049).key } },
      /tls\.key is not the key of the certificate/,
    ],
    ['no certificate', { tls: { cert: 'x', key: own.key } }, /tls\.cert holds no certificate in PEM/],
    ['no key', { tls: { cert: own.cert, key: own.cert } }, /tls\.key holds no private key in PEM/],
    ['no file', { tlsCert: '/nowhere/cert.pem', tlsKey: '/nowhere/key.pem' }, /\/nowhere\/cert\.pem cannot be read/],
    ['one file', { tlsKey: '/nowhere/key.pem' }, /--tls-cert and --tls-key go together/],
    ['half of it', Object({ tls: { cert: own.cert } }), /the options are wrong:/],
  ])('does not start with %s', async (_what, options, said) => {
    await expect(createMockServer({ seed: 'empty', ...options })).rejects.toThrow(said);
  });

  it('speaks plain HTTP when tls is off', async () => {
    const mock = await served({ tls: false, tlsCert: '/nowhere', tlsKey: '/nowhere' });
    expect([mock.url, mock.ca, mock.trust]).toEqual([expect.stringMatching(/^http:/), undefined, undefined]);
  });
});

import http from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer, type MockServerOptions } from '../../mock-server/index.js';

const servers: MockServer[] = [];
const serve = async (cors?: MockServerOptions['cors']): Promise<MockServer> => {
  const mock = await createMockServer({ seed: 'empty', ...(cors !== undefined && { cors }) });
  servers.push(mock);
  return mock;
};
let mock: MockServer;
beforeAll(async () => {
  mock = await serve();
});
afterAll(() => Promise.all(servers.map(one => one.close())));

interface Answered {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** A call with headers that `fetch` sets itself. */
const call = (path: string, headers: http.OutgoingHttpHeaders, method = 'GET', on = mock): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const request = http.request(`${on.url}${path}`, { method, headers }, async reply => {
      let text = '';
      for await (const piece of reply) text += piece;
      resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text });
    });
    request.on('error', reject).end();
  });

const authorization = 'Bearer virtfusion-test-token';
const servers1 = '/api/v1/servers';

describe('a page of this machine', () => {
  it.each([
    'http://localhost:5173',
    'http://127.0.0.1:3000',
    'https://[::1]:8443',
    'http://shop.localhost',
    'http://127.1.2.3',
  ])('of %s may call, and read what is answered', async origin => {
    const { status, headers } = await call(servers1, { authorization, origin });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': expect.stringMatching(/^\*, retry-after,/),
      vary: 'Origin',
    });
  });

  it('reads refusals too', async () => {
    const { status, headers } = await call(servers1, { origin: 'http://localhost:5173' });
    expect([status, headers['access-control-allow-origin']]).toEqual([401, 'http://localhost:5173']);
    const nothing = await call('/api/v1/nonsense', { authorization, origin: 'http://localhost:5173' });
    expect([nothing.status, nothing.headers['access-control-allow-origin']]).toEqual([404, 'http://localhost:5173']);
  });

  it('is told before what it may call, with the headers that it asks for', async () => {
    const asked = {
      origin: 'http://localhost:5173',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
      'access-control-request-private-network': 'true',
    };
    const { status, headers, text } = await call('/w/default/api/v1/servers', asked, 'OPTIONS');
    expect([status, text]).toEqual([204, '']);
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-allow-private-network': 'true',
      'access-control-max-age': '600',
    });
    const { headers: ofInfrahub } = await call('/v1/core/environments/1', asked, 'OPTIONS');
    expect(ofInfrahub['access-control-allow-methods']).toBe('GET, PUT, DELETE');
  });

  it('may call a path of no route, to read that there is none; one that cannot be decoded stops nothing', async () => {
    const asked = { origin: 'http://localhost:5173', 'access-control-request-method': 'PATCH' };
    const { status, headers } = await call('/api/v1/nonsense', asked, 'OPTIONS');
    expect([status, headers['access-control-allow-methods']]).toEqual([204, 'PATCH']);
    expect((await call('/api/v1/%zz', asked, 'OPTIONS')).status).toBe(204);
  });

  it('asks outside of the journal, and OPTIONS that is no such question is what the vendor makes of it', async () => {
    const { journal } = mock.control;
    await journal.clear();
    await call(servers1, { origin: 'http://localhost', 'access-control-request-method': 'GET' }, 'OPTIONS');
    expect((await journal.list()).count).toBe(0);
    expect((await call(servers1, { authorization, origin: 'http://localhost' }, 'OPTIONS')).status).toBe(405);
    expect((await call(servers1, { authorization }, 'OPTIONS')).status).toBe(405);
  });
});

describe('a page of another site', () => {
  afterEach(async () => expect((await mock.control.journal.list(undefined, 'default')).calls).toEqual([]));
  beforeAll(() => mock.control.journal.clear());

  it.each([
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://10.0.0.1',
  ])('of %s may not act in the world default, and reads nothing', async origin => {
    const { status, headers, text } = await call(servers1, { authorization, origin }, 'POST');
    expect(status).toBe(403);
    expect(text).toMatch(new RegExp(`the page of ${origin} may not act in the world .*--cors`));
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('is not told that it may call', async () => {
    const asked = { origin: 'https://evil.example', 'access-control-request-method': 'GET' };
    const { status, headers } = await call(servers1, asked, 'OPTIONS');
    expect([status, headers['access-control-allow-origin'], headers['access-control-allow-methods']]).toEqual([
      403,
      undefined,
      undefined,
    ]);
  });

  it('may not call by an image or a link either, which carry no origin', async () => {
    const signOut = '/1.0/users/authentication/rest/signout?session=0123456789abcdef0123456789abcdef01234567';
    const by = (headers: http.OutgoingHttpHeaders) => call(signOut, headers);
    expect((await by({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await by({ 'sec-fetch-site': 'cross-site', referer: 'https://evil.example/' })).status).toBe(403);
    expect((await by({ 'sec-fetch-site': 'cross-site', referer: 'nonsense' })).status).toBe(403);
  });

  it('may not under a name of its own that points here', async () => {
    const rebound = { authorization, host: 'evil.example:80', origin: 'http://evil.example:80' };
    expect((await call(servers1, rebound)).status).toBe(403);
  });

  it('never reaches the control API', async () => {
    for (const origin of ['https://evil.example', 'http://localhost:5173']) {
      const { status, headers } = await call('/__admin/worlds', { origin });
      expect([status, headers['access-control-allow-origin']]).toEqual([403, undefined]);
      const asked = { origin, 'access-control-request-method': 'POST' };
      const preflight = await call('/__admin/worlds', asked, 'OPTIONS');
      expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([405, undefined]);
    }
  });
});

it('a page that this server gave out itself, a link from this machine and what is typed may call', async () => {
  const host = new URL(mock.url).host;
  expect((await call(servers1, { authorization, origin: mock.url })).status).toBe(200);
  expect((await call(servers1, { authorization, host: 'double:4850', origin: 'http://double:4850' })).status).toBe(200);
  for (const site of ['none', 'same-origin', 'same-site'])
    expect((await call(servers1, { authorization, host, 'sec-fetch-site': site })).status).toBe(200);
  const linked = { authorization, 'sec-fetch-site': 'cross-site', referer: 'http://localhost:5173/app' };
  expect((await call(servers1, linked)).status).toBe(200);
});

it('a page of another site may act in a world whose credentials it was given, and reads nothing there', async () => {
  const { credentials, name } = await mock.control.worlds.create({ seed: 'empty' });
  const own = { authorization: `Bearer ${credentials.virtfusion.token}`, origin: 'https://evil.example' };
  const { status, headers } = await call(servers1, own);
  expect([status, headers['access-control-allow-origin']]).toEqual([200, undefined]);
  await mock.control.worlds.remove(name);
});

describe('--cors', () => {
  it('lets pages of these origins call and read, and those of this machine still', async () => {
    const listing = await serve('https://App.example.com, http://10.0.0.5:8080');
    for (const origin of ['https://app.example.com', 'http://10.0.0.5:8080', 'http://localhost:1']) {
      const { status, headers } = await call(servers1, { authorization, origin }, 'GET', listing);
      expect([status, headers['access-control-allow-origin']]).toEqual([200, origin]);
    }
    for (const origin of ['http://app.example.com', 'https://app.example.com:444'])
      expect((await call(servers1, { authorization, origin }, 'GET', listing)).status).toBe(403);
  });

  it('lets any page with *, and pages without an origin with null', async () => {
    const open = await serve('*');
    const { status, headers } = await call(servers1, { authorization, origin: 'https://any.example' }, 'GET', open);
    expect([status, headers['access-control-allow-origin']]).toEqual([200, 'https://any.example']);
    const opaque = await serve(['null']);
    expect((await call(servers1, { authorization, origin: 'null' }, 'GET', opaque)).status).toBe(200);
    expect((await call(servers1, { authorization, origin: 'https://any.example' }, 'GET', opaque)).status).toBe(403);
  });

  it('off says to no page that it may read; foreign ones are refused all the same', async () => {
    const shut = await serve('off');
    const { status, headers } = await call(servers1, { authorization, origin: 'http://localhost:1' }, 'GET', shut);
    expect([status, headers['access-control-allow-origin']]).toEqual([200, undefined]);
    const asked = { authorization, origin: 'http://localhost:1', 'access-control-request-method': 'GET' };
    expect((await call(servers1, asked, 'OPTIONS', shut)).status).toBe(405);
    expect((await call(servers1, { authorization, origin: 'https://evil.example' }, 'GET', shut)).status).toBe(403);
  });

  it.each([
    'app.example.com',
    'https://app.example.com/',
    'https://app.example.com/path',
    'https://*.example.com',
    'ftp:',
  ])('refuses %s, which is no origin', async origin => {
    await expect(createMockServer({ seed: 'empty', cors: origin })).rejects.toThrow(/is no origin such as https/);
  });
});

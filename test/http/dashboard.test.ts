import { get as getWith } from 'node:http';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { newFolder } from '../tls/folder.js';
import { get } from '../tls/get.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', dashboard: inject('dashboard') });
});
afterAll(() => mock.close());

/** An answer to a path that is sent as it is written, which `fetch` would tidy up. */
const asked = (path: string, headers: Record<string, string> = {}, url = mock.url) =>
  new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    getWith({ hostname, port, path, headers, agent: false }, reply => {
      let text = '';
      reply.setEncoding('utf8').on('data', piece => {
        text += piece;
      });
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text }));
    }).on('error', reject);
  });

/** The addresses of what the page loads at once. */
async function loadedAtOnce(): Promise<string[]> {
  const { text } = await asked('/');
  return [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
}

describe('the dashboard', () => {
  it.each(['/', '/?a=b', '/__admin/ui', '/__admin/ui/', '/__admin/docs/virtfusion'])(
    'is a page at %s, whose policy lets nothing in',
    async path => {
      const { status, headers, text } = await asked(path);
      expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(text).toContain('<title>');
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
      expect(policy).toContain("connect-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-cache');
    },
  );

  it('lets no style stand in the text of its own page', async () => {
    const { headers } = await asked('/');
    expect(headers['content-security-policy']).not.toContain('unsafe-inline');
  });

  it('loads files of its own only, each with its type and kept for good', async () => {
    const files = await loadedAtOnce();
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) {
      expect(file).toMatch(/^\/__admin\/ui\//);
      const { status, headers } = await asked(file);
      expect([file, status]).toEqual([file, 200]);
      const type = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml' };
      expect(headers['content-type']).toBe(new Map(Object.entries(type)).get(file.split('.').at(-1) ?? ''));
      if (file.includes('/assets/')) expect(headers['cache-control']).toContain('immutable');
    }
  });

  it('is not sent again to whom has it, and only described to HEAD', async () => {
    const { headers, text } = await asked('/');
    const again = await asked('/', { 'if-none-match': String(headers.etag) });
    expect([again.status, again.text]).toEqual([304, '']);
    const head = await fetch(`${mock.url}/`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, `${Buffer.byteLength(text)}`]);
  });

  it('is read only: other verbs find nothing', async () => {
    const reply = await fetch(`${mock.url}/`, { method: 'POST', body: '{}' });
    expect(reply.status).toBe(404);
    expect(await reply.json()).toHaveProperty('hostdouble');
  });

  it.each([
    '/__admin/ui/nothing.js',
    '/__admin/ui/assets',
    '/__admin/ui/manifest.json',
    '/__admin/ui/..%2f..%2fpackage.json',
    '/__admin/ui/../../package.json',
    '/__admin/ui/assets/..%5c..%5cmanifest.json',
    '/__admin/ui/%00',
    '/__admin/ui/%',
    '/__admin/ui/.env',
    '/__admin/uix',
    '/w/default/',
    '/w/default/__admin/ui',
  ])('gives out nothing at %s', async path => {
    const { status, headers, text } = await asked(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(headers['content-type']).toBe('application/json');
    expect(headers).not.toHaveProperty('content-security-policy');
    expect(text).not.toMatch(/"name":\s*"hostdouble"|index\.html/);
  });

  it('is not shown under a public host name, where any site may point; with a token it is', async () => {
    const foreign = await asked('/', { host: 'rebound.example.com' });
    expect([foreign.status, foreign.text]).toEqual([403, expect.stringContaining('public host name')]);
    await using guarded = await createMockServer({
      seed: 'empty',
      dashboard: inject('dashboard'),
      adminToken: 'a-token-of-the-test',
    });
    expect((await asked('/', { host: 'shown.example.com' }, guarded.url)).status).toBe(200);
  });

  it('is shown over https as well, under the same policy', async () => {
    await using secured = await createMockServer({
      seed: 'empty',
      dashboard: inject('dashboard'),
      tls: true,
      tlsFolder: newFolder(),
    });
    const { status, headers, text } = await get(`${secured.url}/`, secured.ca);
    expect([status, headers['content-security-policy']]).toEqual([200, expect.stringMatching(/^default-src 'none'/)]);
    expect(text).toContain('<title>Hostdouble</title>');
  });

  it('puts none of its headers on what vendors and the control API answer', async () => {
    for (const path of ['/api/v1/connect', '/v1/core/regions', '/__admin/health', '/elsewhere']) {
      const { headers } = await asked(path);
      expect(headers).not.toHaveProperty('content-security-policy');
      expect(headers).not.toHaveProperty('etag');
    }
  });

  it('is looked for when it is opened, and not before: without one a server serves all else', async () => {
    await using bare = await createMockServer({ seed: 'empty', dashboard: '/nowhere' });
    expect((await asked('/__admin/health', {}, bare.url)).status).toBe(200);
    const { status, text } = await asked('/', {}, bare.url);
    expect([status, text]).toEqual([404, expect.stringMatching(/^\{"hostdouble":"nothing is served here;/)]);
  });
});

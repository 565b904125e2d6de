import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { vendorsOf } from '../../mock-server/calls/listed-vendor.js';
import type { PageRoutes } from '../../mock-server/calls/page.js';
import { createPages } from '../../mock-server/http/pages.js';
import { close, listen } from '../../mock-server/http/server.js';
import { silent } from '../../mock-server/log.js';
import { Worlds } from '../../mock-server/worlds/worlds.js';
import { errors, HOSTILE, house, listed, pages, routes, serve } from './paged-house.js';

describe('a page', () => {
  it('sees the cloud and changes it; whoever only looks changes nothing', async () => {
    const { open } = await serve(house);
    const looked = await open('/ring/door?loud=very', 'HEAD');
    expect([looked.status, looked.text, Number(looked.headers.get('content-length')) > 500]).toEqual([200, '', true]);
    const rung = await open('/ring/door/?loud=very');
    expect(rung.text).toContain('<h1>door</h1>\n<p>rings very</p>\n<dl>\n<dt>Rung</dt><dd>1</dd>');
    expect(Number(looked.headers.get('content-length'))).toBe(Buffer.byteLength(rung.text));
    expect((await open('/ring/door?loud=a&loud=b')).text).toContain('rings b</p>\n<dl>\n<dt>Rung</dt><dd>2</dd>');
    expect((await open('/ring/door', 'HEAD')).status).toBe(410);
    expect((await open('/ring/door')).text).toContain('rings softly</p>\n<dl>\n<dt>Rung</dt><dd>3</dd>');
  });

  it('is only read', async () => {
    const { open } = await serve(house);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const refused = await open('/ring/door', method);
      expect([method, refused.status, refused.headers.get('allow')]).toEqual([method, 405, 'GET, HEAD']);
    }
    expect((await open('/ring/door')).text).toContain('<dd>1</dd>');
  });

  it('sees the cloud as it is now, however long nobody called', async () => {
    const worlds = new Worlds({ load: async () => house, issue: { toy: house.issue }, seed: 'empty' });
    const world = await worlds.create({ name: 'default', mode: 'frozen', now: 0 });
    const answerPage = createPages({ vendors: vendorsOf([house]), worlds, log: silent });
    const server = createServer((request, reply) =>
      answerPage(request, reply, { world: undefined, path: request.url ?? '', search: '' }),
    );
    const url = await listen(server, 0, '127.0.0.1');
    await fetch(`${url}/ring/door`);
    world.clock.set({ now: 60_000 });
    await fetch(`${url}/ring/door`);
    expect((await world.cloud('toy')).now).toBe(60_000);
    await close(server);
  });

  it('says where and when it is', async () => {
    const { open } = await serve(house);
    expect((await open('/help')).text).toContain('World “default”, at <time datetime="2025-01-31 12:00:00Z">');
  });

  it('that is not there is a page too, and what begins as none is not', async () => {
    const { open } = await serve(house);
    for (const path of ['/ring', '/ring/', '/ring/a/b', '/ring/%zz', '/help/other', '/help/sign', '/ring//'])
      expect([path, (await open(path)).text]).toEqual([path, expect.stringContaining('<h1>No such page</h1>')]);
    for (const path of ['/', '/rings', '/rin', '//help', '/helper', '/Help'])
      expect([path, (await open(path)).text]).toEqual([
        path,
        expect.stringMatching(/^\{"hostdouble":"nothing is served here;/),
      ]);
  });

  it('escapes all that it is given', async () => {
    const { text } = await (await serve(house)).open('/help');
    const safe = '&lt;script&gt;alert(&quot;it&#39;s&quot;)&lt;/script&gt;&amp;amp;';
    expect(text.split(safe)).toHaveLength(8);
    expect(text.replaceAll(safe, '')).not.toMatch(/script|alert/);
    expect(text).toContain(`<a href="/ring/${safe}">${safe}</a>`);
    expect(text).toContain('<time datetime="2025-01-31 12:00:00Z">2025-01-31 12:00:00 UTC</time>');
    expect((await (await serve(house)).open(`/ring/${encodeURIComponent(HOSTILE)}`)).text).toContain(
      `<h1>${safe}</h1>`,
    );
  });

  it('may do nothing in a browser but be seen, and is kept nowhere', async () => {
    const { headers, text } = await (await serve(house)).open('/help');
    const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect([
      headers.get('content-type'),
      headers.get('x-content-type-options'),
      headers.get('cache-control'),
      headers.get('referrer-policy'),
    ]).toEqual(['text/html; charset=utf-8', 'nosniff', 'no-store', 'no-referrer']);
    expect(text).not.toMatch(/style=|<script|<link|<img|http-equiv| on\w+=/);
  });

  it('that fails says so, is logged, and has changed nothing', async () => {
    const { mock, open } = await serve(house);
    const failed = await open('/broken');
    expect([failed.status, failed.text.includes('a bug')]).toEqual([500, false]);
    expect(errors).toEqual([expect.objectContaining({ message: 'a bug' })]);
    expect(JSON.stringify((await mock.control.snapshot.save()).clouds)).not.toContain('half');
    expect((await open('/gone')).status).toBe(404);
    expect(errors).toHaveLength(1);
  });

  it('is in the journal, as a call of no operation and without its query', async () => {
    const { mock, open } = await serve(house);
    await open('/ring/door?loud=secret');
    await open('/ring/door', 'DELETE');
    const { calls } = await mock.control.journal.list();
    const entry = { vendor: 'toy', path: '/ring/door', operation: null, failure: null, why: null, near: null };
    expect(calls).toMatchObject([
      { ...entry, method: 'GET', status: 200 },
      { ...entry, method: 'DELETE', status: 405 },
    ]);
    expect(JSON.stringify(calls)).not.toContain('secret');
  });

  it('takes no faults: they are of operations', async () => {
    const { mock, open } = await serve(house);
    await mock.control.faults.add({ operation: '*', failure: 'rateLimited' });
    expect((await open('/help')).status).toBe(200);
  });
});

describe('a picture', () => {
  it('is drawn from its name, the same each time', async () => {
    const { open } = await serve(house);
    const drawn = await open('/help/sign/debian');
    expect([drawn.status, drawn.headers.get('content-type'), drawn.headers.get('x-content-type-options')]).toEqual([
      ...[200, 'image/svg+xml', 'nosniff'],
    ]);
    expect(drawn.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(drawn.text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" .*>De<\/text>\n<\/svg>\n$/s);
    expect((await open('/help/sign/debian')).text).toBe(drawn.text);
    expect((await open('/help/sign/ubuntu')).text).not.toBe(drawn.text);
  });

  it('is of no other names than plain ones', async () => {
    const { open } = await serve(house);
    expect((await open(`/help/sign/${'x'.repeat(64)}`)).status).toBe(200);
    for (const name of ['x'.repeat(65), '%3Csvg%3E', 'a%22b', '..%2F..%2Fetc', '%C3%A4', '.hidden', 'a%0Ab'])
      expect([name, (await open(`/help/sign/${name}`)).status]).toEqual([name, 404]);
  });
});

describe('the world of a page', () => {
  it('is named by a prefix or a header, and links stay in it', async () => {
    const { mock, open } = await serve(house);
    await mock.control.worlds.create({ name: 'mine', seed: 'empty' });
    const mine = await open('/w/mine/help');
    expect(mine.text).toContain('World “mine”');
    expect(mine.text).toContain('<a href="/w/mine/ring/');
    expect((await open('/help', 'GET', { 'x-hostdouble-world': 'mine' })).text).toContain('<a href="/w/mine/ring/');
    expect((await open('/help')).text).toContain('World “default”');
    const lost = await open('/w/%3Cb%3E/help');
    expect([lost.status, lost.text]).toEqual([404, expect.stringContaining('&quot;%3Cb%3E&quot;')]);
    expect((await open('/help', 'GET', { 'x-hostdouble-world': '<b>' })).text).toContain('&quot;&lt;b&gt;&quot;');
  });

  it('is the first one that knows what is asked for, else the default one', async () => {
    const { mock, open } = await serve(house);
    for (const name of ['one', 'two']) await mock.control.worlds.create({ name, seed: 'empty' });
    await open('/w/two/ring/attic');
    expect((await open('/ring/attic')).text).toContain('World “two”');
    await open('/w/one/ring/attic');
    expect((await open('/ring/attic')).text).toContain('World “one”');
    expect((await open('/ring/cellar')).text).toContain('World “default”');
    expect((await open('/w/two/ring/cellar')).text).toContain('World “two”');
  });
});

describe('pages', () => {
  it('are loaded when the first one is opened, once', async () => {
    let loads = 0;
    const load = async () => {
      loads += 1;
      return { pages };
    };
    const { open } = await serve({ ...listed, load: async () => ({ ...house, pages: { routes, load } }) });
    await open('/toy/v1/lamps');
    expect(loads).toBe(0);
    await Promise.all([open('/help'), open('/ring/door')]);
    expect((await open('/help')).status).toBe(200);
    expect(loads).toBe(1);
  });

  it('are as they are listed, and one for each route', async () => {
    const { help: _help, ...others } = routes;
    const { open } = await serve({ ...listed, pages: others, load: async () => house });
    expect((await open('/ring/door')).status).toBe(500);
    expect(errors).toEqual([expect.objectContaining({ message: '"toy" is listed with other pages than it has' })]);
    const { gone: _gone, ...fewer } = pages;
    const load = async () => ({ pages: Object(fewer) });
    await expect(serve({ ...house, pages: { routes, load } })).rejects.toThrow('toy: no page for the route "gone"');
    const more = { routes: others, load: async () => ({ pages }) };
    await expect(serve({ ...house, pages: more })).rejects.toThrow('toy: a page "help", which has no route');
  });

  it.each<[string, PageRoutes, RegExp]>([
    [
      'below its own API',
      { a: 'GET /toy/v1/help' },
      /"toy" has a page at \/toy\/v1\/help, where its API is \(\/toy\/v1\)/,
    ],
    ['above its own API', { a: 'GET /toy' }, /"toy" has a page at \/toy, where its API is/],
    ['at a path of ours', { a: 'GET /__admin/help' }, /is kept for \/__admin/],
    ['at the prefix of worlds', { a: 'GET /w/{name}' }, /is kept for \/w$/],
    ['anywhere', { a: 'GET /{name}' }, /"toy" is at "", which is no base path/],
    ['at the root', { a: 'GET /' }, /"toy" is at "\/", which is no base path/],
    ['of another verb', JSON.parse('{"a":"POST /help"}'), /"toy" has a page at "POST \/help", which is no route/],
  ])('are refused %s', async (_where, routes, said) => {
    await expect(serve({ ...listed, pages: routes, load: async () => house })).rejects.toThrow(said);
  });

  it('are refused where another vendor is', async () => {
    const load = async () => house;
    const other = { ...listed, vendor: 'other', basePaths: ['/other'] as const, load };
    await expect(serve({ ...listed, load }, { ...other, pages: { a: 'GET /help/more' } })).rejects.toThrow(
      '"other" is at /help/more, where "toy" is (/help)',
    );
    await expect(serve({ ...listed, load }, { ...other, pages: { a: 'GET /toy/v1/x' } })).rejects.toThrow(
      '"other" is at /toy/v1/x, where "toy" is (/toy/v1)',
    );
    await expect(
      serve({ ...listed, load }, { ...other, basePaths: ['/ring/api'] as const, pages: {} }),
    ).rejects.toThrow('"other" is at /ring/api, where "toy" is (/ring)');
  });
});

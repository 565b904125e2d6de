import net from 'node:net';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { serveToy } from './toy.js';
import { key, toyForTests } from './toy-calls.js';

const { served, call, post, raw } = toyForTests();

const kindOf = (text: string): string => JSON.parse(text).error.kind;

describe('a call that is right', () => {
  it('is answered with floats that keep their point', async () => {
    const made = await post('{"name":"desk","watts":47}');
    expect(made).toMatchObject({ status: 201, type: 'application/json' });
    expect(made.text).toMatch(/^\{"id":\d+,"name":"desk","watts":47\.0\}$/);
    expect((await call('/toy/v1/lamps')).text).toContain(made.text);
  });

  it('has a body of nothing for 204, and no body for HEAD', async () => {
    const { id } = JSON.parse((await post('{"name":"x","watts":1.5}')).text);
    const seen = await call(`/toy/v1/lamps/${id}`, { method: 'HEAD' });
    expect(seen).toMatchObject({ status: 200, text: '' });
    expect(await call(`/toy/v1/lamps/${id}`, { method: 'DELETE' })).toMatchObject({
      status: 204,
      text: '',
      type: null,
    });
    const gone = await call(`/toy/v1/lamps/${id}`);
    expect(gone.status).toBe(404);
    expect(kindOf(gone.text)).toBe('notFound');
  });

  it('is answered to its caller alone, also when the answer is held', async () => {
    await post('{"name":"mine","watts":1}');
    expect((await call('/toy/v1/lamps')).text).toContain('mine');
    expect((await call('/toy/v1/lamps', { headers: { toy_key: 'k-default-stranger' } })).text).toBe('{"lamps":[]}');
    expect((await call('/toy/v1/lamps')).text).toContain('mine');
  });

  it('may end its path in a slash', async () => {
    expect((await call('/toy/v1/lamps/')).status).toBe(200);
  });

  it('is kept in the journal without its query', async () => {
    await call('/toy/v1/lamps?most=1&session=secret');
    const last = served().worlds.need('default').journal.all().at(-1);
    expect(last).toMatchObject({ operation: 'lamps.list', path: '/toy/v1/lamps', status: 200, findings: [] });
    expect(JSON.stringify(served().worlds.need('default').journal.all())).not.toContain('secret');
  });

  it('may name the host in its first line, as to a proxy', async () => {
    const request = (address: string) =>
      raw(`GET ${address} HTTP/1.1\r\nHost: lamps.test\r\ntoy_key: k-default\r\nConnection: close\r\n\r\n`);
    expect(await request('http://lamps.test/toy/v1/lamps?most=1')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await request('HTTP://lamps.test')).toContain('nothing here');
    expect(await request('*')).toContain('nothing here');
  });

  it('needs no port', async () => {
    await supertest(served().app.express).get('/toy/v1/lamps').set(key).expect(200);
  });
});

describe('a credential', () => {
  it.each([
    ['missing', {}, 'unauthenticated'],
    ['malformed', { toy_key: 'nonsense' }, 'unauthenticated'],
    ['unknown', { toy_key: 'k-nobody' }, 'unauthenticated'],
    ['expired', { toy_key: 'k-default-expired' }, 'unauthenticated'],
    ['revoked', { toy_key: 'k-default-revoked' }, 'unauthenticated'],
  ])('that is %s is refused', async (why, headers, kind) => {
    const refused = await call('/toy/v1/lamps', { headers });
    expect(refused.status).toBe(401);
    expect(kindOf(refused.text)).toBe(kind);
    expect(served().worlds.need('default').journal.all().at(-1)).toMatchObject({ why });
  });

  it('that may only read is forbidden to write', async () => {
    expect((await call('/toy/v1/lamps', { headers: { toy_key: 'k-default-readonly' } })).status).toBe(200);
    const refused = await post('{"name":"x","watts":1}', { toy_key: 'k-default-readonly' });
    expect(kindOf(refused.text)).toBe('forbidden');
  });

  it('may travel in the query', async () => {
    expect((await call('/toy/v1/lamps?session=s-default', { headers: {} })).status).toBe(200);
  });
});

describe('a call that is wrong', () => {
  it.each([
    ['broken JSON', '{"name":', 400, 'malformed'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'malformed'],
    ['a wrong type', '{"name":1,"watts":"much"}', 422, 'invalid'],
    ['no body', '', 422, 'invalid'],
    ['too many bytes', `{"name":"${'x'.repeat(2000)}","watts":1}`, 413, 'tooLarge'],
  ])('with %s is refused, and the next one served', async (_what, body, status, kind) => {
    const refused = await post(body);
    expect([refused.status, kindOf(refused.text)]).toEqual([status, kind]);
    expect((await call('/toy/v1/lamps')).status).toBe(200);
  });

  it('names each issue with where it is', async () => {
    const { error } = JSON.parse((await post('{"watts":"much"}')).text);
    expect(error.issues).toMatchObject([
      { in: 'body', path: ['name'], code: 'required' },
      { in: 'body', path: ['watts'], code: 'invalid_type' },
    ]);
  });

  it('hears, of a value that may have several forms, what the nearest form has against it', async () => {
    const { error } = JSON.parse((await call('/toy/v1/lamps?most=many')).text);
    expect(error.issues).toMatchObject([{ in: 'query', path: ['most'], code: 'invalid_format' }]);
  });

  it('with 64 MiB hears the refusal, though it is still sending', async () => {
    const refused = await post(Buffer.alloc(64 * 1024 * 1024, 'x'));
    expect([refused.status, kindOf(refused.text)]).toEqual([413, 'tooLarge']);
  });

  it('that is too large is refused before the connection closes, however late the client listens', async () => {
    const size = 20 * 1024 * 1024;
    const head = `POST /toy/v1/lamps HTTP/1.1\r\nHost: x\r\ntoy_key: k-default\r\nContent-Length: ${size}\r\n`;
    expect(await raw(`${head}Connection: close\r\n\r\n${'x'.repeat(size)}`)).toMatch(/^HTTP\/1\.1 413 /);
    const kept = served().worlds.need('default').journal.all().at(-1);
    expect(kept).toMatchObject({ method: 'POST', path: '/toy/v1/lamps', status: 413, failure: 'tooLarge' });
  });

  it('with another verb is told apart from a path that is not there', async () => {
    expect(kindOf((await call('/toy/v1/lamps', { method: 'PATCH' })).text)).toBe('methodNotAllowed');
    expect(kindOf((await call('/toy/v1/nothing')).text)).toBe('noRoute');
    expect((await call('/elsewhere')).text).toBe('nothing here');
  });

  it('does no harm by its path, its host or its headers', async () => {
    const request = (path: string, headers = '') =>
      raw(`GET ${path} HTTP/1.1\r\nHost: x\r\ntoy_key: k-default\r\n${headers}Connection: close\r\n\r\n`);
    expect(await request('/toy/v1/../../etc/passwd')).toMatch(/^HTTP\/1\.1 404 /);
    expect(await request('/toy/v1/lamps/%zz')).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await request('/toy/v1/lamps', `x-long: ${'y'.repeat(64 * 1024)}\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    expect(
      await raw(
        'GET /toy/v1/lamps HTTP/1.1\r\nHost: no.such.host:99\r\ntoy_key: k-default\r\nConnection: close\r\n\r\n',
      ),
    ).toMatch(/^HTTP\/1\.1 200 /);
    expect(await raw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect((await call('/toy/v1/lamps')).status).toBe(200);
  });

  it('from a client that sends too slowly is ended', async () => {
    const hasty = await serveToy({ milliseconds: 50 });
    const { hostname, port } = new URL(hasty.url);
    const heard = await new Promise<string>(resolve => {
      const socket = net.connect(Number(port), hostname, () =>
        socket.write('POST /toy/v1/lamps HTTP/1.1\r\nHost: x\r\ntoy_key: k-default\r\nContent-Length: 100\r\n\r\n{"na'),
      );
      let text = '';
      socket.setEncoding('utf8').on('data', piece => {
        text += piece;
      });
      socket.on('close', () => resolve(text));
    });
    expect(heard).toMatch(/^HTTP\/1\.1 408 [\s\S]*^connection: close\r$/im);
    expect(heard).toContain('"kind":"timeout"');
    await hasty.close();
  });
});

describe('an operation', () => {
  it('without a handler says so, in no vendor’s words', async () => {
    const unserved = await call('/toy/v1/later');
    expect(unserved.status).toBe(501);
    expect(unserved.headers.get('x-hostdouble-unserved')).toBe('lamps.unserved');
  });

  it('that fails by a bug of ours is worded as the vendor words it, and logged', async () => {
    const failed = await call('/toy/v1/broken');
    expect([failed.status, kindOf(failed.text)]).toEqual([500, 'internal']);
    expect(served().errors.at(-1)).toBeInstanceOf(TypeError);
  });

  it('can be made to fail', async () => {
    const { faults } = served().worlds.need('default');
    faults.clear();
    faults.add({ operation: 'lamps.l*', failure: 'rateLimited', text: 'slow down' }, 1);
    const failed = await call('/toy/v1/lamps');
    expect([failed.status, JSON.parse(failed.text).error.message]).toEqual([429, 'slow down']);
    expect((await call('/toy/v1/lamps')).status).toBe(200);
    expect(faults.all()).toMatchObject([{ left: 0, struck: 1 }]);
    faults.clear();
  });

  it('that is made to fail as its contract does not know is no drift', async () => {
    const before = served().findings.length;
    served().worlds.need('default').faults.add({ operation: 'lamps.list', failure: 'funds', text: null }, 1);
    expect((await call('/toy/v1/lamps')).status).toBe(402);
    expect(served().findings.length).toBe(before);
  });
});

describe('the self-check', () => {
  it('finds what breaks the contract in what was sent', async () => {
    expect((await call('/toy/v1/lamps/wrong')).status).toBe(200);
    expect(served().findings.map(({ check, path }) => [check, path])).toEqual([
      ['type', '$.id'],
      ['undocumented-field', '$.colour'],
    ]);
  });

  it('keeps it from being sent when strict', async () => {
    const strict = await serveToy({ strict: true });
    const reply = await fetch(`${strict.url}/toy/v1/lamps/wrong`, { headers: key });
    expect([reply.status, reply.headers.get('x-hostdouble-drift')]).toEqual([500, 'lamps.wrong']);
    await strict.close();
  });
});

describe('a world', () => {
  it('is selected by its prefix, its header or its credential', async () => {
    await served().worlds.create({ name: 'other', mode: 'frozen' });
    const make = (path: string, headers: Record<string, string>) =>
      call(path, { method: 'POST', body: '{"name":"theirs","watts":1}', headers });
    await make('/w/other/toy/v1/lamps', { toy_key: 'k-other' });
    await make('/toy/v1/lamps', { toy_key: 'k-other', 'x-hostdouble-world': 'other' });
    await make('/toy/v1/lamps', { toy_key: 'k-other' });
    const seen = await call('/toy/v1/lamps?session=s-other', { headers: {} });
    expect(JSON.parse(seen.text).lamps).toHaveLength(3);
    expect((await call('/toy/v1/lamps')).text).not.toContain('theirs');
  });

  it('named by the prefix goes before the one of the header, and that before the one of the credential', async () => {
    for (const name of ['one', 'two', 'three']) await served().worlds.create({ name, mode: 'frozen' });
    const status = async (path: string, header: string, key: string) =>
      (await call(`${path}/toy/v1/lamps`, { headers: { toy_key: key, 'x-hostdouble-world': header } })).status;
    expect(await status('/w/one', 'two', 'k-one')).toBe(200);
    expect(await status('/w/one', 'two', 'k-two')).toBe(401);
    expect(await status('/w/one', 'nowhere', 'k-one')).toBe(200);
    expect(await status('', 'two', 'k-two')).toBe(200);
    expect(await status('', 'two', 'k-three')).toBe(401);
  });

  it('that is not there is said to be so', async () => {
    const missing = await call('/w/nowhere/toy/v1/lamps');
    expect([missing.status, JSON.parse(missing.text)]).toEqual([404, { hostdouble: 'there is no world "nowhere"' }]);
  });
});

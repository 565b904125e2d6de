import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { heard, partsOf, until } from './struck.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', tls: false, strict: true });
});
afterEach(async () => {
  await mock.control.worlds.reset();
});
afterAll(() => mock.close());

const operation = 'infrahub/environments.list';
const LIST = 'GET /v1/core/environments';
const api_key = '11111111-2222-4333-8444-555555555555';
type Wish = Parameters<MockServer['control']['faults']['add']>[0];
const add = (wish: Wish) => mock.control.faults.add({ operation, ...wish });
const list = (signal?: AbortSignal) =>
  fetch(`${mock.url}/v1/core/environments`, { headers: { api_key }, ...(signal && { signal }) });
const last = async () => (await mock.control.journal.list()).calls.at(-1);
/** The answer as it is when nothing goes wrong. */
const real = async () => (await list()).text();

describe('a connection that breaks', () => {
  it('is reset before anything is sent', async () => {
    const { id } = await add({ transport: 'reset', times: 1 });
    expect(await heard(mock.url, LIST)).toEqual({ text: '', error: 'ECONNRESET' });
    expect(await last()).toMatchObject({ fault: id, transport: 'reset', status: 0, failure: null });
    expect((await list()).status).toBe(200);
  });

  it('ends without a word', async () => {
    await add({ transport: 'close' });
    expect(await heard(mock.url, LIST)).toEqual({ text: '', error: undefined });
    await expect(list()).rejects.toThrow('fetch failed');
  });

  it('ends after the head', async () => {
    const length = (await real()).length;
    await add({ transport: 'close', at: 'afterHead' });
    const { head, body } = partsOf(await heard(mock.url, LIST));
    expect([head.split('\r\n')[0], body]).toEqual(['HTTP/1.1 200 OK', '']);
    expect(head).toContain(`content-length: ${length}`);
    expect(await last()).toMatchObject({ transport: 'close', status: 200 });
    const reply = await list();
    await expect(reply.text()).rejects.toThrow('terminated');
  });

  it('carries bytes that are no HTTP', async () => {
    await add({ transport: 'garbage' });
    const { text } = await heard(mock.url, LIST);
    expect([text.length > 0, text.startsWith('HTTP/')]).toEqual([true, false]);
    const failed = await list().catch((error: Error) => error.cause);
    expect(failed).toMatchObject({ code: expect.stringMatching(/^HPE_/) });
  });

  it('breaks off after so many bytes of the body, by default half of it', async () => {
    const whole = await real();
    await add({ transport: 'truncate', bytes: 7, times: 1 });
    const { head, body } = partsOf(await heard(mock.url, LIST));
    expect([body, head.includes(`content-length: ${whole.length}`)]).toEqual([whole.slice(0, 7), true]);
    await add({ transport: 'truncate' });
    expect(partsOf(await heard(mock.url, LIST)).body).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    await expect((await list()).text()).rejects.toThrow('terminated');
  });

  it('has a length that is not that of the body', async () => {
    const whole = await real();
    await add({ transport: 'wrongLength', times: 1 });
    const longer = partsOf(await heard(mock.url, LIST));
    expect(longer.head).toContain(`content-length: ${whole.length + 10}`);
    expect(longer.body).toBe(whole);
    await add({ transport: 'wrongLength', by: -5, times: 1 });
    expect(partsOf(await heard(mock.url, LIST)).head).toContain(`content-length: ${whole.length - 5}`);
    await add({ transport: 'wrongLength', by: -100_000, times: 1 });
    expect(partsOf(await heard(mock.url, LIST)).head).toContain('content-length: 0\r\n');
    await add({ transport: 'wrongLength' });
    await expect((await list()).text()).rejects.toThrow('terminated');
  });

  it('says that JSON is a page, whole', async () => {
    const whole = await real();
    await add({ transport: 'wrongMediaType' });
    const reply = await list();
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await reply.text()).toBe(whole);
  });

  it('carries JSON that ends too early, whole by its length, and stays open', async () => {
    const { id } = await add({ transport: 'invalidJson' });
    const reply = await list();
    const text = await reply.text();
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(reply.headers.get('content-length')).toBe(`${text.length}`);
    expect(() => JSON.parse(text)).toThrow();
    expect(await last()).toMatchObject({ fault: id, transport: 'invalidJson', status: 200, findings: [] });
  });

  it('is slow, and holds up no other', async () => {
    const whole = await real();
    await add({ transport: 'slow', bytesPerSecond: 20_000, times: 1 });
    const begun = performance.now();
    const slow = list().then(reply => reply.text());
    expect(await real()).toBe(whole);
    const other = performance.now() - begun;
    expect(await slow).toBe(whole);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(other);
    expect((await mock.control.faults.list())[0]).toMatchObject({ left: 0, struck: 1 });
  });

  it('is slow until its client goes away', async () => {
    await add({ transport: 'slow', bytesPerSecond: 1 });
    const end = new AbortController();
    const reply = await list(end.signal);
    const reader = reply.body?.getReader();
    end.abort();
    await expect(reader?.read()).rejects.toThrow();
    await add({ operation: 'infrahub/regions.list', delay: 'PT0.001S' });
    expect((await fetch(`${mock.url}/v1/core/regions`, { headers: { api_key } })).status).toBe(200);
  });

  it.each(['truncate', 'slow', 'wrongLength', 'invalidJson', 'wrongMediaType'] as const)(
    'has no body to spoil by %s where there is none',
    async transport => {
      await add({ transport, ...(transport === 'slow' && { bytesPerSecond: 1 }) });
      const { head, body } = partsOf(await heard(mock.url, 'HEAD /v1/core/environments'));
      expect([head.split('\r\n')[0], body]).toEqual(['HTTP/1.1 200 OK', '']);
    },
  );
});

describe('a call that is never answered', () => {
  it('is told in the journal at once, and ends when its client goes', async () => {
    const { id } = await add({ transport: 'hang' });
    const end = new AbortController();
    const call = list(end.signal);
    call.catch(() => {});
    await until(async () => (await last()) !== undefined);
    expect(await last()).toMatchObject({ operation: 'environments.list', fault: id, transport: 'hang', status: 0 });
    end.abort();
    await expect(call).rejects.toThrow('aborted');
  });

  it('ends with the world, when that is reset, and with the server', async () => {
    const other = await createMockServer({ seed: 'empty', clock: 'frozen' });
    const url = `${other.url}/v1/core/environments`;
    const wait = () => until(async () => (await other.control.journal.list()).calls.length > 0);
    await other.control.faults.add({ transport: 'hang' });
    const one = fetch(url, { headers: { api_key } });
    one.catch(() => {});
    await wait();
    await other.control.worlds.reset();
    await expect(one).rejects.toThrow('fetch failed');
    await other.control.faults.add({ transport: 'hang' });
    const two = fetch(url, { headers: { api_key } });
    two.catch(() => {});
    await wait();
    const begun = performance.now();
    await other.close();
    await expect(two).rejects.toThrow('fetch failed');
    expect(performance.now() - begun).toBeLessThan(1500);
  });

  it('does its work first where that is asked for', async () => {
    await add({ operation: 'infrahub/environments.create', transport: 'hang', phase: 'after', times: 1 });
    const end = new AbortController();
    const body = JSON.stringify({ name: 'web', region: 'NORWAY-1' });
    const headers = { api_key, 'content-type': 'application/json' };
    const call = fetch(`${mock.url}/v1/core/environments`, { method: 'POST', headers, body, signal: end.signal });
    call.catch(() => {});
    await until(async () => (await last()) !== undefined);
    expect(await real()).toContain('"name":"web"');
    end.abort();
    await expect(call).rejects.toThrow('aborted');
  });
});

it('breaks over TLS too', async () => {
  const secure = await createMockServer({ seed: 'empty', clock: 'frozen', tls: true });
  const broken = async (wish: Wish) => {
    await secure.control.faults.clear();
    await secure.control.faults.add({ operation, ...wish });
    return heard(secure.url, LIST);
  };
  expect(await broken({ transport: 'reset' })).toEqual({ text: '', error: 'ECONNRESET' });
  expect(await broken({ transport: 'close' })).toEqual({ text: '', error: undefined });
  expect((await broken({ transport: 'garbage' })).text).toContain('no answer of HTTP');
  const cut = await broken({ transport: 'truncate', bytes: 3 });
  expect([partsOf(cut).body.length, cut.error]).toEqual([3, undefined]);
  await secure.close();
});

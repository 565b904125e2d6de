import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_AT_ONCE } from '../../mock-server/calls/lengthy.js';
import { calls, type LongToy, serveLongToy } from './long-toy.js';

/** More than a connection holds while nobody reads it. */
const HUGE = 100_000;

describe('a list that is too long to be made at once', () => {
  let toy: LongToy;
  const start = async (strict = false): Promise<void> => {
    toy = await serveLongToy(strict);
  };
  beforeEach(() => start());
  afterEach(() => toy.close());

  const get = (path: string, method = 'GET'): Promise<Response> =>
    fetch(`${toy.url}/long/v1${path}`, { method, headers: { key: 'k-default' } });

  /** An answer of which nothing is read yet. */
  async function unread(path: string): Promise<IncomingMessage> {
    const request = http.get(`${toy.url}/long/v1${path}`, { headers: { key: 'k-default' }, agent: false });
    const [reply] = await once(request, 'response');
    return reply;
  }

  const turn = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 20));

  it('is answered with the same bytes as one that is not', async () => {
    for (const count of [MOST_AT_ONCE, MOST_AT_ONCE + 1, MOST_AT_ONCE + 100, MOST_AT_ONCE + 101]) {
      const [long, short] = [await get(`/rows?count=${count}`), await get(`/rows?count=${count}&atOnce=true`)];
      expect(await long.text()).toBe(await short.text());
      const isLong = count > MOST_AT_ONCE;
      expect(long.headers.get('transfer-encoding')).toBe(isLong ? 'chunked' : null);
      expect(long.headers.has('content-length')).toBe(!isLong);
      expect(long.headers.get('content-type')).toBe('application/json');
    }
    expect(toy.findings).toEqual([]);
  });

  it('is sent again as a short one is, in one piece, once all of it was sent', async () => {
    for (const count of [MOST_AT_ONCE, MOST_AT_ONCE + 1]) {
      const before = calls.made;
      const first = await (await get(`/rows?count=${count}`)).text();
      const again = await get(`/rows?count=${count}`);
      expect(again.headers.get('content-length')).toBe(`${Buffer.byteLength(first)}`);
      expect(await again.text()).toBe(first);
      expect(calls.made - before).toBe(count);
    }
  });

  it('is made again where its client left before all was sent', async () => {
    const reply = await unread(`/rows?count=${HUGE}`);
    await once(reply, 'data');
    reply.destroy();
    const before = calls.made;
    expect((await (await get(`/rows?count=${HUGE}`)).text()).length).toBeGreaterThan(HUGE);
    expect(calls.made - before).toBeGreaterThanOrEqual(HUGE);
  });

  it('is whole for a call that makes the call as a part of itself, and where an override changes it', async () => {
    expect(await (await get(`/sum?count=${MOST_AT_ONCE + 7}`)).json()).toEqual({ count: MOST_AT_ONCE + 7 });
    toy.world.overrides.add({
      ...{ operation: 'rows.list', where: null, times: null, drift: false },
      ...{ reply: null, name: null, patch: { title: 'patched' } },
    });
    const reply = await get(`/rows?count=${MOST_AT_ONCE + 7}`);
    const { title, rows } = JSON.parse(await reply.text());
    expect([title, rows.length, reply.headers.has('content-length')]).toEqual(['patched', MOST_AT_ONCE + 7, true]);
  });

  it('has no body for HEAD', async () => {
    const before = calls.made;
    const reply = await get(`/rows?count=${HUGE}`, 'HEAD');
    expect([reply.status, await reply.text()]).toEqual([200, '']);
    expect(calls.made - before).toBeLessThanOrEqual(MOST_AT_ONCE + 1);
  });

  it('is made no faster than its client takes it, and others are served meanwhile', async () => {
    const before = calls.made;
    const reply = await unread(`/rows?count=${HUGE}`);
    for (let seen = 0; seen < calls.made; ) {
      seen = calls.made;
      expect(await (await get('/rows?count=1')).json()).toMatchObject({ rows: [{ id: 0 }] });
      await turn();
    }
    expect(calls.made - before).toBeLessThan(HUGE);
    let text = '';
    for await (const piece of reply.setEncoding('utf8')) text += piece;
    expect(JSON.parse(text).rows).toHaveLength(HUGE);
  });

  it('lets others in between two slices, however fast its client is', async () => {
    const order: string[] = [];
    const long = get(`/rows?count=${HUGE}`)
      .then(reply => reply.text())
      .then(() => order.push('long'));
    const short = turn()
      .then(() => get('/rows?count=1'))
      .then(reply => reply.text())
      .then(() => order.push('short'));
    await Promise.all([long, short]);
    expect(order).toEqual(['short', 'long']);
  });

  it('is made no further when its client has gone', async () => {
    const [made, ended] = [calls.made, calls.ended];
    const reply = await unread(`/rows?count=${HUGE}`);
    reply.destroy();
    await expect.poll(() => calls.ended).toBe(ended + 1);
    expect(calls.made - made).toBeLessThan(HUGE);
    expect(toy.errors).toEqual([]);
  });

  it('breaks off when it cannot be made, and the error is logged', async () => {
    const reply = await get(`/rows?count=${MOST_AT_ONCE + 500}&breaksAt=${MOST_AT_ONCE + 300}`);
    expect(reply.status).toBe(200);
    await expect(reply.text()).rejects.toThrow();
    await expect.poll(() => toy.errors).toMatchObject([{ message: 'no more rows' }]);
  });

  it('is held to its contract slice by slice', async () => {
    const wrongAt = MOST_AT_ONCE + 250;
    expect((await get(`/rows?count=${MOST_AT_ONCE + 1000}&wrongAt=${wrongAt}`)).status).toBe(200);
    await expect.poll(() => toy.findings.length).toBe(1);
    expect(toy.findings).toMatchObject([{ place: '$.rows[*].id', severity: 'error' }]);
    expect(toy.world.journal.all().at(-1)?.findings).toEqual(toy.findings);
    expect(toy.world.journal.all().at(-1)?.exchanged?.replyCut).toBe('streamed');
  });

  it('breaks off before a slice that breaks its contract, where that is strict', async () => {
    await toy.close();
    await start(true);
    const reply = await get(`/rows?count=${MOST_AT_ONCE + 1000}&wrongAt=${MOST_AT_ONCE + 250}`);
    await expect(reply.text()).rejects.toThrow();
    expect((await get(`/rows?count=${MOST_AT_ONCE + 1000}&wrongAt=3`)).status).toBe(500);
  });
});

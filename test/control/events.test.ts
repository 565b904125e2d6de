import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { worldEvents } from '../../contracts/control/events.js';
import { control } from '../../contracts/control/index.js';
import { createClient } from '../../contracts/core/client.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { FollowedEvents } from './followed.js';

const NOW = '2025-01-01T00:00:00Z';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: NOW });
});
afterAll(() => mock.close());

const open: FollowedEvents[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.leave();
});

let count = 0;
/** A world of a test's own. */
async function opened() {
  count += 1;
  const world = await mock.control.worlds.create({ name: `own-${count}`, clock: 'frozen', now: NOW });
  const api_key = world.credentials.infrahub.apiKey;
  return {
    ...world,
    list: (query = '') => fetch(`${world.urls.infrahub}/core/environments${query}`, { headers: { api_key } }),
    /** Sends so many calls one after the other, without waiting for their answers, and resolves when they are answered. */
    rush: (many: number) =>
      new Promise<void>(resolve => {
        const { hostname, port, pathname } = new URL(world.urls.infrahub ?? '');
        const head = `GET ${pathname}/core/environments HTTP/1.1\r\nhost: ${hostname}\r\napi_key: ${api_key}\r\n\r\n`;
        const socket = connect(Number(port), hostname, () => socket.write(head.repeat(many)));
        let answered = 0;
        socket.on('data', chunk => {
          answered += chunk.toString().match(/HTTP\/1\.1 200/g)?.length ?? 0;
          if (answered < many) return;
          socket.destroy();
          resolve();
        });
      }),
    make: async (name: string) => {
      const reply = await fetch(`${world.urls.infrahub}/core/environments`, {
        method: 'POST',
        headers: { api_key, 'content-type': 'application/json' },
        body: JSON.stringify({ name, region: 'NORWAY-1' }),
      });
      return JSON.parse(await reply.text()).environment.id;
    },
    follow: async (query = '', headers = {}) => {
      const followed = await FollowedEvents.of(`${mock.url}/__admin/worlds/${world.name}/events?${query}`, headers);
      open.push(followed);
      return followed;
    },
  };
}

const numbers = (followed: FollowedEvents): number[] => followed.named('call').map(({ data }) => data.number);

describe('the events of a world', () => {
  it('are a stream that says what it is, and begin with how the clock stands', async () => {
    const world = await opened();
    const followed = await world.follow();
    expect(followed.reply.status).toBe(200);
    expect(Object.fromEntries(followed.reply.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    expect(followed.reply.headers.has('content-length')).toBe(false);
    await followed.until(seen => seen.length > 0);
    expect(followed.raw.startsWith('retry: 1000\n\n')).toBe(true);
    expect(followed.seen).toEqual([{ event: 'clock', data: { now: NOW, mode: 'frozen' } }]);
  });

  it('tell of each call as the journal shows it, without bodies', async () => {
    const world = await opened();
    const followed = await world.follow('kinds=call');
    await world.list('?colour=red');
    await fetch(`${world.urls.infrahub}/nowhere/${world.credentials.infrahub.apiKey}`);
    await followed.until(() => followed.named('call').length === 2);
    const { calls } = await mock.control.journal.list({}, world.name);
    expect(followed.seen.map(({ data }) => data)).toEqual(calls);
    expect(followed.raw).not.toContain(world.credentials.infrahub.apiKey);
  });

  it('tell of changes: vendor, time, and what became of each thing, together', async () => {
    const world = await opened();
    const followed = await world.follow('kinds=change');
    const id = await world.make('web');
    await followed.until(seen => seen.length > 0);
    expect(followed.seen[0]).toEqual({
      event: 'change',
      data: { vendor: 'infrahub', at: NOW, count: 1, changes: [{ part: 'environment', key: id, kind: 'added' }] },
    });
    const state = await mock.control.state.list('infrahub', {}, world.name);
    expect(state.resources.environment?.records.map(record => record.id)).toContain(id);
  });

  it('name the first hundred of many changes and count all', async () => {
    const world = await opened();
    const followed = await world.follow('kinds=change');
    await mock.control.worlds.reset(world.name);
    for (let at = 0; at < 130; at += 1) await world.make(`web-${at}`);
    const told = () => followed.named('change').reduce((sum, { data }) => sum + data.count, 0);
    await followed.until(() => told() === 130);
    for (const { data } of followed.named('change')) expect(data.changes.length).toBe(Math.min(data.count, 100));
  });

  it('tell when the clock is advanced, set, frozen or let run', async () => {
    const world = await opened();
    const followed = await world.follow('kinds=clock');
    const told = async (mode: string, now: string) =>
      followed.until(seen => seen.at(-1)?.data.mode === mode && seen.at(-1)?.data.now.startsWith(now));
    await mock.control.clock.advance({ by: 'PT1H' }, world.name);
    await told('frozen', '2025-01-01T01:00');
    await mock.control.clock.change({ now: '2025-01-02T00:00:00Z' }, world.name);
    await told('frozen', '2025-01-02T00:00');
    await mock.control.clock.change({ mode: 'running' }, world.name);
    await told('running', '2025-01-02T00:00');
  });

  it('tell of a reset and of a snapshot, and go on with the clouds that come after', async () => {
    const world = await opened();
    const saved = await mock.control.snapshot.save(world.name);
    const followed = await world.follow();
    const resets = () => followed.named('reset').map(({ data }) => data.why);
    const added = () => followed.named('change').flatMap(({ data }) => data.changes).length;
    await world.make('one');
    await followed.until(() => added() === 1);
    await mock.control.worlds.reset(world.name);
    await followed.until(() => resets().length === 1);
    await world.make('two');
    await followed.until(() => added() === 2);
    await mock.control.snapshot.restore(saved, world.name);
    await followed.until(() => resets().length === 2);
    await world.make('three');
    await followed.until(() => added() === 3);
    await mock.control.journal.clear(world.name);
    await followed.until(() => resets().length === 3);
    expect(resets()).toEqual(['reset', 'restored', 'cleared']);
  });

  it('are those that are asked for', async () => {
    const world = await opened();
    const [ofVirtuozzo, made, both] = await Promise.all([
      world.follow('vendor=virtuozzo&kinds=call&kinds=change'),
      world.follow('operation=environments.create&kinds=call'),
      world.follow('kinds=call&kinds=change'),
    ]);
    await world.list();
    await world.make('web');
    await both.until(() => numbers(both).length === 2 && both.named('change').length === 1);
    await made.until(() => numbers(made).length === 1);
    expect(numbers(made)).toEqual([2]);
    expect(ofVirtuozzo.seen).toEqual([]);
  });

  it('match what their contract says of them', async () => {
    const world = await opened();
    const followed = await world.follow();
    await world.make('web');
    await mock.control.journal.clear(world.name);
    await followed.until(() => new Set(followed.seen.map(({ event }) => event)).size >= 3);
    for (const { event, data } of followed.seen)
      expect(worldEvents[event as keyof typeof worldEvents].safeParse(data)).toMatchObject({ success: true });
  });
});

describe('a client that comes back', () => {
  it('gets each call once, by the number or by the id of the last event', async () => {
    const world = await opened();
    const first = await world.follow('kinds=call');
    await world.list();
    await world.list();
    await first.until(() => numbers(first).length === 2);
    first.leave();
    await world.list();
    const byNumber = await world.follow('kinds=call&after=2');
    const byId = await world.follow('kinds=call', { 'last-event-id': first.seen[1]?.id ?? '' });
    await world.list();
    for (const again of [byNumber, byId]) {
      await again.until(() => numbers(again).includes(4));
      expect(numbers(again)).toEqual([3, 4]);
    }
  });

  it('gets all that the journal has, however many there are', async () => {
    const world = await opened();
    for (let at = 0; at < 300; at += 1) await world.list();
    const followed = await world.follow('kinds=call&after=0');
    await followed.until(() => numbers(followed).length >= 300);
    expect(numbers(followed)).toEqual(Array.from({ length: 300 }, (_, at) => at + 1));
    expect(followed.named('missed')).toEqual([]);
  });

  it('begins anew, and is told so, when the journal was cleared meanwhile, also where as many calls came since', async () => {
    const world = await opened();
    const first = await world.follow('kinds=call');
    await world.list();
    await first.until(() => numbers(first).length === 1);
    await mock.control.journal.clear(world.name);
    await world.list();
    await world.list();
    const again = await world.follow('kinds=call&kinds=reset', { 'last-event-id': first.seen[0]?.id ?? '' });
    await again.until(() => numbers(again).length === 2);
    expect(again.seen.map(({ event, data }) => data.why ?? `${event} ${data.number}`)).toEqual([
      'cleared',
      'call 1',
      'call 2',
    ]);
    const beyond = await world.follow('kinds=call&kinds=reset&after=99');
    await beyond.until(() => numbers(beyond).length === 2);
  });
});

describe('calls that come faster than they are told', () => {
  it('are told in part, the newest among them, and the others counted', async () => {
    const world = await opened();
    const followed = await world.follow('kinds=call');
    const many = 2500;
    await world.rush(many);
    const missed = () => followed.named('missed').reduce((sum, { data }) => sum + data.calls, 0);
    await followed.until(() => numbers(followed).length + missed() === many);
    expect(missed()).toBeGreaterThan(0);
    expect(numbers(followed).at(-1)).toBe(many);
    expect(numbers(followed)).toEqual([...new Set(numbers(followed))].sort((one, other) => one - other));
  });
});

describe('following', () => {
  it('refuses what names nothing, and input that is wrong, and says where', async () => {
    const world = await opened();
    const refused = async (path: string) => {
      const reply = await fetch(`${mock.url}/__admin/worlds/${path}`);
      return [reply.status, JSON.stringify(await reply.json())];
    };
    expect(await refused('defualt/events')).toEqual([404, expect.stringContaining('did you mean default?')]);
    expect(await refused(`${world.name}/events?vendor=infrahab`)).toEqual([
      expect.any(Number),
      expect.stringContaining('infrahub'),
    ]);
    expect(await refused(`${world.name}/events?operation=servers.crate`)).toEqual([
      422,
      expect.stringContaining('servers.create'),
    ]);
    expect(await refused(`${world.name}/events?kinds=calls`)).toEqual([422, expect.stringContaining('kinds')]);
    expect(await refused(`${world.name}/events?after=-1`)).toEqual([422, expect.stringContaining('after')]);
  });

  it('ends when the world is removed', async () => {
    const world = await opened();
    const followed = await world.follow();
    await mock.control.worlds.remove(world.name);
    await followed.over();
  });

  it('ends when the client leaves, and is for so many at a time', async () => {
    const own = await createMockServer({ seed: 'empty' });
    const url = `${own.url}/__admin/worlds/default/events`;
    const all = await Promise.all(Array.from({ length: 100 }, () => FollowedEvents.of(url)));
    expect(all.map(({ reply }) => reply.status)).toEqual(all.map(() => 200));
    const refused = await fetch(url);
    expect([refused.status, await refused.text()]).toEqual([429, expect.stringContaining('100 clients')]);
    all[0]?.leave();
    await expect.poll(async () => (await FollowedEvents.of(url)).reply.status).toBe(200);
    await own.close();
  });

  it('ends when the server closes, which waits for none of them', async () => {
    const own = await createMockServer({ seed: 'empty' });
    const all = await Promise.all(
      Array.from({ length: 3 }, () => FollowedEvents.of(`${own.url}/__admin/worlds/default/events`)),
    );
    await all[0]?.until(seen => seen.length > 0);
    const begun = performance.now();
    await own.close();
    expect(performance.now() - begun).toBeLessThan(1000);
    for (const one of all) await one.over();
  });

  it('lets a client wait that reads nothing, and tells it how much it missed', async () => {
    const world = await opened();
    const { hostname, port } = new URL(mock.url);
    const socket = connect(Number(port), hostname);
    socket.pause();
    socket.write(`GET /__admin/worlds/${world.name}/events?kinds=call&after=0 HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
    await world.rush(3000);
    await world.list();
    const text = await new Promise<string>(resolve => {
      let read = '';
      socket.on('data', chunk => {
        read += chunk;
        if (read.includes('"number":3001,')) resolve(read);
      });
      socket.resume();
    });
    const missed = [...text.matchAll(/"calls":(\d+)/g)].reduce((sum, [, calls]) => sum + Number(calls), 0);
    const told = text.match(/event: call/g)?.length ?? 0;
    expect(told + missed).toBe(3001);
    socket.destroy();
  });

  it('is in the document of the control API as what it is', async () => {
    const { paths } = await mock.control.openapi('control');
    expect(paths).toMatchObject({
      '/worlds/{world}/events': {
        get: { responses: { 200: { content: { 'text/event-stream': { schema: { type: 'string' } } } } } },
      },
    });
  });

  it('is for HTTP: the client and the calls in process say so at once', async () => {
    const client = createClient(control, { url: mock.url });
    await expect(client.events.follow({ params: { world: 'default' } })).rejects.toThrow(/a stream.*fetch/);
    await expect(Object(mock.control).events.follow({}, 'default')).rejects.toThrow(/a stream.*HTTP/);
  });
});

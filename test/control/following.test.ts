import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { control } from '../../contracts/control/index.js';
import { createClient } from '../../contracts/core/client.js';
import { createMockServer } from '../../mock-server/index.js';
import { FollowedEvents } from './followed.js';
import { numbers, serverOfEvents } from './followed-world.js';

const server = serverOfEvents();
const { opened } = server;

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
      const reply = await fetch(`${server.mock.url}/__admin/worlds/${path}`);
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

  it('hears a comment from time to time, so that nothing on the way takes the stream for dead', async () => {
    const world = await opened();
    const followed = await world.follow('kinds=reset');
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      vi.advanceTimersByTime(1e9); // beyond what the real one says
      await world.list();
      await expect.poll(() => followed.raw).toContain(': nothing new\n\n');
    } finally {
      vi.useRealTimers();
    }
    expect(followed.seen).toEqual([]);
  });

  it('ends when the world is removed', async () => {
    const world = await opened();
    const followed = await world.follow();
    await server.mock.control.worlds.remove(world.name);
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
    const { hostname, port } = new URL(server.mock.url);
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
    const { paths } = await server.mock.control.openapi('control');
    expect(paths).toMatchObject({
      '/worlds/{world}/events': {
        get: { responses: { 200: { content: { 'text/event-stream': { schema: { type: 'string' } } } } } },
      },
    });
  });

  it('is for HTTP: the client and the calls in process say so at once', async () => {
    const client = createClient(control, { url: server.mock.url });
    await expect(client.events.follow({ params: { world: 'default' } })).rejects.toThrow(/a stream.*fetch/);
    await expect(Object(server.mock.control).events.follow({}, 'default')).rejects.toThrow(/a stream.*HTTP/);
  });
});

import { describe, expect, it } from 'vitest';
import { worldEvents } from '../../contracts/control/events.js';
import { NOW, numbers, serverOfEvents } from './followed-world.js';

const server = serverOfEvents();
const { opened } = server;

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
    const { calls } = await server.mock.control.journal.list({}, world.name);
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
    const state = await server.mock.control.state.list('infrahub', {}, world.name);
    expect(state.resources.environment?.records.map(record => record.id)).toContain(id);
  });

  it('name the first hundred of many changes and count all', async () => {
    const world = await opened();
    const followed = await world.follow('kinds=change');
    await server.mock.control.worlds.reset(world.name);
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
    await server.mock.control.clock.advance({ by: 'PT1H' }, world.name);
    await told('frozen', '2025-01-01T01:00');
    await server.mock.control.clock.change({ now: '2025-01-02T00:00:00Z' }, world.name);
    await told('frozen', '2025-01-02T00:00');
    await server.mock.control.clock.change({ mode: 'running' }, world.name);
    await told('running', '2025-01-02T00:00');
  });

  it('tell of a reset and of a snapshot, and go on with the clouds that come after', async () => {
    const world = await opened();
    const saved = await server.mock.control.snapshot.save(world.name);
    const followed = await world.follow();
    const resets = () => followed.named('reset').map(({ data }) => data.why);
    const added = () => followed.named('change').flatMap(({ data }) => data.changes).length;
    await world.make('one');
    await followed.until(() => added() === 1);
    await server.mock.control.worlds.reset(world.name);
    await followed.until(() => resets().length === 1);
    await world.make('two');
    await followed.until(() => added() === 2);
    await server.mock.control.snapshot.restore(saved, world.name);
    await followed.until(() => resets().length === 2);
    await world.make('three');
    await followed.until(() => added() === 3);
    await server.mock.control.journal.clear(world.name);
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
    await server.mock.control.journal.clear(world.name);
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
    await server.mock.control.journal.clear(world.name);
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

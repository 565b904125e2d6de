import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Lifetimes, type Mortal } from '../../mock-server/worlds/lifetimes.js';

const SECOND = 1000;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function lifetimes({ idle }: { readonly idle?: number } = {}) {
  const worlds = new Map<string, Mortal>();
  const gone: string[] = [];
  const leave = (why: string) => (world: Mortal) => {
    worlds.delete(world.name);
    gone.push(`${world.name} ${why} ${Date.now() / SECOND}`);
  };
  const lives = new Lifetimes<Mortal>({
    ...{ all: () => worlds.values(), forget: leave('over'), evict: leave('idle'), lasting: 'default', ttl: null, idle },
  });
  const made = (name: string, ttl: number | null = null, isBusy = false): Mortal & { isBusy: boolean } => {
    const world = { name, tenure: lives.tenureOf(name, { ttl }), touched: Date.now(), isBusy };
    worlds.set(name, world);
    lives.note(world);
    return world;
  };
  return { lives, made, gone };
}

describe('the sweep', () => {
  it('forgets worlds when their time is over, by one timer that keeps nothing alive', () => {
    const { made, gone, lives } = lifetimes();
    expect(vi.getTimerCount()).toBe(0);
    made('for ever');
    expect(vi.getTimerCount()).toBe(0);
    made('long', 90 * SECOND);
    made('short', 10 * SECOND);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(10 * SECOND);
    expect(gone).toEqual(['short over 10']);
    vi.advanceTimersByTime(200 * SECOND);
    expect([gone, vi.getTimerCount()]).toEqual([['short over 10', 'long over 90'], 0]);
    lives.close();
  });

  it('waits for what was prolonged, and for what ends later than a timer can wait', () => {
    const { made, gone, lives } = lifetimes();
    const world = made('prolonged', 10 * SECOND);
    lives.keepFor(world, 60 * 24 * 3600 * SECOND);
    vi.advanceTimersByTime(50 * 24 * 3600 * SECOND);
    expect(gone).toEqual([]);
    vi.advanceTimersByTime(10 * 24 * 3600 * SECOND);
    expect(gone).toEqual([`prolonged over ${60 * 24 * 3600}`]);
  });

  it('comes once a second at most', () => {
    const { made, gone } = lifetimes();
    for (const [at, name] of ['a', 'b', 'c', 'd'].entries()) made(name, SECOND + at * 100);
    vi.advanceTimersByTime(SECOND);
    expect(gone).toEqual(['a over 1']);
    vi.advanceTimersByTime(SECOND);
    expect(gone).toEqual(['a over 1', 'b over 2', 'c over 2', 'd over 2']);
  });

  it('has a world leave memory that nobody called, and none in which something goes on', () => {
    const { made, gone, lives } = lifetimes({ idle: 60 * SECOND });
    const called = made('called');
    const busy = made('busy', null, true);
    made('idle');
    vi.advanceTimersByTime(30 * SECOND);
    lives.touched(called);
    vi.advanceTimersByTime(30 * SECOND);
    expect(gone).toEqual(['idle idle 60']);
    vi.advanceTimersByTime(30 * SECOND);
    expect(gone).toEqual(['idle idle 60', 'called idle 90']);
    busy.isBusy = false;
    vi.advanceTimersByTime(60 * SECOND);
    expect(gone).toEqual(['idle idle 60', 'called idle 90', 'busy idle 150']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('costs a number for a call, and nothing where no world leaves memory', () => {
    const { made, lives } = lifetimes();
    const world = made('one');
    vi.advanceTimersByTime(5 * SECOND);
    lives.touched(world);
    expect(world.touched).toBe(0);
  });
});

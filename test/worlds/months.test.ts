import { describe, expect, it } from 'vitest';
import { ran } from '../cli/process.js';
import { serverOfWorlds } from './server.js';

const server = serverOfWorlds();
let made = 0;

/** A frozen world at an instant. */
async function worldAt(now: string): Promise<string> {
  made += 1;
  const { name } = await server.mock.control.worlds.create({ name: `at-${made}`, clock: 'frozen', now });
  return name;
}

describe('a clock that steps by the calendar', () => {
  it.each([
    ['2026-01-31T10:20:30.5Z', 'P1M', '2026-02-28T10:20:30.500Z'],
    ['2028-01-31T00:00:00Z', 'P1M', '2028-02-29T00:00:00Z'],
    ['2028-02-29T23:59:59Z', 'P1Y', '2029-02-28T23:59:59Z'],
    ['2026-01-31T23:00:00Z', 'P1MT2H', '2026-03-01T01:00:00Z'],
    ['2026-01-31T00:00:00Z', 'P1M1D', '2026-03-01T00:00:00Z'],
    ['2027-01-31T00:00:00Z', 'P1Y1M', '2028-02-29T00:00:00Z'], // both at once: not by way of 31 January
    ['2026-12-31T00:00:00Z', 'P1Y2M3DT4H', '2028-03-03T04:00:00Z'],
    ['2026-03-29T01:30:00Z', 'P7M', '2026-10-29T01:30:00Z'], // no summer time in UTC
    ['1000-01-31T00:00:00Z', 'P1M', '1000-02-28T00:00:00Z'],
  ])('goes from %s by %s to %s', async (now, by, then) => {
    const world = await worldAt(now);
    const reply = await server.admin('POST', `/worlds/${world}/clock/advance`, { by });
    expect([reply.status, JSON.parse(reply.text).clock]).toEqual([200, { now: then, mode: 'frozen' }]);
  });

  it('in process too', async () => {
    const world = await worldAt('2026-01-31T00:00:00Z');
    const { clock } = await server.mock.control.clock.advance({ by: 'P1M' }, world);
    expect(clock.now).toBe('2026-02-28T00:00:00Z');
    await expect(server.mock.control.clock.advance({ by: '-P1M' }, world)).rejects.toThrow('no sign');
  });

  it('takes one step after the other, each from where the last one ended', async () => {
    const world = await worldAt('2026-01-31T00:00:00Z');
    await Promise.all(Array.from({ length: 12 }, () => server.mock.control.clock.advance({ by: 'P1M' }, world)));
    expect((await server.mock.control.clock.show(world)).now).toBe('2027-01-28T00:00:00Z');
  });

  it.each([
    ['P7974Y', 'the year 9999'],
    ['P9999Y', 'the year 9999'],
    [`P${'1'.repeat(400)}M`, 'the year 9999'],
    [`PT${'1'.repeat(100_000)}S`, 'at most 500 characters'],
    ['P1.5M', 'no fraction but of seconds'],
    ['-P1Y', 'no sign'],
  ])('refuses case %# and stands where it stood', async (by, why) => {
    const world = await worldAt('2026-01-31T00:00:00Z');
    const reply = await server.admin('POST', `/worlds/${world}/clock/advance`, { by });
    expect([reply.status, reply.text]).toEqual([422, expect.stringContaining(why)]);
    expect((await server.mock.control.clock.show(world)).now).toBe('2026-01-31T00:00:00Z');
  });

  it('bills a month as its days do', async () => {
    const [byMonth, byDays] = [await worldAt('2026-02-10T00:00:00Z'), await worldAt('2026-02-10T00:00:00Z')];
    await server.mock.control.clock.advance({ by: 'P1M' }, byMonth);
    await server.mock.control.clock.advance({ by: 'P28D' }, byDays);
    const [one, other] = await Promise.all([byMonth, byDays].map(name => server.mock.control.snapshot.save(name)));
    expect(one?.clock).toEqual(other?.clock);
  });
});

it('a fault takes exact lengths only, and says so', async () => {
  const fault = { operation: 'infrahub/*', failure: 'taskFails', after: 'P1M' };
  const reply = await server.admin('POST', '/worlds/default/faults', fault);
  expect([reply.status, reply.text]).toEqual([422, expect.stringContaining('months and years have no one length')]);
});

it('the rule of months stands in the document of the control API, and in the help', async () => {
  const { text } = await server.admin('GET', '/openapi/control.json');
  expect(text).toContain('31 January and P1M: 28 or 29 February');
  expect((await ran(['serve', '--help'])).out).toContain('31 January and P1M: 28 or 29 February');
});

import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TAKING_AWAY } from '../../contracts/kit/run/time-limit.js';
import { systemSleep } from '../../contracts/kit/system.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';
import { createTransport } from '../../contracts/kit/transport/transport.js';
import { refused, reply, type ToyEndpoint, toyTrial } from './toy.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const ready = { read: 'show', at: '$.thing.state', is: ['READY'] } as const;

const isRemoval = ({ method }: WireRequest): boolean => method === 'DELETE';
const isCreation = ({ method, url }: WireRequest): boolean => method === 'POST' && url.endsWith('/things');
const isShow = ({ method, url }: WireRequest): boolean => method === 'GET' && /\/things\/[7-9]$/.test(url);
const isList = ({ method, url }: WireRequest): boolean => method === 'GET' && url.endsWith('/things');

type Trial = Parameters<typeof toyTrial>;

/** A trial whose clock goes on with each request, by what `takes` says, and with each wait. */
async function timed(
  takes: (request: WireRequest) => number,
  between: Trial[1] = () => undefined,
  options: Trial[2] = {},
  otherwise: Trial[0] = {},
) {
  const start = Date.UTC(2026, 0, 1);
  let now = start;
  const waits: string[] = [];
  const taken: string[] = [];
  const trial = await toyTrial(
    otherwise,
    (request, endpoint) => {
      now += takes(request);
      return between(request, endpoint);
    },
    {
      now: () => now,
      sleep: async milliseconds => {
        now += milliseconds;
      },
      onWait: ({ sentence }) => waits.push(sentence),
      onTakeAway: ({ done, total, thing }) => taken.push(`${done}/${total} ${thing}`),
      ...options,
    },
  );
  return { ...trial, waits, taken, took: now - start };
}

const hangs = (): never => {
  throw new DOMException('too late', 'TimeoutError');
};

describe('a run whose time is over', () => {
  const once = (request: WireRequest): number => (request.url.endsWith('/install') ? 20 * MINUTE : 0);

  it('says so, takes away what it made, and exits 3', async () => {
    const { report, endpoint, changes } = await timed(once);
    expect(report).toMatchObject({ verdict: 'environment', exitCode: 3, left: [] });
    expect(report.sentence).toBe('The run was ended after 15 min (--max-time).');
    expect([...endpoint.things.keys()]).toEqual([1]);
    expect(changes).toEqual(['POST /things', 'POST /things/7/install', 'DELETE /things/7']);
  });

  it('says so also when its end cut the last answer short', async () => {
    const { report } = await timed(request => (isList(request) ? 20 * MINUTE : 0), hangs, {
      ...{ allow: [], only: ['things.list'], refusals: false },
    });
    expect(report.sentence).toBe('The run was ended after 15 min (--max-time).');
  });

  it('exits 2 when it found drift until then, and says both', async () => {
    const { report } = await timed(
      once,
      request => (isList(request) ? reply(200, { things: [{ id: 1, name: 2, state: 'READY' }] }) : undefined),
      { maxTime: 90 * SECOND },
    );
    expect(report).toMatchObject({ verdict: 'drift', exitCode: 2 });
    expect(report.sentence).toBe('The run was ended after 90 s (--max-time). The contract no longer holds: 1 finding.');
  });

  it('asks nothing more but what takes things away, and gives no answer longer than it has', async () => {
    const given: number[] = [];
    const { report } = await timed(() => 4 * SECOND, undefined, {
      maxTime: 10 * SECOND,
      allow: [],
      only: ['things.list', 'things.show'],
      refusals: true,
      timeout: 9 * SECOND,
    });
    expect(report.sentence).toBe('The run was ended after 10 s (--max-time).');
    expect(report.counts.requests).toBe(3);
    const transport = createTransport({
      ...{ timeout: 9000, rate: 0, retries: 0, now: () => 0, sleep: async () => {}, left: () => 4000 },
      send: async (_request, timeout) => {
        given.push(timeout);
        return { status: 200 };
      },
    });
    await transport({ method: 'GET', url: 'http://toy.test/', headers: {} }, true);
    expect(given).toEqual([4001]); // no timer rings before the time is over
  });

  it('is not held up by an endpoint that hangs in each deletion', async () => {
    const { report, took, endpoint } = await timed(
      request => (isRemoval(request) ? 30 * SECOND : 0),
      request => {
        // Between the deletions it answers, so that it is never taken for lost.
        if (isRemoval(request)) return hangs();
        return undefined;
      },
      { refusals: true, disposable: true, maxTime: MINUTE, settleFor: 10 * MINUTE },
    );
    expect(endpoint.things.size).toBeGreaterThan(1);
    expect(report.sentence).toMatch(/^The run was ended after 1 min/);
    expect(took).toBeLessThan(MINUTE + TAKING_AWAY + 2 * MINUTE);
    expect(report.left.length).toBeGreaterThan(1);
    expect(report.left.map(({ reason }) => reason)).toContain(
      'there was no time left to take it away (5 min after the run had ended)',
    );
  });

  it('still ends the session that it opened, when taking away took all there was', async () => {
    const signIn = { operation: 'sessions.open', sends: { login: 'login' }, session: '$.key', scheme: 'key' } as const;
    const { changes } = await timed(
      request => (isRemoval(request) && !request.url.endsWith('/session') ? 30 * MINUTE : 0),
      undefined,
      { credentials: { login: 'me' } },
      { playbook: { signIn: { ...signIn, signOut: 'sessions.close' } } },
    );
    expect(changes.at(-1)).toBe('DELETE /session');
  });

  it('had done all when only taking away went on: then it holds', async () => {
    const { report } = await timed(request => (isRemoval(request) ? 2 * MINUTE : 0), undefined, { maxTime: MINUTE });
    expect(report).toMatchObject({ verdict: 'held', exitCode: 0, left: [] });
  });

  it('is not told a thing never became ready, when it did not wait to the end', async () => {
    const { report } = await timed(
      () => 0,
      (request, endpoint) =>
        isShow(request) && endpoint.things.has(7) ? reply(200, { thing: { id: 7, state: 'ASLEEP' } }) : undefined,
      { maxTime: 4 * SECOND, settleFor: 10 * MINUTE },
      { resource: { ready } },
    );
    expect(report.findings).toEqual([]);
    expect(report.sentence).toMatch(/^The run was ended after 4 s/);
  });
});

describe('a run that is interrupted', () => {
  it('exits 2 when it found drift until then', async () => {
    const end = new AbortController();
    const { report } = await timed(
      () => 0,
      request => {
        if (isCreation(request)) end.abort();
        return isList(request) ? reply(200, { things: [{ id: 1, name: 2, state: 'READY' }] }) : undefined;
      },
      { signal: end.signal },
    );
    expect(report).toMatchObject({ exitCode: 2, left: [] });
    expect(report.sentence).toBe('The run was interrupted. The contract no longer holds: 1 finding.');
  });

  it('waits no longer, and a wait that is woken leaves no timer', async () => {
    const end = new AbortController();
    const woken = systemSleep(60_000, end.signal);
    end.abort();
    expect(await Promise.race([woken.then(() => 'woken'), wait(1000, 'still waiting')])).toBe('woken');
  });

  it('is asked to go on with nothing, and is told no time after it waits', async () => {
    const end = new AbortController();
    const { report, waits } = await timed(
      () => 0,
      request => (isRemoval(request) ? refused('conflict') : undefined),
      {
        signal: end.signal,
        settleFor: 10 * MINUTE,
        onTakeAway: () => end.abort(),
      },
    );
    // While things are taken away it waits as before, but no longer than it has.
    expect(report.milliseconds).toBeLessThanOrEqual(TAKING_AWAY);
    expect(waits.length).toBeGreaterThan(1);
    expect(report.left).toMatchObject([{ name: 'thing_id 7' }]);
  });
});

describe('a wait of more than three seconds is told', () => {
  const asleep = (until: number) => (request: WireRequest, endpoint: ToyEndpoint) => {
    if (!isShow(request) || !endpoint.things.has(7)) return undefined;
    const asked = endpoint.requests.push(`asleep ${request.url}`);
    return asked > until ? undefined : reply(200, { thing: { id: 7, name: 'x', state: 'ASLEEP' } });
  };

  it('once it is one, and again each half minute, with what is waited for', async () => {
    const { waits } = await timed(() => 0, asleep(40), { settleFor: 3 * MINUTE }, { resource: { ready } });
    expect(waits).toEqual([
      'waiting up to 178 s: until toy/things thing_id 7 is "READY"',
      'waiting up to 148 s: until toy/things thing_id 7 is "READY"',
      expect.stringMatching(/^waiting up to 1\d\d s: until/),
    ]);
  });

  it('and no shorter one', async () => {
    const { waits, report } = await timed(() => 0, asleep(5), { settleFor: 3 * MINUTE }, { resource: { ready } });
    expect(report.milliseconds).toBe(2000);
    expect(waits).toEqual([]);
  });

  it('of a thing that is to go, and of a call that its state does not allow', async () => {
    const { waits } = await timed(
      () => 0,
      request => (isRemoval(request) ? refused('conflict') : undefined),
    );
    expect(waits[0]).toBe('waiting up to 4 s: until things.remove is taken for toy/things thing_id 7');
    const { waits: gone } = await timed(
      () => 0,
      request => (isRemoval(request) ? reply(204) : undefined),
    );
    expect(gone[0]).toBe('waiting up to 4 s: until toy/things thing_id 7 is gone');
  });

  it('of the rounds in which calls are tried again', async () => {
    const { waits } = await timed(
      () => 0,
      request => (request.url.endsWith('/install') ? refused('conflict') : undefined),
    );
    expect(waits).toEqual(['waiting 20 s, for the state of things did not allow 1 call yet']);
  });

  it('that the endpoint asks for', async () => {
    let asked = 0;
    const { waits } = await timed(
      () => 0,
      request => {
        asked += isList(request) ? 1 : 0;
        return isList(request) && asked === 2 ? { status: 429, headers: { 'retry-after': '12' } } : undefined;
      },
      { retries: 1, allow: [] },
    );
    expect(waits).toEqual(['waiting 12 s, for the endpoint asked for it (Retry-After)']);
  });

  it('of trouble and of the pace', async () => {
    const { waits } = await timed(
      () => 0,
      () => ({ status: 503 }),
      { retries: 4, allow: [] },
    );
    expect(waits).toEqual(['waiting 4 s: the endpoint answers 503, and is asked again']);
    const { waits: slow } = await timed(() => 0, undefined, { rate: 0.2, allow: [], only: ['things.list'] });
    expect(slow).toEqual(['waiting 5 s, for 0.2 requests a second were asked for']);
  });

  it('without a credential in it, and without what a terminal takes for a command', async () => {
    const { waits } = await timed(
      () => 0,
      (request, endpoint) => {
        if (isCreation(request)) {
          endpoint.answer(request);
          return reply(201, { thing: { id: 7, name: '\u001b[2Jplanted-secret\nx', state: 'NEW' } });
        }
        return isRemoval(request) ? refused('conflict') : undefined;
      },
      { credentials: { key: 'planted-secret' } },
      { resource: { ids: { thing_id: '$.thing.name' } } },
    );
    expect(waits[0]).toContain('thing_id \\u001b[2J[redacted]\\u000ax');
  });
});

it('a run says what it takes away', async () => {
  const { taken } = await timed(() => 0);
  expect(taken).toEqual(['0/1 toy/things thing_id 7']);
});

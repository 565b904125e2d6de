import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Finding, Severity } from '../../contracts/core/checks.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { isDeeper } from '../../contracts/core/depth.js';
import type { WireReply } from '../../contracts/core/dialect.js';
import { fewOfEach } from '../../contracts/core/few-of-each.js';
import { replyFrom } from '../../contracts/core/over-fetch.js';
import { redactor } from '../../contracts/core/redact.js';
import { printable } from '../../contracts/kit/report/printable.js';
import { Results } from '../../contracts/kit/report/results.js';
import { durationInWords, TAKING_AWAY } from '../../contracts/kit/run/time-limit.js';
import { systemSleep } from '../../contracts/kit/system.js';
import { bounded, bytesOf } from '../../contracts/kit/transport/answer-bounds.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';
import { createTransport } from '../../contracts/kit/transport/transport.js';
import { refused, reply, type ToyEndpoint, toyContract, toyTrial } from './toy.js';

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
    expect(given).toEqual([4000]);
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

it.each([
  ['60', 2],
  ['61', 1],
])('an endpoint that asks to wait %s s is asked %i times', async (after, times) => {
  let asked = 0;
  const transport = createTransport({
    ...{ timeout: 1000, rate: 0, retries: 1, now: () => 0, sleep: async () => {} },
    send: async () => {
      asked += 1;
      return { status: 429, headers: { 'retry-after': after } };
    },
  });
  await transport({ method: 'GET', url: 'http://toy.test/', headers: {} }, true);
  expect(asked).toBe(times);
});

describe('of an answer', () => {
  const json = (body: unknown): WireReply =>
    replyFrom(200, { 'content-type': 'application/json' }, JSON.stringify(body));
  const nested = (depth: number): unknown => {
    let value: unknown = 1;
    for (let at = 0; at < depth; at += 1) value = [value];
    return value;
  };

  it('no more is taken than was asked for, whoever read it', () => {
    expect(bounded(json('x'.repeat(1000)), 1002)).toHaveProperty('reply');
    expect(bounded(json('x'.repeat(1001)), 1002)).toEqual({
      refused: expect.stringMatching(/^sends answers of more than/),
    });
    expect(bounded({ status: 200, body: 'x'.repeat(bytesOf(1) + 1) }, bytesOf(1))).toEqual({
      refused: 'sends answers of more than 1 MiB',
    });
  });

  it.each([
    [199, false],
    [200, false],
    [201, true],
    [100_000, true],
  ])('that is nested %i deep it is seen before it is parsed whether that is too deep', (depth, isTooDeep) => {
    expect(isDeeper('['.repeat(depth))).toBe(isTooDeep);
    expect(isDeeper(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)).toBe(isTooDeep);
    const refusal = { refused: 'sends JSON that is nested deeper than 200 levels' };
    expect(bounded({ status: 200, body: nested(depth) }, 1e6)).toEqual(
      isTooDeep ? refusal : { reply: expect.anything() },
    );
  });

  it('brackets in texts are none, and those that were closed do not count', () => {
    expect(isDeeper(JSON.stringify({ a: '['.repeat(1000), 'b"[': '\\"['.repeat(1000), c: '\\' }))).toBe(false);
    expect(isDeeper(JSON.stringify(Array(1000).fill([])))).toBe(false);
    expect(isDeeper(`{"a":"\\\\","b":${'['.repeat(250)}`)).toBe(true);
  });

  it('long lists are cut, huge objects refused, and others are as they were', () => {
    const list = json({ things: Array(20_000).fill({ a: 1 }), count: 20_000 });
    expect(bounded(list, 1e9)).toMatchObject({ items: 1000, reply: { body: { count: 20_000 } } });
    const whole = bounded(list, 1e9);
    expect('reply' in whole && [Object(whole.reply.body).things.length, whole.reply.text]).toEqual([1000, undefined]);
    const usual = json({ things: Array(10_000).fill({ a: 1, b: 2, c: 3 }) });
    expect(bounded(usual, 1e9)).toEqual({ reply: usual });
    const huge = Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`k${at}`, at]));
    expect(bounded(json({ a: huge }), 1e9)).toEqual({ refused: 'sends objects of more than 10000 members' });
    const wide = Array(8).fill(Array(8).fill(Object.fromEntries(Object.entries(huge).slice(0, 9000))));
    expect(bounded({ status: 200, body: wide }, 1e9)).toEqual({
      refused: 'sends answers with more in them than can be compared',
    });
  });

  it('with lists that are too long the run compares the first items, and says so', async () => {
    const things = Array(30_000).fill({ id: 1, name: 'x', state: 'READY' });
    const { report } = await toyTrial({}, request => (isList(request) ? reply(200, { things }) : undefined), {
      allow: [],
    });
    expect(report.findings).toMatchObject([{ id: 'toy/things.list/200/$/long-list', severity: 'notice' }]);
    expect(report.exitCode).toBe(0);
    const wrong = [{ id: 'x', name: 'x', state: 'READY' }, ...things];
    const { report: drift } = await toyTrial(
      {},
      request => (isList(request) ? reply(200, { things: wrong }) : undefined),
      {
        allow: [],
      },
    );
    expect(drift.findings[0]).toMatchObject({ path: '$.things[*].id', check: 'type' });
  });
});

describe('of what an endpoint invents, a run keeps', () => {
  it('no value that is longer than any id', async () => {
    const long = 'x'.repeat(1001);
    const { endpoint } = await toyTrial(
      {},
      request => (isCreation(request) ? reply(201, { thing: { id: 7, name: long, state: 'READY' } }) : undefined),
      {},
    );
    expect(endpoint.requests.some(request => request.includes(long))).toBe(false);
    const { report } = await toyTrial({ resource: { ids: { thing_id: '$.thing.name' } } }, request =>
      isCreation(request) ? reply(201, { thing: { name: long, state: 'READY' } }) : undefined,
    );
    expect(report.left).toMatchObject([{ reason: 'things.create did not tell its thing_id' }]);
  });
});

describe('of differences', () => {
  const schema = z.object({ rows: z.array(z.strictObject({ id: z.int(), name: z.string() })) });
  const issuesOf = (rows: readonly unknown[]) => {
    const body = { rows };
    const issues = schema.safeParse(body).error?.issues ?? [];
    return fewOfEach(issues, path => path.reduce<unknown>((value, key) => Reflect.get(Object(value), key), body));
  };

  it('some of each kind at each place are kept, and every kind', () => {
    const many = Array(5000).fill({ id: 'x' });
    const others = [{ id: null, name: 'a' }, { name: 'a' }, { id: [1], name: 'a' }, { id: 1, name: 'a', more: 1 }];
    const issues = issuesOf([...many, ...others]);
    const atEnd = issues.filter(({ path }) => Number(path[1]) >= 5000);
    expect(issues.length).toBe(20 + 20 + 4);
    expect(atEnd.map(({ path }) => path[1])).toEqual([5000, 5001, 5002, 5003]);
  });

  it('so many names that no schema lists are told, and no more', () => {
    const names = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}`, at]));
    const [issue] = issuesOf([{ id: 1, name: 'a', ...names }]);
    expect(issue?.code === 'unrecognized_keys' && issue.keys.length).toBe(100);
  });

  it('more of one operation than anybody reads are one finding, as grave as the gravest', async () => {
    const contract = await loadContract(toyContract());
    const results = new Results(contract);
    const [entry, other] = [contract.byId.get('things.list'), contract.byId.get('things.show')];
    if (entry === undefined || other === undefined) throw new Error('the toy has them');
    const find = (of: typeof entry, place: string, severity: Severity): void =>
      results.found(of, 200, undefined, { ...found, place, path: place, severity }, true);
    for (let at = 0; at < 1000; at += 1) find(entry, `$.k${at}`, 'notice');
    find(entry, '$.gone', 'error');
    find(entry, '$.k0', 'notice');
    find(other, '$.k0', 'notice');
    const findings = results.findings();
    expect(findings).toHaveLength(200 + 1 + 1);
    expect(findings[0]).toMatchObject({
      ...{ id: 'toy/things.list/200/$/more-findings', severity: 'error', times: 801, operation: 'things.list' },
    });
    expect(findings.find(({ id }) => id === 'toy/things.list/200/$.k0/type')).toMatchObject({ times: 2 });
  });
});

const found: Finding = {
  ...{ check: 'type', path: '$', place: '$', expected: 'a', found: 'b', evidence: 'documented', severity: 'error' },
};

it.each([
  [15 * MINUTE, '15 min'],
  [90 * SECOND, '90 s'],
  [2 * 60 * MINUTE, '2 h'],
  [250, '250 ms'],
])('%i ms are %s', (milliseconds, said) => {
  expect(durationInWords(milliseconds)).toBe(said);
});

it.each([
  ['a\u001b[2Jb', 'a\\u001b[2Jb'],
  ['\r\n\t\u0000\u007f\u009b', '\\u000d\\u000a\\u0009\\u0000\\u007f\\u009b'],
  ['\u202edrow\u2066\u2028', '\\u202edrow\\u2066\\u2028'],
  ['\ud800x\udc00😀', '\\ud800x\\udc00😀'],
  ['größe 47,0 €', 'größe 47,0 €'],
])('%j is shown as %s', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('a very long text is cut where it is shown', () => {
  expect(printable('x'.repeat(5000))).toBe(`${'x'.repeat(1000)}…`);
});

it('a secret is taken out in small and in capital letters too, unless it is a word', () => {
  const clean = redactor(['Planted-Key', 'Held']);
  expect(clean('planted-key PLANTED-KEY Planted-Key held Held')).toBe(
    '[redacted] [redacted] [redacted] held [redacted]',
  );
});

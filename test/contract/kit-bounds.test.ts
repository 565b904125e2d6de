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
import { durationInWords } from '../../contracts/kit/run/time-limit.js';
import { bounded, bytesOf } from '../../contracts/kit/transport/answer-bounds.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';
import { createTransport } from '../../contracts/kit/transport/transport.js';
import { reply, toyContract, toyTrial } from './toy.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const isCreation = ({ method, url }: WireRequest): boolean => method === 'POST' && url.endsWith('/things');
const isList = ({ method, url }: WireRequest): boolean => method === 'GET' && url.endsWith('/things');

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

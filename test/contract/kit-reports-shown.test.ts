import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Finding } from '../../contracts/core/checks.js';
import type { Entry } from '../../contracts/core/contract.js';
import type { WireReply } from '../../contracts/core/dialect.js';
import { secret } from '../../contracts/core/wire.js';
import { curlOf, variableMark } from '../../contracts/kit/report/curl.js';
import { excerptOf } from '../../contracts/kit/report/excerpt.js';
import { formats } from '../../contracts/kit/report/formats/index.js';
import { inputShown } from '../../contracts/kit/report/input-shown.js';
import type { Report, ReportFinding } from '../../contracts/kit/report/report.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { credentialsOf, trial, withBody } from './kit.js';
import { right } from './spoiled.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

/** The words of a command as a POSIX shell hands them to curl. */
function wordsOf(line: string, env: Record<string, string> = {}): string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${line}`;
  return execFileSync('/bin/sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
}

const named = ({ findings }: Report, part: string): ReportFinding => {
  const found = findings.find(({ id }) => id.includes(part));
  if (found === undefined) throw new Error(`nothing was found at ${part}`);
  return found;
};

const more = (reply: WireReply): WireReply =>
  reply.body !== null && typeof reply.body === 'object'
    ? withBody(reply, body => ({ ...Object(body), a_new_field: 1 }))
    : reply;

describe('the request of a finding', () => {
  it('is a line that a shell takes, with the credential from the environment', async () => {
    const { report } = await trial(mock, { only: ['regions.list'], refusals: false, between: more });
    const { request } = named(report, 'a_new_field');
    expect(request).not.toContain('\n');
    expect(wordsOf(request ?? '', { INFRAHUB_API_KEY: 'a "b" $c' })).toEqual([
      ...['-sS', '-i', `${report.target}/core/regions`],
      ...['-H', 'accept: application/json, */*;q=0.5', '-H', 'api_key: a "b" $c'],
    ]);
  });

  it.each([
    ['virtfusion', 'packages.list', 'VIRTFUSION_TOKEN', 'authorization: Bearer x'],
    ['virtuozzo', 'account.getQuotas', 'VIRTUOZZO_SESSION', 'session=x'],
  ])('of %s carries its credential as that vendor takes it', async (vendor, operation, variable, word) => {
    const { report } = await trial(mock, { vendor, only: [operation], refusals: false, between: more });
    expect(wordsOf(named(report, 'a_new_field').request ?? '', { [variable]: 'x' })).toContain(word);
  });

  it('has the body of a write, and the names of what the run made', async () => {
    const { report } = await trial(mock, { only: ['environments.create'], allow: ['write', 'destroy'], between: more });
    const words = wordsOf(named(report, 'environments.create').request ?? '');
    expect(words).toContain('content-type: application/json');
    expect(words.at(-1)).toMatch(/^\{"name":"hostdouble-\w+","region":"[A-Z0-9-]+"\}$/);
    expect(words.at(-2)).toBe('--data-raw');
  });

  it('carries no credential, or the wrong one, where that was to be refused', async () => {
    const between = (reply: WireReply): WireReply =>
      reply.status === 401 ? { ...reply, status: 200, body: { status: true, message: 'x', regions: [] } } : reply;
    const { report } = await trial(mock, { only: ['regions.list'], between });
    expect(named(report, 'refuses-no-credential').request).not.toContain('api_key');
    expect(named(report, 'refuses-wrong-credential').request).toContain(
      "'api_key: 00000000-0000-4000-8000-000000000000'",
    );
  });

  it('shows the id that is not there, and what is no input', async () => {
    const between = (reply: WireReply): WireReply =>
      reply.status === 404 || reply.status === 400 ? { ...reply, status: 418, body: {} } : reply;
    const { report } = await trial(mock, { only: ['volumes.show'], between });
    expect(named(report, 'unknown-id').request).toContain('/core/volumes/999999937 ');
    expect(named(report, 'refuses-malformed-input').request).toContain('/core/volumes/not-a-value ');
  });

  it('is that of the read which never showed a thing ready', async () => {
    const between = (reply: WireReply, { url }: { url: string }): WireReply =>
      /virtual-machines\/\d+$/.test(url)
        ? withBody(reply, body => ({
            ...Object(body),
            instance: { ...Object(Object(body).instance), status: 'BUILD' },
          }))
        : reply;
    const { report } = await trial(mock, {
      only: ['virtualMachines.create'],
      allow: ['write', 'spend', 'destroy'],
      between,
    });
    const finding = named(report, 'never-ready');
    expect(finding.request).toMatch(/\/core\/virtual-machines\/\d+ /);
    expect(finding.excerpt).toBe('{"instance":{"status":"BUILD"}}');
  });

  it('has a variable in place of an id that may be a secret, and of a credential that an endpoint echoes', async () => {
    const session = credentialsOf(mock, 'virtuozzo').session ?? '';
    for (const [planted, variable] of [
      ['A-Secret-Of-Someone', 'VIRTUOZZO_ENV_NAME'],
      ['--VARIABLE--HOME--', 'VIRTUOZZO_ENV_NAME'],
      ['1234567890123456', 'VIRTUOZZO_ENV_NAME'],
      [`x${session}`, 'VIRTUOZZO_ENV_NAME'],
      [session, 'VIRTUOZZO_SESSION'],
    ] as const) {
      const { report, requests } = await trial(mock, {
        ...{ vendor: 'virtuozzo', only: ['control.getEnvInfo'], refusals: false },
        between: (reply, { url }) => {
          if (url.endsWith('/getenvinfo')) return { ...more(reply), status: 418 };
          return withBody(reply, body => ({
            ...Object(body),
            infos: [Object(body).infos?.[0]].map(info => ({ ...info, env: { ...info?.env, envName: planted } })),
          }));
        },
      });
      expect(requests.some(({ body }) => body?.includes(`envName=${planted}`))).toBe(true);
      expect(wordsOf(named(report, 'getEnvInfo').request ?? '', { [variable]: 'as it is set' })).toContain(
        'envName=as it is set',
      );
      for (const write of Object.values(formats)) expect(write(report)).not.toContain(planted);
    }
  });

  it('says the login of a session with variables', async () => {
    const { session: _, ...credentials } = credentialsOf(mock, 'virtuozzo');
    const { report } = await trial(mock, {
      ...{ vendor: 'virtuozzo', credentials, only: ['authentication.signIn'], refusals: false, disposable: true },
      ...{ allow: ['write', 'spend', 'destroy'], between: more },
    });
    const words = wordsOf(named(report, 'signIn').request ?? '', { VIRTUOZZO_LOGIN: 'me', VIRTUOZZO_PASSWORD: 'p' });
    expect(words.filter(word => word.includes('='))).toEqual([
      'accept: application/json, */*;q=0.5',
      'login=me',
      'password=p',
    ]);
  });
});

describe('an input as it is shown', () => {
  const { contract, things } = right();
  const shownOf = (body: unknown, schema?: z.ZodType, credentials = {}): unknown => {
    const operation = { ...Object(things.create), ...(schema && { body: schema }) };
    const entry: Entry = { id: 'things.create', group: 'things', name: 'create', operation } as Entry;
    return inputShown(contract, { entry, input: { body }, use: 'valid' }, credentials).body;
  };

  it('lacks what the contract marks as secret, wherever that stands', () => {
    const schema = z.object({
      name: z.string(),
      keys: z.array(z.object({ text: secret(z.string()) })),
      all: secret(z.any()),
    });
    expect(shownOf({ name: 'web', keys: [{ text: 'web' }], all: { a: 1 } }, schema)).toEqual({
      ...{ name: 'web', keys: [{ text: '[redacted]' }], all: '[redacted]' },
    });
  });

  it('has variables for credentials also as numbers, and within JSON in a text', () => {
    const mark = variableMark('toy', 'pin');
    const sent = { code: 4711, text: '{"pin":"4711","name":"web"}', part: 'a-4711' };
    expect(shownOf(sent, undefined, { pin: '4711' })).toEqual({
      ...{ code: mark, text: `{"pin":"${mark}","name":"web"}`, part: variableMark('toy', 'part') },
    });
  });

  it('keeps numbers, dates, the example, and what the run made up', () => {
    const sent = { a: 1.5, b: true, c: null, d: '2026-01-01 10:00:00', e: 'web', f: 'hostdouble-1a', g: 'not-a-value' };
    expect(shownOf(sent)).toEqual(sent);
  });
});

describe('a request as a line', () => {
  it('keeps quotes, dollars and line ends in their place', () => {
    const body = JSON.stringify({ a: "it's $HOME `id`", b: 'two\nlines\u202e\u0085' });
    const line = curlOf({
      method: 'PUT',
      url: 'http://x.example/a',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(line).not.toMatch(/\n|\u202e|\u0085/);
    const words = wordsOf(line);
    expect(words.slice(0, 5)).toEqual(['-sS', '-i', '-X', 'PUT', 'http://x.example/a']);
    expect(JSON.parse(words.at(-1) ?? '')).toEqual(JSON.parse(body));
  });

  it('writes a form field by field, encoded where a reader would not see it', () => {
    const body = `${new URLSearchParams({ a: 'x & y=z', b: 'two\nlines', c: '@file' })}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(wordsOf(curlOf({ method: 'POST', url: 'http://x.example', headers, body })).slice(3)).toEqual([
      ...['--data-urlencode', 'a=x & y=z', '--data-raw', 'b=two%0Alines', '--data-urlencode', 'c=@file'],
    ]);
  });

  it('is bounded, and lets curl expand no brackets', () => {
    const headers = { 'content-type': 'application/json' };
    const long = curlOf({ method: 'POST', url: 'http://x.example', headers, body: JSON.stringify('x'.repeat(1e6)) });
    expect(long.length).toBeLessThan(2500);
    expect(long).toContain('characters more');
    expect(curlOf({ method: 'GET', url: `http://x.example/${'y'.repeat(1e6)}`, headers: {} }).length).toBeLessThan(
      4100,
    );
    expect(curlOf({ method: 'GET', url: 'http://x.example/{a}', headers: {} })).toContain('--globoff');
  });
});

describe('the part of an answer that shows a finding', () => {
  const at = (path: string, found: string, place = path.replaceAll(/\[\d+\]/g, '[*]')): Finding => ({
    ...{ check: 'type', path, place, found, expected: 'x', evidence: 'documented', severity: 'error' },
  });
  const schema = z.object({ data: z.array(z.object({ id: z.int(), name: z.string() })) });
  const body = {
    data: [
      { id: 1, name: 'a' },
      { id: 'x', name: 'secret-name', 'Key-12345-of-somebody': 'b' },
    ],
    more: 1,
  };
  const json = { 'content-type': 'application/json; charset=utf-8' };

  it.each([
    [at('$.data[1].id', 'string like 000'), '{"data":[{"id":"<string like 000>"}]}'],
    [at('$.data[1].id', '"WORD"'), '{"data":[{"id":"WORD"}]}'],
    [at('$.data[1].id', 'null'), '{"data":[{"id":null}]}'],
    [at('$.data', '3 rows'), '{"data":"<3 rows>"}'],
    [
      at('$.data[1].gone', 'nothing'),
      '{"data":[{"id":"<string>","name":"<string>","Aaa-00000-aa-aaaaaaaa":"<string>"}]}',
    ],
    [
      at('$.data[1]["Key-12345-of-somebody"]', 'string', '$.data[*]["Aaa-00000"]'),
      '{"data":[{"Aaa-00000":"<string>"}]}',
    ],
    [at('$', '418'), '418 application/json {"data":"<array of 2>","more":"<number>"}'],
  ])('is the way to it: %#', (finding, text) => {
    expect(excerptOf({ status: 418, headers: json, body }, finding, schema)).toBe(text);
  });

  it.each([
    [undefined, '200 without a media type (empty)'],
    ['<html>', '200 without a media type "<text of 6 characters>"'],
    [null, '200 without a media type null'],
    [[1], '200 without a media type "<array of 1>"'],
  ])('is the kind of a body that is %j', (whole, text) => {
    expect(excerptOf({ status: 200, body: whole }, at('$', 'x'))).toBe(text);
  });

  it('is bounded in size, in members, and shows nothing that a reader would not see', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`n${n}`, n]));
    expect(excerptOf({ status: 200, body: many }, at('$.gone', 'nothing'))).toMatch(
      /^\{("n\d":"<number>",){6}"…":"44 more"\}$/,
    );
    const deep = `$${'.abcdefgh'.repeat(200)}`;
    expect(excerptOf({ status: 200, body: {} }, at(deep, 'x')).length).toBeLessThan(650);
    const hidden = excerptOf({ status: 200, body: { '\u001b[2J\u202e': 1 } }, at('$', 'x'));
    expect(hidden).toContain('{"\\u001b[2J\\u202e":"<number>"}');
  });
});

describe('every format', () => {
  let report: Report;
  beforeAll(async () => {
    const only = ['regions.list', 'environments.list'];
    const between = (reply: WireReply): WireReply =>
      more(withBody(reply, body => ({ ...Object(body), regions: 'many', environments: 'many' })));
    report = (await trial(mock, { only, refusals: false, between })).report;
  });

  it.each(['json', 'html', 'junit', 'markdown', 'sarif'] as const)(
    'as %s has the request and the part of the answer',
    format => {
      const text = formats[format](report)
        .replaceAll('&#39;', "'")
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('\\"', '"');
      for (const { request, excerpt } of report.findings) {
        expect(text).toContain(request);
        expect(text).toContain(excerpt);
      }
    },
  );

  it('for a terminal has the request once for each operation', () => {
    const lines = formats.terminal(report).split('\n');
    const curls = lines.filter(line => line.includes('curl '));
    expect(report.findings.length).toBeGreaterThan(2);
    expect(curls.map(line => /core\/\w+/.exec(line)?.[0]).toSorted()).toEqual(['core/environments', 'core/regions']);
  });

  it.each(Object.keys(formats) as (keyof typeof formats)[])('as %s says who moved, and how that is known', format => {
    const text = formats[format](report);
    for (const { movedBy, because } of report.findings) {
      expect(text).toContain(movedBy);
      expect(text.replaceAll('\\', '')).toContain(because);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../contracts/core/checks.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import type { WireReply } from '../../contracts/core/dialect.js';
import { formats } from '../../contracts/kit/report/formats/index.js';
import type { Report, ReportFinding } from '../../contracts/kit/report/report.js';
import { Results } from '../../contracts/kit/report/results.js';
import { showing, slimmed } from '../../contracts/kit/report/shown.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { credentialsOf, trial, withBody } from './kit.js';
import { wordsOf } from './shell-words.js';
import { right } from './spoiled.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

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

describe('a finding that is told after other calls', () => {
  const finding = (check: string): Finding => ({
    ...{
      check,
      path: '$',
      place: '$',
      expected: 'x',
      found: 'no such route',
      evidence: 'documented',
      severity: 'error',
    },
  });
  const reply = {
    status: 404,
    headers: { 'content-type': 'application/json' },
    body: { message: 'no Route matched with those values', more: [1, 2], deep: { a: 1 } },
  };

  async function toldLate(answer: WireReply) {
    const contract = await loadContract(right().contract);
    const [entry, other] = contract.entries;
    if (entry === undefined || other === undefined) throw new Error('the toy lacks entries');
    const results = new Results(contract, { show: showing(contract, 'http://toy.example', { key: 'k' }) });
    results.sent({ entry, input: {}, use: 'valid', isRefused: false, reply: answer });
    results.sent({ entry, input: {}, use: 'none', isRefused: true, reply: { status: 401 } });
    results.sent({ entry: other, input: {}, use: 'valid', isRefused: false, reply: { status: 200 } });
    results.found(entry, answer.status, undefined, finding('operation-gone'), true);
    return results.findings()[0];
  }

  it('shows the last call that was to succeed, and what of its answer may be kept', async () => {
    expect(await toldLate(reply)).toMatchObject({
      request: expect.stringContaining('"$TOY_KEY"'),
      excerpt: '404 application/json {"message":"<string>","more":"<array of 2>","deep":"<object>"}',
      movedBy: 'between',
    });
  });

  it('shows the call whose answer was compared, also if others of the operation were made since', async () => {
    const contract = await loadContract(right().contract);
    const entry = contract.byId.get('things.show');
    if (entry === undefined) throw new Error('the toy lacks an entry');
    const results = new Results(contract, { show: showing(contract, 'http://toy.example', { key: 'k' }) });
    const call = (id: string) => ({ entry, input: { params: { id } }, use: 'valid', isRefused: id === '1' }) as const;
    results.sent({ ...call('1'), reply });
    results.sent({ ...call('2'), reply: { status: 200, body: {} } });
    results.exchange(entry, reply);
    results.found(entry, 404, 'notFound', finding('unknown-id'), true);
    expect(results.findings()[0]?.request).toContain('/things/1 ');
  });

  it('keeps no more of a large answer than its kind, and nothing of a success', async () => {
    const { contract, things } = right();
    const operation = Object(things.list);
    const entry = { id: 'things.list', group: 'things', name: 'list', operation } as const;
    const call = { entry, input: {}, use: 'valid', isRefused: false } as const;
    const long = 'x'.repeat(1e6);
    const body = { ...Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`n${n}`, long])), [long]: 1 };
    for (const whole of [body, long, Array.from({ length: 1000 }, () => long), { a: body }]) {
      const { reply: kept } = slimmed(contract, { ...call, reply: { status: 404, text: long, body: whole } });
      expect(JSON.stringify(kept).length).toBeLessThan(10_000);
    }
    expect(slimmed(contract, { ...call, reply: { status: 200, body } }).reply).toBeUndefined();
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireReply } from '../../contracts/core/dialect.js';
import { replyFrom } from '../../contracts/core/over-fetch.js';
import { besideEachOther } from '../../contracts/kit/report/beside.js';
import { formats } from '../../contracts/kit/report/formats/index.js';
import { type Report, report as reportSchema } from '../../contracts/kit/report/report.js';
import type { RunOptions } from '../../contracts/kit/run/options.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';
import { readSince } from '../../mock-server/cli/read-since.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { pathOf, trial, withBody } from './kit.js';

const folder = mkdtempSync(join(tmpdir(), 'hostdouble-since-'));
let mock: MockServer;
let earlier: Report;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
  earlier = (
    await trial(mock, { ...three, between: (answer, request) => spoil(answer, request, ['regions', 'stocks']) })
  ).report;
});
afterAll(async () => {
  await mock.close();
  rmSync(folder, { recursive: true });
});

const three = { only: ['regions.list', 'stocks.list', 'flavors.list'], refusals: false } as const;
const json = (status: number, body: unknown): WireReply =>
  replyFrom(status, { 'content-type': 'application/json' }, JSON.stringify(body));

/** Adds a field to the answers of these lists. */
const spoil = (answer: WireReply, request: WireRequest, lists: readonly string[]): WireReply =>
  lists.some(name => pathOf(request).endsWith(`/core/${name}`))
    ? withBody(answer, body => ({ ...Object(body), added: 1 }))
    : answer;

const idOf = (name: string): string => `infrahub/${name}.list/200/$.added/undocumented-field`;
const goneIn = ({ findings }: Report) => findings.filter(({ check }) => check === 'operation-gone');

/** A run beside the earlier report in which the stocks are answered so. */
const stocksAnswered = (answer: WireReply, more: Partial<RunOptions> = {}) =>
  trial(mock, {
    ...{ ...three, since: earlier, ...more },
    between: (answered, request) => (pathOf(request).endsWith('/core/stocks') ? answer : answered),
  });

describe('beside an earlier report', () => {
  it('each finding is new, kept or gone, and every format has a line for it', async () => {
    const { report } = await trial(mock, {
      ...{ ...three, since: earlier },
      between: (answer, request) => spoil(answer, request, ['regions', 'flavors']),
    });
    expect(report.since).toEqual({
      startedAt: earlier.startedAt,
      findings: [
        { id: idOf('flavors'), severity: 'notice', change: 'new' },
        { id: idOf('regions'), severity: 'notice', change: 'kept' },
        { id: idOf('stocks'), severity: 'notice', change: 'gone' },
      ],
    });
    expect(reportSchema.parse(JSON.parse(formats.json(report)))).toEqual(report);
    const lines = formats.terminal(report).split('\n');
    for (const [change, name] of [
      ['new', 'flavors'],
      ['kept', 'regions'],
      ['gone', 'stocks'],
    ] as const) {
      expect(lines).toContain(`  ${change.padEnd(12)} notice  ${idOf(name)}`);
      expect(formats.markdown(report)).toContain(`- ${change} (notice): \`${idOf(name)}\``);
      expect(formats.html(report)).toContain(`<li>${change} <small>notice</small> <code>${idOf(name)}</code></li>`);
    }
  });

  it('a finding of what was not compared is neither', async () => {
    const { report } = await trial(mock, { only: ['flavors.list'], refusals: false, since: earlier });
    expect(report.since?.findings.map(({ change }) => change)).toEqual(['not-compared', 'not-compared']);
    expect(formats.terminal(report)).toContain(`  not compared notice  ${idOf('regions')}`);
  });

  it.each<[string, Partial<RunOptions>]>([
    ['with all of it', {}],
    ['with less', { only: ['flavors.list'] }],
    ['with another selection', { only: ['regions.list', 'flavors.list'], skip: ['flavors.list'] }],
  ])(
    'two reports, %s, are told to differ as the run told it itself, whichever is given first',
    async (_what, asked) => {
      await mock.control.clock.advance({ by: 'PT1H' });
      const { report } = await trial(mock, {
        ...{ ...three, ...asked, since: earlier },
        between: (answer, request) => spoil(answer, request, ['regions', 'flavors']),
      });
      for (const { since, ...both } of [besideEachOther(earlier, report), besideEachOther(report, earlier)]) {
        expect(since).toEqual(report.since);
        expect(both).toEqual({ earlier, later: report });
      }
      const other = { ...report, vendor: 'acme', title: 'Acme' };
      expect(() => besideEachOther(report, other)).toThrow('only reports of one vendor can be compared');
    },
  );

  it('nothing is told where there is none', async () => {
    const { report } = await trial(mock, three);
    expect(report.since).toBeNull();
    for (const write of [formats.terminal, formats.markdown, formats.html])
      expect(write(report)).not.toContain('Since ');
    const clean = await trial(mock, { ...three, since: report });
    expect(formats.terminal(clean.report)).toContain(`Since ${report.startedAt}: no finding, then or now`);
  });
});

describe('what an earlier report compared and a run could not', () => {
  it.each<[string, WireReply, string, string]>([
    ['right', json(403, { status: false, message: 'no', error_reason: 'forbidden' }), 'warning', 'permission'],
    ['thing', json(404, { status: false, message: 'no', error_reason: 'not_found' }), 'notice', 'absent'],
    ['input', json(400, { message: 'Input payload validation failed', errors: {} }), 'error', 'input'],
    ['double that serves it', replyFrom(501, { 'x-hostdouble-unserved': 'x' }, ''), 'notice', 'unserved'],
  ])('is a finding, for the lack of a %s too', async (_what, answer, severity, reason) => {
    const { report } = await stocksAnswered(answer);
    expect(goneIn(report)).toMatchObject([
      {
        ...{ id: 'infrahub/stocks.list/0/$/operation-gone', severity },
        expected: `a success, as on ${earlier.startedAt}`,
        found: expect.stringMatching(/^none: /),
      },
    ]);
    expect(report.operations.find(({ id }) => id === 'stocks.list')).toMatchObject({
      outcome: severity === 'notice' ? 'notice' : 'drift',
      reason,
    });
    expect(report.exitCode).toBe(severity === 'notice' ? 0 : 2);
  });

  it('is one finding where it is gone anyway', async () => {
    const { report } = await stocksAnswered(json(404, { message: 'no Route matched with those values' }));
    expect(goneIn(report).map(({ id }) => id)).toEqual(['infrahub/stocks.list/404/$/operation-gone']);
    // What was found of it then cannot be seen now.
    expect(report.since?.findings).toContainEqual({ id: idOf('stocks'), severity: 'notice', change: 'not-compared' });
  });

  it('is none where the run was not asked for it', async () => {
    const { report } = await stocksAnswered(json(403, {}), { only: ['regions.list'] });
    expect(goneIn(report)).toEqual([]);
  });

  it('is none where the run may not call it', async () => {
    const asked = { only: ['environments.create', 'regions.list'], refusals: false, rate: 0 } as const;
    const { report: before } = await trial(mock, { ...asked, allow: ['write', 'destroy'] });
    expect(before.operations.find(({ id }) => id === 'environments.create')?.outcome).toBe('held');
    const { report } = await trial(mock, { ...asked, since: before });
    expect(goneIn(report)).toEqual([]);
    expect(report.exitCode).toBe(0);
  });

  it('is none where the run stopped early', async () => {
    const stop = new AbortController();
    const { report } = await trial(mock, {
      ...{ ...three, since: earlier, signal: stop.signal },
      onExchange: () => stop.abort(),
    });
    expect([report.exitCode, goneIn(report)]).toEqual([3, []]);
  });

  it('is one beside a baseline that names a finding of it too', async () => {
    const allowed = (...ids: string[]) => ({
      allow: ids.map(id => ({ id, reason: 'known', expires: '2099-01-01' })),
    });
    const forbidden = json(403, { status: false, message: 'no', error_reason: 'forbidden' });
    const { report } = await stocksAnswered(forbidden, {
      since: undefined,
      baseline: allowed(idOf('stocks')),
    } as object);
    expect(goneIn(report)).toMatchObject([
      { operation: 'stocks.list', expected: 'a success, as when the baseline was written' },
    ]);
    expect(report.baseline.unused).toEqual([]);
    // That an operation is gone, or is of another vendor, does not say that it was compared.
    const others = allowed('infrahub/stocks.list/404/$/operation-gone', 'virtfusion/stocks.list/200/$/type');
    const quiet = await stocksAnswered(forbidden, { since: undefined, baseline: others } as object);
    expect(goneIn(quiet.report)).toEqual([]);
  });
});

describe('a file to compare with', () => {
  const written = (content: string): string => {
    const file = join(folder, 'report.json');
    writeFileSync(file, content);
    return file;
  };

  it('is a report of this vendor', () => {
    expect(readSince(written(formats.json(earlier)), 'infrahub')).toMatchObject({ startedAt: earlier.startedAt });
  });

  it.each<[string, () => string, RegExp]>([
    ['is not there', () => join(folder, 'missing.json'), /^--since: .+missing\.json cannot be read as JSON: ENOENT/],
    ['is no JSON', () => written('{'), /cannot be read as JSON/],
    ['is no report', () => written('{"allow":[]}'), /is no report that "hostdouble check --format json" wrote$/],
    [
      'is of another vendor',
      () => written(formats.json({ ...earlier, vendor: 'virtfusion' })),
      /is a report of "virtfusion", not of "infrahub"$/,
    ],
  ])('is refused in one sentence where it %s', (_what, file, said) => {
    expect(() => readSince(file(), 'infrahub')).toThrow(said);
  });
});

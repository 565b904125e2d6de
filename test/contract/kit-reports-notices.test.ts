import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireReply } from '../../contracts/core/dialect.js';
import { baselineFrom } from '../../contracts/kit/report/baseline.js';
import { type Format, formats } from '../../contracts/kit/report/formats/index.js';
import type { Report, ReportFinding } from '../../contracts/kit/report/report.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { trial, withBody } from './kit.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

const REGIONS = { only: ['regions.list'], refusals: false } as const;
const added = (reply: WireReply): WireReply => withBody(reply, body => ({ ...Object(body), news: 1 }));

const outcomeIn = ({ operations }: Report): string | undefined =>
  operations.find(({ id }) => id === 'regions.list')?.outcome;
const rowIn = (report: Report): string =>
  formats
    .terminal(report)
    .split('\n')
    .find(line => line.startsWith('regions')) ?? '';

describe('a notice', () => {
  let noticed: Report;
  beforeAll(async () => {
    noticed = (await trial(mock, { ...REGIONS, between: added })).report;
  });

  it('is called one in the outcome, the table, the counts and the sentence, and fails nothing', () => {
    expect(noticed).toMatchObject({ verdict: 'held', exitCode: 0 });
    expect(noticed.sentence).toBe('The contract holds for 1 operation, with 1 notice.');
    expect(outcomeIn(noticed)).toBe('notice');
    expect(rowIn(noticed)).toMatch(/notice$/);
    expect(formats.terminal(noticed)).toMatch(/^1 notice$/m);
    expect(formats.terminal(noticed, { colours: true })).toContain('\u001b[36mregions');
  });

  it.each(Object.keys(formats) as Format[])('is no drift and no failure as %s', format => {
    const text = formats[format](noticed).replace(/<style>[\s\S]*<\/style>/, '');
    expect(text).not.toMatch(/drift/i);
    expect(text).not.toMatch(
      /::(error|warning)|<failure|❌|"severity": "(error|warning)"|type="(error|warning)"|"level": "(error|warning)"/,
    );
    if (format !== 'sarif') expect(text).toContain('notice');
  });

  it('is told as one while the run goes on', async () => {
    const told: string[] = [];
    const onProgress = ({ operation }: { operation: { outcome: string } }): unknown => told.push(operation.outcome);
    await trial(mock, { ...REGIONS, between: added, onProgress });
    expect(told).toEqual(['notice']);
  });

  it('is drift where the run fails on notices', async () => {
    const { report } = await trial(mock, { ...REGIONS, between: added, failOn: 'notice' });
    expect(report).toMatchObject({ verdict: 'drift', exitCode: 2 });
    expect([outcomeIn(report), rowIn(report).split(/ +/).at(-1)]).toEqual(['drift', 'drift']);
  });

  it('is nothing where a baseline allows it', async () => {
    const baseline = baselineFrom(noticed.findings, 'known', Date.UTC(2030, 0, 1));
    const { report } = await trial(mock, { ...REGIONS, between: added, failOn: 'notice', baseline });
    expect(report).toMatchObject({ verdict: 'held', sentence: 'The contract holds for 1 operation.' });
    expect([outcomeIn(report), rowIn(report).split(/ +/).at(-1)]).toEqual(['held', 'holds']);
    for (const format of ['terminal', 'html'] as const)
      expect(formats[format](report)).toContain('All that was found is allowed');
  });
});

it('a warning is called one where only errors fail', async () => {
  const between = (reply: WireReply): WireReply =>
    withBody(reply, body => {
      const [first] = Object(body).instances;
      first.status = 'NAPPING';
      return body;
    });
  const options = { only: ['virtualMachines.list'], refusals: false, between } as const;
  const { report } = await trial(mock, { ...options, failOn: 'error' });
  expect(report.operations.find(({ id }) => id === 'virtualMachines.list')?.outcome).toBe('warning');
  expect(report.sentence).toBe('The contract holds for 1 operation, with 1 warning.');
  expect(formats.terminal(report, { colours: true })).toContain('\u001b[33mvirtualMachines');
  const strict = (await trial(mock, options)).report;
  expect(strict.operations.find(({ id }) => id === 'virtualMachines.list')?.outcome).toBe('drift');
});

it('an operation that shares the drift of another is drift too, and with a baseline neither is', async () => {
  const between = (reply: WireReply): WireReply =>
    reply.status === 401
      ? { ...reply, status: 403, body: { status: false, message: 'x', error_reason: 'forbidden' } }
      : reply;
  const only = { only: ['regions.list', 'stocks.list'], between } as const;
  const { report } = await trial(mock, only);
  expect(report.findings.map(({ failure }) => failure)).toEqual(['unauthenticated', 'unauthenticated']);
  const outcomes = (of: Report) =>
    of.operations.filter(({ id }) => only.only.some(one => one === id)).map(({ outcome }) => outcome);
  expect(outcomes(report)).toEqual(['drift', 'drift']);
  const baseline = baselineFrom(report.findings, 'known', Date.UTC(2030, 0, 1));
  expect(outcomes((await trial(mock, { ...only, baseline })).report)).toEqual(['held', 'held']);
});

describe('what an endpoint sends', () => {
  const EVIL =
    'x\r\n::error::owned%0A\u001b]0;t\u0007\u009b2J\u202e\u2028`` ](http://evil) <img src=x onerror=y> | *b*\n\n# head';
  const evil = (finding: ReportFinding): ReportFinding => ({
    ...finding,
    ...{ id: `infrahub/${EVIL}`, path: EVIL, found: EVIL, expected: EVIL, because: EVIL, request: EVIL, excerpt: EVIL },
  });
  let report: Report;
  beforeAll(async () => {
    const found = (await trial(mock, { ...REGIONS, between: added })).report;
    report = {
      ...found,
      findings: found.findings.flatMap(one => [evil(one), { ...evil(one), allowed: EVIL }]),
      left: [{ operation: EVIL, name: EVIL, reason: EVIL }],
      baseline: {
        unused: [{ id: EVIL, reason: 'x', expires: '2026-01-01' }],
        expired: [{ id: EVIL, reason: 'x', expires: '2026-01-01' }],
      },
      ...{ sentence: EVIL, target: EVIL, verdict: 'environment' },
    };
  });
  const lines = (format: Format): string[] => formats[format](report).split(/\r\n|[\n\r\u2028\u2029\u0085]/);

  it('is no command for GitHub but the ones that are meant', () => {
    const annotations = lines('github').filter(line => line !== '');
    expect(annotations).toHaveLength(5);
    for (const line of annotations) expect(line).toMatch(/^::(error|warning|notice) title=[^:,]*::/);
    expect(annotations.join('')).not.toContain('owned%0A');
  });

  it.each(['terminal', 'github', 'markdown', 'html', 'junit'] as const)(
    'moves no cursor and hides nothing as %s',
    format => {
      expect(formats[format](report)).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]/u);
      expect([...formats[format](report)].filter(one => one !== '\n' && /\p{Cc}/u.test(one))).toEqual([]);
    },
  );

  it('is neither HTML, nor a link, a heading or a cell of Markdown', () => {
    for (const line of lines('markdown')) expect(line).not.toMatch(/^#(?!# )|^::/);
    const inFences = formats.markdown(report).replaceAll(/^(`{3,})[\s\S]*?^\1$/gm, '');
    const outside = inFences.replaceAll(/(`+)[^`](?:[\s\S]*?[^`])??\1(?!`)/g, '');
    expect(outside).not.toMatch(/(?<!\\)<img|(?<!\\)\]\(|(?<!\\)\*b/);
    const rows = lines('markdown').filter(line => /^\| notice/.test(line));
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(8);
  });

  it('is no element of HTML or XML', () => {
    for (const format of ['html', 'junit'] as const) expect(formats[format](report)).not.toContain('<img');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Contract } from '../../contracts/core/contract.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import type { WireReply } from '../../contracts/core/dialect.js';
import type { Schema } from '../../contracts/core/operation.js';
import { redactor } from '../../contracts/core/redact.js';
import { bare, placeOf, placesOf } from '../../contracts/core/schema.js';
import { secret } from '../../contracts/core/wire.js';
import { contracts } from '../../contracts/index.js';
import { baselineFrom, compareWith } from '../../contracts/kit/report/baseline.js';
import { formats } from '../../contracts/kit/report/formats/index.js';
import { type Report, report as reportSchema } from '../../contracts/kit/report/report.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { pathOf, trial, withBody } from './kit.js';

let mock: MockServer;
let drifted: Report;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
  drifted = (
    await trial(mock, {
      only: ['virtualMachines.*', 'regions.list'],
      between: (reply, request) =>
        pathOf(request).endsWith('/core/regions')
          ? withBody(reply, body => ({ ...Object(body), '<b>&"new"': 1, regions: 'many' }))
          : reply,
    })
  ).report;
});
afterAll(() => mock.close());

/** The same, with words in it that end lines and cells. */
const odd = (): Report => ({
  ...drifted,
  findings: drifted.findings.map(finding => ({ ...finding, expected: 'this | that', found: 'two\r\nlines' })),
});

describe('a report', () => {
  it('as JSON is of its schema', () => {
    expect(reportSchema.parse(JSON.parse(formats.json(drifted)))).toEqual(drifted);
  });

  it('for a terminal is a table, what was found, and the verdict; colours only when asked for', () => {
    const text = formats.terminal(drifted);
    expect(text).toContain('infrahub/regions.list/200/$.regions/type');
    expect(text).toContain('expected array; found string');
    expect(text).toMatch(/virtualMachines +6\/26/);
    expect(text).toContain('it does more than this run may do: virtualMachines 18');
    expect(text).not.toContain('\u001b');
    expect(formats.terminal(drifted, { colours: true })).toContain('\u001b[31m');
  });

  it('as JUnit has a case for each operation, and nothing that is no XML', () => {
    const text = formats.junit(drifted);
    expect(text.match(/<testcase /g)).toHaveLength(drifted.operations.length);
    expect(text).toContain('&lt;b&gt;');
    expect(text).not.toMatch(/<b>|&(?!amp;|lt;|gt;|quot;|#39;)/);
    expect(text).toMatch(/<skipped message="it does more than this run may do"\/>/);
    expect(text).toMatch(/<testsuites [^>]*failures="1"/);
  });

  it('as Markdown keeps its tables', () => {
    const rows = formats
      .markdown(odd())
      .split('\n')
      .filter(line => line.startsWith('| '));
    expect(rows.length).toBeGreaterThan(3 + drifted.findings.length);
    for (const row of rows.slice(3)) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(8);
  });

  it('for GitHub is one annotation a finding, on the line of the schema', () => {
    const lines = formats
      .github(odd(), { locate: () => ({ file: 'contracts/x.ts', line: 7 }) })
      .trim()
      .split('\n');
    expect(lines).toHaveLength(drifted.findings.length);
    for (const line of lines)
      expect(line).toMatch(/^::(error|warning|notice) file=contracts\/x\.ts,line=7,title=[^:,]+::[^\n]+$/);
    expect(formats.github(drifted)).not.toContain('file=');
  });

  it('as HTML is one page that loads nothing and runs nothing', () => {
    const text = formats.html(drifted);
    expect(text).not.toMatch(/<script|<link|<img|@import|url\(|src=|<b>/);
    expect(text).toContain('&lt;b&gt;');
  });
});

const SECRET = 'Planted-hunter2-Planted';

describe('a secret', () => {
  it('is in no report, wherever an endpoint puts it', async () => {
    for (const vendor of Object.keys(contracts)) {
      const credentials = {
        token: `${SECRET}-token`,
        apiKey: '99999999-8888-4777-8666-555555555555',
        session: `${'abcdef'.repeat(6)}abcd`,
      };
      const contract = await contracts[vendor]?.load();
      const { report } = await trial(mock, {
        vendor,
        credentials,
        between: (reply, request) => (contract === undefined ? reply : planted(reply, contract, request.url)),
        send: async () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: {} }),
      });
      const texts = Object.values(formats).map(write => write(report));
      for (const text of texts)
        for (const secret of [SECRET, ...Object.values(credentials)]) expect(text).not.toContain(secret);
      expect(report.findings.length).toBeGreaterThan(100);
    }
  });

  it('is taken out as it is written in addresses and in JSON too', () => {
    const clean = redactor(['p&ss "word"', 'abc']);
    expect(clean('p&ss "word" p%26ss%20%22word%22 p&ss \\"word\\" abc')).toBe('[redacted] [redacted] [redacted] abc');
  });

  it('is marked in the schemas of each vendor', async () => {
    const places = new Set<string>();
    for (const { load } of Object.values(contracts)) {
      const contract = await load();
      for (const { id, operation } of (await loadContract(contract)).entries)
        for (const schema of Object.values(operation.responses))
          for (const path of secretsIn(schema)) places.add(`${contract.vendor} ${id} ${path}`);
    }
    expect([...places]).toEqual(
      expect.arrayContaining([
        'virtfusion servers.resetPassword $.data.expectedPassword',
        'virtfusion users.create $.data.password',
        'virtfusion vnc.show $.data.vnc.password',
        'virtuozzo authentication.signIn $.session',
        'virtuozzo authentication.createToken $.token.key',
      ]),
    );
  });
});

const secretsIn = (schema: Schema): string[] =>
  [...placesOf(schema)].filter(place => bare(place.schema).secret).map(({ path }) => path);

/** An answer in which every text is the secret, and a field of no contract holds it too. */
async function planted(reply: WireReply, contract: Contract, url: string): Promise<WireReply> {
  const path = new URL(url).pathname;
  const entry = (await loadContract(contract)).entries.find(({ operation }) =>
    new RegExp(`${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`, 'i').test(path),
  );
  const [schema] = Object.values(entry?.operation.responses ?? {});
  if (schema === undefined) return reply;
  return { ...reply, body: { ...Object(filled(schema)), [SECRET.toLowerCase()]: SECRET, extra: SECRET } };
}

/** Something of a schema's shape with the secret at every leaf. */
function filled(schema: Schema, depth = 0): unknown {
  const members = [...placesOf(schema)].filter(({ path }) => /^\$\.\w+$/.test(path));
  const items = [...placesOf(schema)].find(({ path }) => path === '$[*]');
  if (depth > 6) return SECRET;
  if (items !== undefined) return [filled(items.schema, depth + 1)];
  if (members.length === 0) return SECRET;
  return Object.fromEntries(members.map(({ path, schema: inner }) => [path.slice(2), filled(inner, depth + 1)]));
}

describe('a baseline', () => {
  const now = Date.UTC(2026, 5, 1, 12);

  it('allows what it names until its day is over, and tells what is unused or expired', () => {
    const [first, second] = drifted.findings;
    if (first === undefined || second === undefined) throw new Error('the trial found too little');
    const { findings, baseline } = compareWith(
      {
        allow: [
          { id: first.id, reason: 'known', expires: '2026-06-01' },
          { id: second.id, reason: 'late', expires: '2026-05-31' },
          { id: 'gone', reason: 'fixed', expires: '2027-01-01' },
        ],
      },
      drifted.findings,
      now,
    );
    expect(findings.map(({ allowed }) => allowed)).toEqual(['known', ...drifted.findings.slice(1).map(() => null)]);
    expect(baseline.unused.map(({ id }) => id)).toEqual(['gone']);
    expect(baseline.expired.map(({ id }) => id)).toEqual([second.id]);
  });

  it('of all that was found lets the next run pass', async () => {
    const baseline = baselineFrom(drifted.findings, 'looked into', Date.UTC(2030, 0, 1));
    const { report } = await trial(mock, {
      only: ['regions.list'],
      failOn: 'notice',
      baseline,
      between: (reply, request) =>
        pathOf(request).endsWith('/core/regions')
          ? withBody(reply, body => ({ ...Object(body), '<b>&"new"': 1, regions: 'many' }))
          : reply,
    });
    expect(report).toMatchObject({ verdict: 'held', exitCode: 0, baseline: { unused: [], expired: [] } });
    expect(report.counts.findings).toMatchObject({ error: 0, notice: 0, allowed: drifted.findings.length });
  });
});

it('places know the secrets above them', () => {
  const schema = z.strictObject({ keys: secret(z.array(z.strictObject({ text: z.string() }))), name: z.string() });
  expect(placeOf(schema, ['keys', 0, 'text'])).toMatchObject({ path: '$.keys[*].text', secret: true });
  expect(placeOf(schema, ['name'])).toMatchObject({ path: '$.name', secret: false });
});

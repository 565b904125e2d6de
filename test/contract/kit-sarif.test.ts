import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { baselineFrom } from '../../contracts/kit/report/baseline.js';
import { formats } from '../../contracts/kit/report/formats/index.js';
import { sarif as write } from '../../contracts/kit/report/formats/sarif.js';
import type { Report } from '../../contracts/kit/report/report.js';
import { locateIn } from '../../contracts/kit/report/source-lines.js';
import { allChecks } from '../../contracts/kit/verdict/all-checks.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { trial, withBody } from './kit.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

const message = z.strictObject({ text: z.string().min(1) });
const level = z.enum(['none', 'note', 'warning', 'error']);
/** An address relative to the repository: no scheme, no root, no way out of it, no backslash. */
const relative = z.string().regex(/^(?![a-z]+:|\/|\.\.)[^\\ ]+$/i);

/** What SARIF 2.1.0 asks of the parts that are written here (sarif-schema-2.1.0.json of OASIS); no part is unknown to it. */
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string().min(1),
            rules: z.array(
              z.strictObject({
                id: z.string().min(1),
                shortDescription: message,
                defaultConfiguration: z.strictObject({ level }).optional(),
              }),
            ),
          }),
        }),
        automationDetails: z.strictObject({ id: z.string() }),
        columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
        invocations: z.array(
          z.strictObject({
            executionSuccessful: z.boolean(),
            exitCode: z.int(),
            startTimeUtc: z.iso.datetime(),
            toolExecutionNotifications: z.array(z.strictObject({ level, message })),
          }),
        ),
        results: z.array(
          z.strictObject({
            ruleId: z.string().min(1),
            ruleIndex: z.int().min(0),
            level,
            message,
            locations: z.array(
              z.strictObject({
                physicalLocation: z
                  .strictObject({
                    artifactLocation: z.strictObject({ uri: relative, uriBaseId: z.string() }),
                    region: z.strictObject({ startLine: z.int().min(1) }),
                  })
                  .optional(),
                logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string(), kind: z.string() })),
              }),
            ),
            partialFingerprints: z.record(z.string(), z.string()),
            suppressions: z
              .array(z.strictObject({ kind: z.enum(['inSource', 'external']), justification: z.string() }))
              .optional(),
            properties: z.record(z.string(), z.unknown()),
          }),
        ),
      }),
    )
    .min(1),
});

type Run = z.output<typeof log>['runs'][number];

function runIn(text: string): Run {
  const [run] = log.parse(JSON.parse(text)).runs;
  if (run === undefined) throw new Error('SARIF has no run');
  return run;
}

let mock: MockServer;
let report: Report;
const options = {
  only: ['regions.list', 'environments.list', 'credit.show', 'volumes.*', 'stocks.list', 'virtualMachines.list'],
  between: (reply: Parameters<typeof withBody>[0], { url }: { url: string }) => {
    if (url.endsWith('/core/regions')) return withBody(reply, body => ({ ...Object(body), regions: 'many', more: 1 }));
    if (url.endsWith('/core/environments')) return { ...reply, headers: { 'content-type': 'text/plain' } };
    if (url.endsWith('/core/virtual-machines'))
      return withBody(reply, body => ({
        ...Object(body),
        instances: [{ ...Object(body).instances?.[0], status: 'NAPPING' }],
      }));
    if (url.endsWith('/core/stocks')) return { ...reply, status: 418 };
    if (url.includes('999999937')) return { ...reply, status: 500 };
    return reply.status === 401 ? withBody(reply, () => ({ other: 1 })) : reply;
  },
  retries: 0,
} as const;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
  report = (await trial(mock, options)).report;
});
afterAll(() => mock.close());

const located = (of: Report): Run => runIn(formats.sarif(of, { locate: locateIn(root, 'infrahub') }));

describe('SARIF', () => {
  it('has a result for each finding, of the rule that is its check, as grave as it is', () => {
    const { results, tool } = located(report);
    expect(results).toHaveLength(report.findings.length);
    expect(new Set(report.findings.map(({ severity }) => severity)).size).toBe(3);
    for (const [at, { ruleId, ruleIndex, level: grave, partialFingerprints, message: said }] of results.entries()) {
      const finding = report.findings[at];
      expect(ruleId).toBe(finding?.check);
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(grave).toBe(finding?.severity === 'notice' ? 'note' : finding?.severity);
      expect(partialFingerprints).toEqual({ 'hostdoubleFinding/v1': finding?.id });
      expect(said.text).toContain(finding?.because);
    }
  });

  it('says of each rule what holds', () => {
    const { rules } = located(report).tool.driver;
    expect(new Set(rules.map(({ id }) => id))).toEqual(new Set(report.findings.map(({ check }) => check)));
    for (const { id, shortDescription, defaultConfiguration } of rules) {
      const check = allChecks.find(one => one.id === id);
      expect(shortDescription.text).toBe(check?.sentence);
      expect(defaultConfiguration?.level).toBe(check?.severity === 'notice' ? 'note' : check?.severity);
    }
  });

  it('has a rule for a check that nobody has described', () => {
    const [finding] = report.findings;
    if (finding === undefined) throw new Error('the trial found nothing');
    const run = runIn(write({ ...report, findings: [{ ...finding, check: 'of-tomorrow' }] }));
    expect(run.tool.driver.rules).toEqual([{ id: 'of-tomorrow', shortDescription: { text: 'of-tomorrow' } }]);
    expect(run.results[0]?.ruleIndex).toBe(0);
  });

  it('stands at a line of a file of the repository, whatever the finding is about', () => {
    const { results } = located(report);
    const checks = new Set(report.findings.map(({ check }) => check));
    for (const check of ['status', 'media-type', 'type', 'undocumented-field', 'failure-shape'])
      expect(checks).toContain(check);
    for (const { locations } of results) {
      const [place] = locations;
      const uri = place?.physicalLocation?.artifactLocation.uri ?? '';
      expect(existsSync(join(root, uri)), uri).toBe(true);
      expect(place?.logicalLocations[0]?.fullyQualifiedName).toMatch(/^infrahub\/\w+\.\w+$/);
    }
    expect(formats.sarif(report, { locate: locateIn(root, 'infrahub') })).not.toContain(root);
  });

  it('names the operation alone where the sources are not at hand', () => {
    for (const { locations } of runIn(formats.sarif(report)).results)
      expect(Object.keys(locations[0] ?? {})).toEqual(['logicalLocations']);
  });

  it('has slashes in its addresses on every system, and nothing in them that is no address', () => {
    const run = runIn(write(report, () => ({ file: 'contracts\\a b.ts', line: 3 })));
    expect(run.results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri).toBe('contracts/a%20b.ts');
  });

  it('suppresses what a baseline allows', async () => {
    const baseline = baselineFrom(report.findings, 'looked into', Date.UTC(2030, 0, 1));
    const { results } = located((await trial(mock, { ...options, baseline })).report);
    for (const { suppressions } of results)
      expect(suppressions).toEqual([{ kind: 'external', justification: 'looked into' }]);
    expect(located(report).results.every(({ suppressions }) => suppressions === undefined)).toBe(true);
  });

  it('tells of a run that could not be made, and of what was left behind', async () => {
    const { report: unable } = await trial(mock, { credentials: { apiKey: '22222222-2222-4333-8444-555555555555' } });
    const [invocation] = located(unable).invocations;
    expect(invocation).toMatchObject({ executionSuccessful: false, exitCode: 3 });
    expect(invocation?.toolExecutionNotifications[0]?.message.text).toBe(unable.sentence);
    const notes = located(report).invocations[0]?.toolExecutionNotifications.map(({ message: said }) => said.text);
    expect(notes).toContainEqual(
      expect.stringMatching(/^not compared: it does more than this run may do: volumes\.\w+, /),
    );
    const left = { operation: 'volumes.create', name: 'volume_id 7', reason: 'still there' };
    const [other] = located({ ...report, left: [left] }).invocations;
    expect(other).toMatchObject({ executionSuccessful: true, exitCode: 2 });
    expect(other?.toolExecutionNotifications[0]?.message.text).toContain('volume_id 7: still there');
  });
});

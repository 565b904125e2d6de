import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadContract } from '../../contracts/core/define-contract.js';
import type { WireReply } from '../../contracts/core/dialect.js';
import { disputed, disputedField, disputedName, disputesAt } from '../../contracts/core/disputed.js';
import { evidenceOf, evidences } from '../../contracts/core/evidence.js';
import { heldBy } from '../../contracts/core/held.js';
import { toOpenApi } from '../../contracts/core/openapi.js';
import type { Schema } from '../../contracts/core/operation.js';
import { replyFrom } from '../../contracts/core/over-fetch.js';
import { naiveDateTime, utcDateTime } from '../../contracts/core/wire.js';
import { contracts } from '../../contracts/index.js';
import { disputeChecks } from '../../contracts/kit/report/disputes.js';
import { formats } from '../../contracts/kit/report/formats/index.js';
import { report as reportSchema } from '../../contracts/kit/report/report.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { MACHINES, machines, pathOf, trial, withBody } from './kit.js';
import { load } from './spoiled.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

const ID = 'infrahub/(disputed)/200/$/disputed';

/** Writes the answer anew with a text replaced. */
const rewritten = (reply: WireReply, pattern: RegExp, by: string): WireReply =>
  reply.text === undefined || reply.status >= 300
    ? reply
    : replyFrom(reply.status, reply.headers ?? {}, reply.text.replaceAll(pattern, by));
const withZ = (reply: WireReply): WireReply => rewritten(reply, /("\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)"/g, '$1Z"');

const found = (schema: Schema, body: unknown) =>
  [...heldBy(schema, body)].flatMap(held => [...disputesAt(held)]).map(({ path, form, kept }) => [path, form, kept]);

describe('a disputed place', () => {
  const schema = z.strictObject({
    at: disputed(naiveDateTime, utcDateTime, ['without Z', 'with Z']).nullable(),
    more: disputedField(disputed(z.int(), z.string(), ['a number', 'a text'])),
  });

  it('takes either form, and says which it has', () => {
    expect(found(schema, { at: '2025-01-01T00:00:00', more: 1 })).toEqual([
      ['$.at', 'without Z', true],
      ['$.more', 'there', true],
      ['$.more', 'a number', true],
    ]);
    expect(found(schema, { at: '2025-01-01T00:00:00Z', more: 'one' })).toEqual([
      ['$.at', 'with Z', false],
      ['$.more', 'there', true],
      ['$.more', 'a text', false],
    ]);
    expect(found(schema, { at: null })).toEqual([['$.more', 'not there', false]]);
    for (const at of ['2025-01-01T00:00:00', '2025-01-01T00:00:00Z', null])
      expect(schema.safeParse({ at }).success).toBe(true);
    expect(schema.safeParse({ at: '2025-01-01 00:00:00' }).success).toBe(false);
  });

  it('may be the name of a field: one of the two, and never none', () => {
    const named = disputedName('success', 'status', z.boolean(), { count: z.int() });
    expect(found(named, { success: true, count: 1 })).toEqual([['$.success', 'named success', true]]);
    expect(found(named, { status: true, count: 1 })).toEqual([['$.status', 'named status', false]]);
    for (const body of [{ count: 1 }, { success: true, status: true, count: 1 }, { status: 1, count: 1 }])
      expect(named.safeParse(body).success).toBe(false);
  });

  it('is one of the marks of evidence, above a guess', () => {
    expect(evidences.indexOf('disputed')).toBe(evidences.indexOf('assumed') - 1);
    expect(evidenceOf(schema.shape.more)).toBe('disputed');
    expect(disputeChecks).toMatchObject([{ id: 'disputed', severity: 'notice' }]);
  });
});

describe('a run', () => {
  it('says which form the endpoint has, and finds nothing where it is the one that is kept', async () => {
    const { report } = await trial(mock, { refusals: false });
    expect(report.findings).toEqual([]);
    expect(report.disputed).toContainEqual({
      ...{ operation: 'billing.usage', path: '$.data[*].create_time', forms: ['without Z'], kept: true },
    });
    expect(report.disputed).toContainEqual({
      ...{ operation: 'history.virtualMachines', path: '$.success', forms: ['named success'], kept: true },
    });
    const paths = report.disputed.map(({ path }) => path.split('.').at(-1));
    for (const name of ['cluster_id', 'is_snapshotting', 'excluded_billing', 'snapshot', 'created_at', 'green_status'])
      expect(paths).toContain(name);
    expect(report.disputed.every(({ kept }) => kept)).toBe(true);
    expect(formats.terminal(report)).toMatch(/without Z: \d+ places/);
  });

  it('has one notice where datetimes end with Z, and every format says where', async () => {
    const { report } = await trial(mock, { refusals: false, between: withZ });
    expect(report.findings).toMatchObject([
      { id: ID, severity: 'notice', evidence: 'disputed', found: expect.stringMatching(/with Z, and so at \d+ more/) },
    ]);
    expect([report.exitCode, report.verdict]).toEqual([0, 'held']);
    const form = { operation: 'billing.usage', path: '$.data[*].create_time', forms: ['with Z'], kept: false };
    expect(report.disputed).toContainEqual(form);
    expect(reportSchema.parse(JSON.parse(formats.json(report))).disputed).toContainEqual(form);
    for (const write of [formats.terminal, formats.markdown, formats.html]) {
      expect(write(report)).toMatch(/with Z: [^\n]*billing\.usage \$\.data\\?\[\\?\*\\?\]\.create\\?_time/);
      expect(write({ ...report, disputed: [] })).not.toContain('own sources differ, this endpoint');
    }
  });

  it('has the same notice where lists of histories say status, and fields are left out', async () => {
    const { report } = await trial(mock, {
      ...{ only: ['history.virtualMachines', 'virtualMachines.list'], refusals: false },
      between: reply =>
        rewritten(
          rewritten(reply, /"success":/g, '"status":'),
          /"(is_snapshotting|cluster_id)":(true|false|null|\d+),/g,
          '',
        ),
    });
    expect(report.findings.map(({ id }) => id)).toEqual([ID]);
    expect(report.disputed).toContainEqual({
      ...{ operation: 'history.virtualMachines', path: '$.status', forms: ['named status'], kept: false },
    });
    expect(report.disputed).toContainEqual({
      ...{ operation: 'virtualMachines.list', path: '$.instances[*].cluster_id', forms: ['not there'], kept: false },
    });
  });

  it('says both forms of an endpoint that has both', async () => {
    const { report } = await trial(mock, {
      ...machines,
      between: (reply, request) =>
        pathOf(request) !== MACHINES
          ? reply
          : withBody(reply, body => {
              const [first]: unknown[] = Reflect.get(Object(body), 'instances');
              Reflect.set(Object(first), 'created_at', '2025-01-01T00:00:00Z');
              return body;
            }),
    });
    const place = report.disputed.find(({ path }) => path === '$.instances[*].created_at');
    expect(place).toMatchObject({ kept: false, forms: expect.arrayContaining(['with Z', 'without Z']) });
  });

  const refusing = (status: number) => (reply: WireReply, request: WireRequest) =>
    pathOf(request).endsWith('/core/images')
      ? replyFrom(
          status,
          { 'content-type': 'application/json' },
          '{"status":false,"message":"no","error_reason":"not_allowed"}',
        )
      : reply;

  it('takes a status that only one of the sources lists', async () => {
    const { report } = await trial(mock, {
      ...{ only: ['images.list', 'regions.list'], refusals: false },
      between: refusing(406),
    });
    expect(report.findings.map(({ id }) => id)).toEqual([ID]);
    expect(report.disputed).toContainEqual({ operation: 'images.list', path: '406', forms: ['answered'], kept: false });
    const gone = await trial(mock, {
      ...{ only: ['images.list', 'regions.list'], refusals: false },
      between: refusing(405),
    });
    expect(gone.report.findings.map(({ check }) => check)).toEqual(['operation-gone']);
  });

  it('does not take 405 of the pricebook for its absence', async () => {
    const { report } = await trial(mock, {
      ...{ only: ['pricebook.list', 'regions.list'], refusals: false },
      between: (reply, request) =>
        pathOf(request).endsWith('/pricebook')
          ? replyFrom(
              405,
              { 'content-type': 'application/json' },
              '{"status":false,"message":"no","error_reason":"not_allowed"}',
            )
          : reply,
    });
    expect(report.findings.map(({ id }) => id)).toEqual([ID]);
  });
});

it('OpenAPI says what is disputed', async () => {
  const infrahub = await contracts.infrahub?.load();
  if (infrahub === undefined) throw new Error('no contract');
  const document = JSON.stringify(toOpenApi(await loadContract(infrahub)));
  expect(document).toContain('"x-evidence":"disputed"');
  expect(document).toContain('methodNotAllowed (documented). For this call it is disputed.');
});

it('a playbook that disputes what there is not does not load', async () => {
  await expect(async () => load(['contract playbook disputedFailures', { 'things.shwo': ['exists'] }])).rejects.toThrow(
    'disputedFailures: there is no operation "things.shwo"',
  );
  await expect(async () => load(['contract playbook disputedFailures', { 'things.show': ['exist'] }])).rejects.toThrow(
    'disputedFailures: "exist" is not one the dialect words',
  );
});

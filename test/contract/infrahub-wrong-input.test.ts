import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadContract } from '../../contracts/core/define-contract.js';
import { wordingAt } from '../../contracts/core/dialect.js';
import { Failure, failureKinds, type InputIssue } from '../../contracts/core/failure.js';
import type { IssueCode } from '../../contracts/core/issue-facts.js';
import type { Operation } from '../../contracts/core/operation.js';
import { keysOf } from '../../contracts/core/schema.js';
import { naiveTime } from '../../contracts/core/time.js';
import { read, secret } from '../../contracts/core/wire.js';
import { infrahubDialect as dialect } from '../../contracts/vendors/infrahub/dialect.js';
import { infrahub } from '../../contracts/vendors/infrahub/index.js';
import { checkInput } from '../../mock-server/calls/input.js';

const flask = wordingAt(dialect, '/core/volumes');
const fastApi = wordingAt(dialect, '/object-storage/buckets');

/** What an operation with this schema finds wrong with a value, as a body or in its query. */
function issuesOf(schema: z.ZodType, value: unknown, part: 'body' | 'query' = 'body'): readonly InputIssue[] {
  const operation: Operation = {
    ...{ method: 'POST', path: '/x', summary: 'x', docs: 'https://example.com', effect: 'write', responses: {} },
    [part]: schema,
  };
  const raw = { params: {}, query: {}, body: undefined, [part]: value };
  try {
    checkInput(operation, raw);
  } catch (error) {
    if (error instanceof Failure) return error.detail.issues ?? [];
    throw error;
  }
  throw new Error('nothing is wrong with it');
}

const refused = (issues: readonly InputIssue[]) => new Failure('invalid', { issues });
const told = (issues: readonly InputIssue[]) => Object(flask.encode(refused(issues)).body).errors;
const detail = (issues: readonly InputIssue[]) => Object(fastApi.encode(refused(issues)).body).detail;

type Case = readonly [
  code: IssueCode,
  schema: z.ZodType,
  value: unknown,
  flask: string,
  type: string,
  fastApi: string,
  ctx?: object,
];

const float = z.number();
// biome-ignore format: a table, a case a line
const cases: readonly Case[] = [
  ['required', z.string(), undefined, "'x' is a required property", 'missing', 'Field required'],
  ['invalid_type', z.string(), 7, "7 is not of type 'string'", 'string_type', 'Input should be a valid string'],
  ['invalid_type', z.string(), null, "None is not of type 'string'", 'string_type', 'Input should be a valid string'],
  ['invalid_type', z.string().nullable(), true, "True is not of type 'string', 'null'", 'string_type', 'Input should be a valid string'],
  ['invalid_type', z.int(), 'two', "'two' is not of type 'integer'", 'int_parsing', 'Input should be a valid integer, unable to parse string as an integer'],
  ['invalid_type', z.number().int(), 1.5, "1.5 is not of type 'integer'", 'int_from_float', 'Input should be a valid integer, got a number with a fractional part'],
  ['invalid_type', z.int(), [], "[] is not of type 'integer'", 'int_type', 'Input should be a valid integer'],
  ['invalid_type', float, false, "False is not of type 'number'", 'float_type', 'Input should be a valid number'],
  ['invalid_type', float, 'x', "'x' is not of type 'number'", 'float_parsing', 'Input should be a valid number, unable to parse string as a number'],
  ['invalid_type', z.boolean(), 'yes', "'yes' is not of type 'boolean'", 'bool_parsing', 'Input should be a valid boolean, unable to interpret input'],
  ['invalid_type', z.boolean(), {}, "{} is not of type 'boolean'", 'bool_type', 'Input should be a valid boolean'],
  ['invalid_type', z.array(z.int()), 'a', "'a' is not of type 'array'", 'list_type', 'Input should be a valid list'],
  ['invalid_type', z.null(), 'a', "'a' is not of type 'null'", 'none_required', 'Input should be None'],
  ['invalid_type', z.object({}), ["a'b", { c: 'd"\n' }], `["a'b", {'c': 'd"\\n'}] is not of type 'object'`, 'model_attributes_type', 'Input should be a valid dictionary or object to extract fields from'],
  ['too_small', z.string().min(1), '', "'' is too short", 'string_too_short', 'String should have at least 1 character', { min_length: 1 }],
  ['too_big', z.string().max(2), 'abc', "'abc' is too long", 'string_too_long', 'String should have at most 2 characters', { max_length: 2 }],
  ['too_small', z.int().min(1), 0, '0 is less than the minimum of 1', 'greater_than_equal', 'Input should be greater than or equal to 1', { ge: 1 }],
  ['too_big', z.int().max(20), 21, '21 is greater than the maximum of 20', 'less_than_equal', 'Input should be less than or equal to 20', { le: 20 }],
  ['too_small', z.number().gt(0), 0, '0 is less than or equal to the minimum of 0', 'greater_than', 'Input should be greater than 0', { gt: 0 }],
  ['too_big', z.number().lt(5), 5, '5 is greater than or equal to the maximum of 5', 'less_than', 'Input should be less than 5', { lt: 5 }],
  ['too_small', z.array(z.int()).min(1), [], '[] is too short', 'too_short', 'List should have at least 1 item after validation, not 0', { field_type: 'List', min_length: 1, actual_length: 0 }],
  ['too_big', z.array(z.int()).max(1), [1, 2], '[1, 2] is too long', 'too_long', 'List should have at most 1 item after validation, not 2', { field_type: 'List', max_length: 1, actual_length: 2 }],
  ['not_multiple_of', z.int().multipleOf(5), 3, '3 is not a multiple of 5', 'multiple_of', 'Input should be a multiple of 5', { multiple_of: 5 }],
  ['invalid_format', z.string().regex(/^a/i), 'b', "'b' does not match '^a'", 'string_pattern_mismatch', "String should match pattern '^a'", { pattern: '^a' }],
  ['invalid_format', z.email(), 'b', "'b' is not a 'email'", 'value_error', 'Value error, the value is not valid'],
  ['invalid_format', z.url(), 'b', "'b' is not a 'uri'", 'value_error', 'Value error, the value is not valid'],
  ['invalid_value', z.enum(['a', 'b', 'c']), 'd', "'d' is not one of ['a', 'b', 'c']", 'enum', "Input should be 'a', 'b' or 'c'", { expected: "'a', 'b' or 'c'" }],
  ['invalid_value', z.literal('a'), 7, "7 is not one of ['a']", 'enum', "Input should be 'a'", { expected: "'a'" }],
  ['custom', z.array(z.int()).refine(list => new Set(list).size === list.length, { params: { rule: 'unique' } }), [1, 1], '[1, 1] has non-unique elements', 'value_error', 'Value error, the value is not valid'],
  ['custom', read.instant(naiveTime), 'today', "'today' is not a 'date-time'", 'value_error', 'Value error, the value is not valid'],
  ['custom', read.instant(naiveTime), '2025-02-30T00:00:00', "'2025-02-30T00:00:00' is not a 'date-time'", 'value_error', 'Value error, the value is not valid'],
  ['custom', z.string().refine(() => false, 'words of a schema'), 'a', "'a' is not valid under any of the given schemas", 'value_error', 'Value error, the value is not valid'],
];

describe('wrong input of Infrahub', () => {
  it.each(cases)(
    'of the code %s is worded as both validators do: %#',
    (code, schema, value, sentence, type, msg, ctx) => {
      const issues = issuesOf(z.object({ x: schema }), { ...(value === undefined ? {} : { x: value }) });
      expect(issues.map(issue => issue.code)).toEqual([code]);
      expect(told(issues)).toEqual({ x: sentence });
      const input = value === undefined ? {} : value;
      expect(detail(issues)).toEqual([{ type, loc: ['body', 'x'], msg, input, ...(ctx === undefined ? {} : { ctx }) }]);
    },
  );

  it('of a member that there is not is told at what holds it', () => {
    const strict = z.object({ x: z.strictObject({ a: z.int() }) });
    const issues = issuesOf(strict, { x: { a: 1, b: 'no', c: null } });
    expect(told(issues)).toEqual({ x: "Additional properties are not allowed ('b', 'c' were unexpected)" });
    expect(told(issuesOf(strict, { x: { a: 1, b: 2 } }))).toEqual({
      x: "Additional properties are not allowed ('b' was unexpected)",
    });
    expect(detail(issues)).toEqual([
      { type: 'extra_forbidden', loc: ['body', 'x', 'b'], msg: 'Extra inputs are not permitted', input: 'no' },
      { type: 'extra_forbidden', loc: ['body', 'x', 'c'], msg: 'Extra inputs are not permitted', input: null },
    ]);
  });

  it('of nested members has their places', () => {
    const schema = z.object({ rules: z.array(z.object({ port: z.int() })) });
    const issues = issuesOf(schema, { rules: [{ port: 1 }, { port: 'x' }, {}] });
    expect(told(issues)).toEqual({
      'rules.1.port': "'x' is not of type 'integer'",
      'rules.2.port': "'port' is a required property",
    });
    expect(detail(issues).map(({ loc }: { loc: unknown }) => loc)).toEqual([
      ['body', 'rules', 1, 'port'],
      ['body', 'rules', 2, 'port'],
    ]);
  });

  it('of a query is told by what the text means', () => {
    const schema = z.object({
      page: read.integer().pipe(z.int().min(1)),
      flag: read.flag().optional(),
      all: z.string(),
    });
    expect(told(issuesOf(schema, { page: 'ten', flag: 'maybe' }, 'query'))).toEqual({
      page: "'ten' is not of type 'integer'",
      flag: "'maybe' is not of type 'boolean'",
      all: "'all' is a required property",
    });
    const issues = issuesOf(schema, { page: ' 0', all: ['a', 'b'] }, 'query');
    expect(told(issues)).toEqual({
      page: '0 is less than the minimum of 1',
      all: "['a', 'b'] is not of type 'string'",
    });
    expect(detail(issuesOf(schema, { page: '1' }, 'query'))).toEqual([
      { type: 'missing', loc: ['query', 'all'], msg: 'Field required', input: null },
    ]);
  });

  it('of codes that are not known, and those that tell too little, is never in words of zod', () => {
    for (const code of ['invalid_union', 'invalid_key', 'invalid_element', 'brand_new', 'toString']) {
      const issues = [{ in: 'body', path: ['x'], code, sent: 'a' }] as const;
      expect(told(issues)).toEqual({ x: "'a' is not valid under any of the given schemas" });
      expect(detail(issues)).toMatchObject([{ type: 'value_error', msg: 'Value error, the value is not valid' }]);
    }
  });

  it('that is no body at all is told as the frameworks do', () => {
    const issues = issuesOf(z.object({ x: z.string() }), undefined);
    expect(flask.encode(refused(issues))).toEqual({
      status: 400,
      body: { message: 'The browser (or proxy) sent a request that this server could not understand.' },
    });
    expect(detail(issues)).toEqual([{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }]);
    expect(told(issuesOf(z.object({}), null))).toEqual({ '': "None is not of type 'object'" });
  });

  it('shows no secret and no long value', () => {
    const schema = z.object({ name: z.string().max(3), password: secret(z.string().min(9)), age: z.int() });
    const issues = issuesOf(schema, { name: 'n'.repeat(1000), password: 'hunter2' });
    expect(told(issues).password).toBe("'[redacted]' is too short");
    expect(told(issues).name.length).toBeLessThan(250);
    expect(JSON.stringify([told(issues), detail(issues)])).not.toContain('hunter2');
    const elsewhere = issuesOf(schema, [{ password: 'hunter2', hunter2: 1 }]);
    expect(JSON.stringify([told(elsewhere), detail(elsewhere)])).not.toContain('hunter2');
    const many = issuesOf(z.object({ x: z.string() }), { x: Array.from({ length: 1000 }, () => [[[[['deep']]]]]) });
    expect(JSON.stringify([told(many), detail(many)]).length).toBeLessThan(1500);
  });
});

describe('wrong input of every operation', async () => {
  const { entries } = await loadContract(infrahub);
  const wrong = [null, 7, -1, 1.5, '', 'x'.repeat(3000), true, [], [[]], {}, { a: 1 }, undefined];

  it.each(entries.map(entry => [entry.id, entry.operation] as const))(
    'of %s has the form of a refusal',
    (_id, operation) => {
      const { failures, encode } = wordingAt(dialect, operation.path);
      const { params = {}, query: asked = {}, body } = operation.example ?? {};
      const query = Object.fromEntries(
        Object.entries(asked).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
      );
      for (const part of ['body', 'query'] as const)
        for (const name of [undefined, ...keysOf(operation[part])])
          for (const value of wrong) {
            const sent = name === undefined ? value : { ...Object(part === 'body' ? body : query), [name]: value };
            try {
              checkInput(operation, { params, query, body, [part]: sent });
            } catch (error) {
              if (!(error instanceof Failure)) throw error;
              const { status, body: told } = encode(error);
              const text = JSON.stringify(told);
              expect(text.length).toBeLessThan(8000);
              const form = dialect.failureOf({ status, body: told }) ?? 'internal';
              expect(['invalid', 'malformed']).toContain(form);
              expect((failures[form].schema as z.ZodType).safeParse(told).error).toBeUndefined();
            }
          }
    },
  );
});

describe('failures of object storage', () => {
  it.each(failureKinds)('of kind %s are recognised as they are worded', kind => {
    const reply = fastApi.encode(new Failure(kind));
    const form = fastApi.failures[kind];
    expect(reply.status).toBe(form.status);
    expect(dialect.failureOf(reply)).toBe(form.like ?? kind);
    expect((form.schema as z.ZodType).safeParse(reply.body).error).toBeUndefined();
  });

  it('are worded by the path alone, whole words of it', () => {
    expect(wordingAt(dialect, '/object-storage')).toBe(fastApi);
    expect(wordingAt(dialect, '/object-storages')).toBe(dialect);
    expect(fastApi.encode(new Failure('methodNotAllowed', { allowed: ['GET'] }))).toEqual({
      ...{ status: 405, headers: { allow: 'GET' }, body: { detail: 'Method Not Allowed' } },
    });
  });
});

import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import { control } from '../../contracts/control/index.js';
import { checkExchange } from '../../contracts/core/checks.js';
import type { LoadedContract } from '../../contracts/core/contract.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { schemesOf, wordingAt } from '../../contracts/core/dialect.js';
import { assumed, client } from '../../contracts/core/evidence.js';
import { Failure, failureKinds } from '../../contracts/core/failure.js';
import { toOpenApi } from '../../contracts/core/openapi.js';
import type { Operation } from '../../contracts/core/operation.js';
import { dayTime, microTime, naiveTime, sqlTime, utcTime, zonedTime } from '../../contracts/core/time.js';
import { naiveDateTime, read } from '../../contracts/core/wire.js';
import { contracts } from '../../contracts/index.js';
import { loadInline } from './inline.js';

const docs = 'https://toy.example/docs';
const get = (path: `/${string}`, more: Partial<Operation> = {}): Operation => ({
  method: 'GET',
  path,
  summary: 'x',
  docs,
  effect: 'read',
  responses: { 200: z.strictObject({ id: z.int() }) },
  ...more,
});
const contract = (operations: Record<string, Operation>): Promise<LoadedContract> => loadInline({ things: operations });

const id = { params: z.object({ id: read.integer() }), example: { params: { id: '1' } } };

describe('a contract', () => {
  it.each<[string, Record<string, Operation>, string]>([
    ['a param that is missing', { show: get('/things/{id}') }, 'things.show: {id} has no param'],
    ['a param too many', { show: get('/things', id) }, 'things.show: param "id" is not in /things'],
    [
      'two operations for one call',
      { one: get('/a/{id}', id), other: get('/a/{id}', id) },
      'things.one and things.other both match',
    ],
    ['a way to authenticate that is unknown', { show: get('/things', { auth: 'magic' }) }, 'auth "magic" is not one'],
    ['no response', { show: get('/things', { responses: {} }) }, 'has no response'],
  ])('with %s does not load, and says why', async (_what, operations, reason) => {
    await expect((async () => contract(operations))()).rejects.toThrow(reason);
  });

  it('may have a static path beside an open one', async () => {
    const { entries } = await contract({ list: get('/things/all'), show: get('/things/{id}', id) });
    expect(entries).toHaveLength(2);
  });
});

describe('an instant', () => {
  it.each([
    [naiveTime, '2023-08-23T15:36:10'],
    [sqlTime, '2024-04-01 20:23:55'],
    [zonedTime, '2025-01-15T15:00:49+00:00'],
    [microTime, '2025-01-20T12:41:28.123000Z'],
    [dayTime, '2025-01-01'],
    [utcTime, '2025-01-20T21:49:10Z'],
    [utcTime, '2025-01-20T21:49:10.007Z'],
  ])('is read and written as %s', (form, text) => {
    const instant = form.parse(text);
    expect(instant === undefined ? undefined : form.format(instant)).toBe(text);
  });

  it.each([
    '2025-02-30T00:00:00',
    '2025-13-01T00:00:00',
    '2025-01-01T24:00:00',
    '2025-01-01T00:00:00Z',
    '2025-1-1T00:00:00',
    '',
  ])('is not %s', text => {
    expect(naiveTime.parse(text)).toBeUndefined();
    expect(naiveDateTime.safeParse(text).success).toBe(false);
  });
});

describe('input', () => {
  it.each([
    ['a number', read.integer(), 7, 7],
    ['digits', read.integer(), '007', 7],
    ['true', read.flag(), true, true],
    ['True', read.flag(), 'True', true],
    ['0', read.flag(), '0', false],
    ['one value as a list', read.list(read.integer()), '3', [3]],
    ['several values', read.list(read.integer()), ['3', 4], [3, 4]],
    ['JSON in a text', read.json(z.object({ a: z.int() })), '{"a":1}', { a: 1 }],
    ['a word in any case', read.word(['YEAR', 'DAY']), 'day', 'DAY'],
    ['an instant', read.instant(sqlTime), '1970-01-01 00:00:01', 1000],
  ])('of %s is read', (_what, schema, sent, got) => {
    expect(schema.parse(sent)).toEqual(got);
  });

  it.each([
    ['a fraction', read.integer(), 1.5],
    ['a word', read.integer(), 'seven'],
    ['too many digits', read.integer(), '1234567890123456'],
    ['perhaps', read.flag(), 'perhaps'],
    ['broken JSON', read.json(z.unknown()), '{'],
    ['a word of no list', read.word(['YEAR', 'DAY']), 'FORTNIGHT'],
    ['a date of no calendar', read.instant(sqlTime), '2025-02-30 00:00:00'],
    ['another form of date', read.instant(sqlTime), '2025-02-03T00:00:00'],
  ])('of %s is refused', (_what, schema, sent) => {
    expect(schema.safeParse(sent).success).toBe(false);
  });
});

describe('an exchange', async () => {
  const things = await contract({
    show: get('/things/{id}', {
      ...id,
      evidence: 'documented',
      responses: {
        200: z.strictObject({
          id: z.int(),
          tags: z.array(z.strictObject({ name: assumed(z.string()), size: client(z.int()) })),
        }),
      },
      failures: ['notFound'],
    }),
  });
  const [entry] = things.entries;
  const json = { 'content-type': 'application/json; charset=utf-8' };
  const found = (reply: { status: number; headers?: Record<string, string>; body?: unknown }) =>
    entry === undefined
      ? []
      : checkExchange({ contract: things, entry, reply: { headers: json, ...reply } }).map(
          ({ check, path, evidence }) => `${check} ${path} ${evidence}`,
        );

  it('that conforms yields nothing', () => {
    expect(found({ status: 200, body: { id: 1, tags: [{ name: 'x', size: 2 }] } })).toEqual([]);
    expect(found({ status: 404, body: controlDialect.encode(new Failure('notFound')).body })).toEqual([]);
  });

  it('that does not yields where, and how sure the contract was', () => {
    expect(found({ status: 200, body: { id: null, tags: [{ name: 1, size: 2, more: true }, { size: '2' }] } })).toEqual(
      [
        'missing-field $.tags[1].name assumed',
        'type $.tags[0].name assumed',
        'type $.tags[1].size client',
        'null $.id documented',
        'undocumented-field $.tags[0].more documented',
      ],
    );
  });

  it('with a status, a failure or a media type of no contract yields that', () => {
    expect(found({ status: 202, body: {} })).toEqual(['status $ documented']);
    expect(found({ status: 409, body: controlDialect.encode(new Failure('conflict')).body })).toEqual([
      'status $ documented',
    ]);
    expect(found({ status: 200, headers: { 'content-type': 'text/html' }, body: { id: 1, tags: [] } })).toEqual([
      'media-type $ documented',
    ]);
  });
});

const listed = [
  { vendor: 'control', load: async (): Promise<LoadedContract> => loadContract(control) },
  ...Object.entries(contracts).map(([vendor, { load }]) => ({
    vendor,
    load: async (): Promise<LoadedContract> => loadContract(await load()),
  })),
];

const usedSchemes = ({ dialect, entries }: LoadedContract): string[] => [
  ...new Set(entries.flatMap(({ operation }) => schemesOf(dialect, operation))),
];

describe.each(listed)('the contract of $vendor', ({ load }) => {
  it('is valid OpenAPI 3.1 with security schemes, error replies and evidence', async () => {
    const loaded = await load();
    const document = toOpenApi(loaded, 'http://localhost');
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(document).toMatchObject({
      openapi: '3.1.0',
      components: { securitySchemes: Object.fromEntries(usedSchemes(loaded).map(name => [name, {}])) },
    });
    for (const { id, operation } of loaded.entries) {
      const { method, path, docs, evidence = 'documented', auth, failures = [] } = operation;
      const shown = Object(document.paths)[path][method.toLowerCase()];
      expect(shown).toMatchObject({ operationId: id, externalDocs: { url: docs }, 'x-evidence': evidence });
      expect([id, shown.security.length > 0]).toEqual([id, auth !== 'none']);
      const { common } = loaded.dialect;
      const { failures: forms } = wordingAt(loaded.dialect, path);
      const { info, components } = Object(document);
      for (const kind of [...common, ...failures]) {
        const { $ref, description } = shown.responses[forms[kind].status];
        const told = $ref ? components.responses[$ref.replace('#/components/responses/', '')].description : description;
        // Beside a success only the operation's own are told: what any call may meet stands at the top.
        const isEverywhere = !$ref && common.includes(kind);
        expect(isEverywhere ? info.description : told).toContain(`${kind} (${forms[kind].evidence}).`);
      }
    }
  });

  it('words each kind of failure and knows it again', async () => {
    const { dialect } = await load();
    for (const kind of failureKinds)
      expect([kind, dialect.failureOf(dialect.encode(new Failure(kind)))]).toEqual([
        kind,
        dialect.failures[kind].like ?? kind,
      ]);
  });

  it('words failures as its own schemas say', async () => {
    const { dialect } = await load();
    for (const kind of failureKinds) {
      const { status, body } = dialect.encode(new Failure(kind));
      expect([kind, status]).toEqual([kind, dialect.failures[kind].status]);
      const { schema } = dialect.failures[kind];
      expect([kind, schema instanceof z.ZodType && schema.safeParse(body).error]).toEqual([kind, undefined]);
    }
  });
});

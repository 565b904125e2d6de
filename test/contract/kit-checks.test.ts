import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkExchange, replyChecks } from '../../contracts/core/checks.js';
import type { LoadedContract } from '../../contracts/core/contract.js';
import { assumed } from '../../contracts/core/evidence.js';
import { wholeNumbers } from '../../contracts/core/lexemes.js';
import type { Operations, Schema } from '../../contracts/core/operation.js';
import { placesOf } from '../../contracts/core/schema.js';
import { described } from '../../contracts/core/schema-words.js';
import { namesOf, paramName } from '../../contracts/core/value-names.js';
import { float, naiveDateTime, secret } from '../../contracts/core/wire.js';
import { Results } from '../../contracts/kit/report/results.js';
import { resolve } from '../../contracts/kit/run/input.js';
import { KnownValues } from '../../contracts/kit/run/known-values.js';
import { selector } from '../../contracts/kit/run/scope.js';
import { keptChecks } from '../../contracts/kit/verdict/kept.js';
import { refusalChecks } from '../../contracts/kit/verdict/refusals.js';
import { inputChecks } from '../../contracts/kit/verdict/refused-input.js';
import { resourceChecks } from '../../contracts/kit/verdict/resources.js';
import { loadInline } from './inline.js';

const docs = 'https://example.com/docs';

const operationsOf = (schema: Schema): Operations => ({
  list: { method: 'GET', path: '/things', summary: 'All', docs, effect: 'read', responses: { 200: schema } },
  show: {
    ...{ method: 'GET', path: '/things/{id}', summary: 'One', docs, effect: 'read' },
    params: z.object({ id: z.string() }),
    responses: { 200: schema },
    failures: ['notFound'],
    example: { params: { id: 'example' } },
  },
});
const contractOf = (schema: Schema): Promise<LoadedContract> => loadInline({ things: operationsOf(schema) });

/** What is found in a body, as `check path: expected; found`. */
async function found(schema: Schema, body: unknown, text = JSON.stringify(body)): Promise<string[]> {
  const contract = await contractOf(schema);
  const [entry] = contract.entries;
  if (entry === undefined) return [];
  const reply = { status: 200, headers: { 'content-type': 'application/json' }, body, text };
  return checkExchange({ contract, entry, reply }).map(
    one => `${one.check} ${one.path}: ${one.expected}; ${one.found}`,
  );
}

describe('checks', () => {
  it('each have an id of their own and a sentence', () => {
    const all = [...replyChecks, ...refusalChecks, ...resourceChecks, ...inputChecks, ...keptChecks];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { sentence } of all) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('say of a value its type, and of a text its pattern, but never the value', async () => {
    const schema = z.strictObject({
      at: naiveDateTime,
      name: z.string(),
      state: z.enum(['ON', 'OFF']),
      key: secret(z.int()),
      code: secret(z.string().regex(/^\d+$/)),
    });
    const body = { at: '2025-01-02T03:04:05Z', name: 42, state: 'ASLEEP', key: 'k-12345', code: 'hunter2' };
    expect(await found(schema, body)).toEqual([
      'type $.name: string; number',
      'type $.key: integer; string',
      'form $.at: string like 2023-08-23T15:36:10; string like 0000-00-00A00:00:00A',
      'form $.code: string of the form /^\\d+$/; string',
      'enum $.state: one of "ON", "OFF"; "ASLEEP"',
    ]);
  });

  it('of a union speak of the option that comes closest', async () => {
    const schema = z.union([
      z.strictObject({ kind: z.literal('a'), size: z.int() }),
      z.strictObject({ kind: z.literal('b'), name: z.string(), more: z.string() }),
      z.string(),
    ]);
    expect(await found(schema, { kind: 'a', size: '3' })).toEqual(['type $.size: integer; string']);
    expect(await found(schema, 7)).toEqual(['type $: object or string; number']);
  });

  it('see a float that lost its point, once for each place', async () => {
    const schema = z.strictObject({ rows: z.array(z.strictObject({ cost: float, count: z.int() })) });
    const body = {
      rows: [
        { cost: 1, count: 1 },
        { cost: 2, count: 2 },
      ],
    };
    expect(await found(schema, body)).toEqual([
      'number-form $.rows[0].cost: number with a decimal point; number without',
    ]);
    expect(await found(schema, body, '{"rows":[{"cost":1.0,"count":1},{"cost":2e0,"count":2}]}')).toEqual([]);
  });

  it('see a page with more rows than its size or than there are', async () => {
    const schema = z.looseObject({ data: z.array(z.unknown()) });
    const rows = [{ id: 1 }, { id: 2 }, { id: 3 }];
    expect(await found(schema, { data: rows, per_page: 2, total: 9 })).toEqual([
      'pagination $.data: at most 2 rows; 3 rows',
    ]);
    expect(await found(schema, { data: rows, pagination: { per_page: 10, total_count: 2 } })).toHaveLength(1);
    expect(await found(schema, { data: rows, page_size: null, count: 3 })).toEqual([]);
  });

  it('read numbers as they are written', () => {
    const text = '{"a":[1,{"b\\"":-2,"c":"3, [4]"}],"d":5.0,"e":1e3,"f":true}';
    expect([...wholeNumbers(text)]).toEqual([
      ['a', 0],
      ['a', 1, 'b"'],
    ]);
  });
});

describe('a schema', () => {
  it.each<[Schema, string]>([
    [z.string().nullable().optional(), 'string or null or nothing'],
    [z.union([z.int(), z.literal(false)]), 'integer or false'],
    [assumed(naiveDateTime.nullable()), 'string like 2023-08-23T15:36:10 or null'],
    [z.record(z.string(), z.int()), 'object'],
  ])('is told in words', (schema, words) => {
    expect(described(schema)).toBe(words);
  });

  it('knows its places, also those of a tree', () => {
    const tree: Schema = z.strictObject({
      name: z.string(),
      get children() {
        return z.array(z.lazy(() => tree));
      },
    });
    const paths = [...placesOf(tree)].map(({ path }) => path);
    expect(paths.slice(0, 3)).toEqual(['$', '$.name', '$.children']);
    expect(paths.length).toBeLessThan(100);
  });
});

describe('params', () => {
  it.each([
    ['$.servers[*].id', 'machines', ['serverid', 'machineid']],
    ['$.data[*].id', 'servers', ['serverid']],
    ['$.data.user_id', 'servers', ['userid']],
    ['$.infos[*].env.envName', 'control', ['envname']],
    ['$.data.policies[*].uuid', 'roles', ['policyuuid', 'roleuuid']],
    ['$.count', 'servers', []],
  ])('find their values by name: %s', (path, group, names) => {
    expect(namesOf(path, group)).toEqual(names);
  });

  it('come from earlier answers, else from the example, else from nowhere', async () => {
    const contract = await contractOf(z.strictObject({ things: z.array(z.strictObject({ id: z.int() })) }));
    const [list, show] = contract.entries;
    if (list === undefined || show === undefined) throw new Error('no entries');
    const example = show.operation.example ?? {};
    const words = (): undefined => undefined;
    const known = new KnownValues(contract);
    expect(paramName(show, 'id')).toBe('thingid');
    expect(resolve(contract, known, show, {}, words)).toEqual({ missing: 'id' });
    expect(resolve(contract, known, show, example, words)).toMatchObject({
      resolved: { input: { params: { id: 'example' } } },
    });
    known.harvest(list, list.operation.responses[200] ?? z.never(), { things: [{ id: 7 }, { id: 8 }] }, {});
    expect(resolve(contract, known, show, example, words)).toMatchObject({
      resolved: { input: { params: { id: '7' } }, from: { id: 'found' } },
    });
    expect(resolve(contract, known, show, example, words, { attempt: 1 })).toMatchObject({
      resolved: { input: { params: { id: '8' } } },
    });
    known.make('thing_id', '9');
    expect(resolve(contract, known, show, example, words)).toMatchObject({
      resolved: { input: { params: { id: '9' } }, from: { id: 'made' } },
    });
  });
});

it('params never come from what is secret', async () => {
  const contract = await contractOf(z.strictObject({ things: z.array(z.strictObject({ id: secret(z.string()) })) }));
  const [list, show] = contract.entries;
  if (list === undefined || show === undefined) throw new Error('no entries');
  const known = new KnownValues(contract);
  known.harvest(list, list.operation.responses[200] ?? z.never(), { things: [{ id: 'hunter2' }] }, {});
  expect(resolve(contract, known, show, {}, () => undefined)).toEqual({ missing: 'id' });
});

it.each(['', '.', '..'])('params never come from "%s", which would lead elsewhere', async id => {
  const contract = await contractOf(z.strictObject({ things: z.array(z.strictObject({ id: z.string() })) }));
  const [list, show] = contract.entries;
  if (list === undefined || show === undefined) throw new Error('no entries');
  const known = new KnownValues(contract);
  known.harvest(list, list.operation.responses[200] ?? z.never(), { things: [{ id }, { id: 'web' }] }, {});
  expect(known.values(show, 'id').map(({ value }) => value)).toEqual(['web']);
});

/** The same operations at other paths. */
const usersOf = (): Operations => {
  const { list, show } = operationsOf(z.strictObject({ name: z.string() }));
  return {
    ...(list && { list: { ...list, path: '/users' } }),
    ...(show && { show: { ...show, path: '/users/{id}' } }),
  };
};

describe('the choice of operations', async () => {
  const groups = { servers: operationsOf(z.strictObject({ name: z.string() })), users: usersOf() };
  const contract = await loadInline(groups);
  const ids = contract.entries.map(({ id }) => id);

  it.each([
    [['servers'], [], ['servers.list', 'servers.show']],
    [['*.list'], [], ['servers.list', 'users.list']],
    [['*'], ['*s.s*w'], ['servers.list', 'users.list']],
    [[], ['servers.*'], ['users.list', 'users.show']],
    [['users.list', 'servers.show'], ['servers.s*'], ['users.list']],
  ])('is %j without %j', (only, skip, chosen) => {
    expect(ids.filter(selector(contract, only, skip))).toEqual(chosen);
  });

  it.each([
    [['users', 'servers.shwo'], [], 'no operation is named "servers.shwo"; did you mean servers.show?'],
    [[], ['user.*'], 'no operation is named "user.*"; did you mean users?'],
    [['groups'], [], 'no operation is named "groups"'],
  ])('is refused for what names none: %j without %j', (only, skip, said) => {
    expect(() => selector(contract, only, skip)).toThrow(said);
  });
});

it('results keep what was compared once, and what was confirmed once', async () => {
  const contract = await contractOf(z.strictObject({ name: z.string() }));
  const [entry] = contract.entries;
  if (entry === undefined) throw new Error('no entries');
  const results = new Results(contract);
  results.compared(entry, entry.operation.responses[200] ?? z.never(), { name: 'x' });
  results.notCompared(entry, 'state', 'answered 409');
  expect(results.operation(entry)).toMatchObject({ outcome: 'held', reason: null, detail: null });
  const [finding] = checkExchange({ contract, entry, reply: { status: 202 } });
  if (finding === undefined) throw new Error('no finding');
  for (const confirmed of [true, false]) results.found(entry, 202, undefined, finding, confirmed);
  expect(results.findings()).toMatchObject([{ times: 2, confirmed: true }]);
});

it('results grow with the contract, not with the exchanges', async () => {
  const contract = await contractOf(z.strictObject({ name: z.string() }));
  const [entry] = contract.entries;
  if (entry === undefined) throw new Error('no entries');
  const reply = { status: 200, headers: { 'content-type': 'application/json' }, body: { name: 1 } };
  const sizeAfter = (exchanges: number): number => {
    const results = new Results(contract);
    for (let count = 0; count < exchanges; count += 1) {
      results.exchange(entry);
      results.compared(entry, entry.operation.responses[200] ?? z.never(), reply.body);
      for (const finding of checkExchange({ contract, entry, reply }))
        results.found(entry, 200, undefined, finding, true);
    }
    return JSON.stringify([results.operations(), results.findings()]).replaceAll(/\d+/g, '').length;
  };
  expect(sizeAfter(5000)).toBe(sizeAfter(1));
});

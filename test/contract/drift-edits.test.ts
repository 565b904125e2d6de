import { describe, expect, it } from 'vitest';
import { loadContract } from '../../contracts/core/define-contract.js';
import type { WireReply } from '../../contracts/core/dialect.js';
import type { Exchange } from '../../contracts/core/exchange.js';
import type { WireRequest } from '../../contracts/core/request.js';
import { answerInstead, applyEdits } from '../../contracts/kit/drifts/apply-edits.js';
import { refusalByRows, requestWithout } from '../../contracts/kit/drifts/edit-request.js';
import { editBody, readJson, valuesIn, writeJson } from '../../contracts/kit/drifts/json-edits.js';
import { type DriftEdit, type DriftRow, driftRow } from '../../contracts/kit/drifts/row.js';
import { infrahub } from '../../contracts/vendors/infrahub/index.js';
import { virtuozzo } from '../../contracts/vendors/virtuozzo/index.js';

const source = 'https://example.com/changes';
const row = (edits: readonly DriftEdit[], more: Partial<DriftRow> = {}): DriftRow =>
  driftRow.parse({
    ...{ id: 'D1', vendor: 'infrahub', operation: 'regions.list', date: '2025-09-03', source, what: 'It changed.' },
    ...{ seenBy: 'read', expected: [], edits, ...more },
  });

const { entries } = await loadContract(infrahub);
const exchange = (reply: WireReply, id = 'regions.list'): Exchange => {
  const entry = entries.find(one => one.id === id);
  if (entry === undefined) throw new Error(`no operation ${id}`);
  return { contract: infrahub, entry, reply };
};
const TEXT = '{"status":true,"regions":[{"id":1,"name":"a","load":47.0},{"id":2,"name":"b","load":1.5}]}';
const reply: WireReply = {
  status: 200,
  headers: { 'content-type': 'application/json', etag: '"1"' },
  body: JSON.parse(TEXT),
  text: TEXT,
};
const edited = (...edits: DriftEdit[]): WireReply => applyEdits([row(edits)], exchange(reply));

describe('an edit of a body', () => {
  it.each<[string, DriftEdit, string]>([
    [
      'takes a field away',
      { at: '$.regions[*].load', remove: true },
      '{"status":true,"regions":[{"id":1,"name":"a"},{"id":2,"name":"b"}]}',
    ],
    [
      'takes an item away',
      { at: '$.regions[0]', remove: true },
      '{"status":true,"regions":[{"id":2,"name":"b","load":1.5}]}',
    ],
    ['puts a value', { at: '$.status', set: null }, TEXT.replace('true', 'null')],
    [
      'puts a field that was not there',
      { at: '$.regions[*].on', set: [1] },
      TEXT.replaceAll('}', ',"on":[1]}').replace(/,"on":\[1\]\}$/, '}'),
    ],
    [
      'renames',
      { at: '$.status', rename: 'ok' },
      '{"regions":[{"id":1,"name":"a","load":47.0},{"id":2,"name":"b","load":1.5}],"ok":true}',
    ],
    ['makes a list of one', { at: '$.status', wrap: 'array' }, TEXT.replace('true', '[true]')],
    [
      'takes the first of a list',
      { at: '$.regions', wrap: 'unwrap' },
      '{"status":true,"regions":{"id":1,"name":"a","load":47.0}}',
    ],
    [
      'writes numbers as text',
      { at: '$.regions[*].id', retype: 'string' },
      TEXT.replace('"id":1', '"id":"1"').replace('"id":2', '"id":"2"'),
    ],
    ['takes the decimal point', { at: '$.regions[0].load', retype: 'integer' }, TEXT.replace('47.0', '47')],
    [
      'gives a decimal point',
      { at: '$.regions[*].id', retype: 'number' },
      TEXT.replace('"id":1', '"id":1.0').replace('"id":2', '"id":2.0'),
    ],
    ['writes an object as its name', { at: '$.regions[*]', retype: 'string' }, '{"status":true,"regions":["a","b"]}'],
    ['writes text as an object', { at: '$.regions[0].name', retype: 'object' }, TEXT.replace('"a"', '{"name":"a"}')],
    ['makes null', { at: '$.regions', retype: 'null' }, '{"status":true,"regions":null}'],
    [
      'writes a text otherwise',
      { at: '$.regions[*].name', pattern: '^(.)$', with: '<$1>' },
      TEXT.replace('"a"', '"<a>"').replace('"b"', '"<b>"'),
    ],
    [
      'turns a list around',
      { at: '$.regions', order: 'reversed' },
      '{"status":true,"regions":[{"id":2,"name":"b","load":1.5},{"id":1,"name":"a","load":47.0}]}',
    ],
    [
      'turns keys around',
      { at: '$', order: 'reversed' },
      '{"regions":[{"id":1,"name":"a","load":47.0},{"id":2,"name":"b","load":1.5}],"status":true}',
    ],
    ['empties a list', { at: '$.regions', repeat: 0 }, '{"status":true,"regions":[]}'],
    ['does nothing where the place is not', { at: '$.region.id', retype: 'string' }, TEXT],
  ])('%s', (_what, edit, text) => {
    const after = edited(edit);
    expect(after.text).toBe(text);
    expect(after.body).toEqual(JSON.parse(text));
    expect(reply.text).toBe(TEXT);
  });

  it('is done in the order of the row, and leaves what it does not name as it was written', () => {
    const { text } = edited({ at: '$.regions', rename: 'all' }, { at: '$.all[*].name', remove: true });
    expect(text).toBe('{"status":true,"all":[{"id":1,"load":47.0},{"id":2,"load":1.5}]}');
  });

  it('keeps a text that looks like a number, and reads places as findings write them', () => {
    const body = readJson('{"a b":{"x":"47.0"},"n":-7.0,"big":1e3}');
    expect(writeJson(editBody(body, { at: '$["a b"].x', retype: 'array' }))).toBe(
      '{"a b":{"x":["47.0"]},"n":-7.0,"big":1000}',
    );
    expect(valuesIn(readJson('{"a":[{"n":47.0},{}]}'), '$.a[*].n')).toEqual([47]);
    expect(() => editBody({}, { at: '$.a b', remove: true })).toThrow('"$.a b" is no place in a JSON body');
  });
});

describe('an edit of an answer', () => {
  it('changes its head over the same body', () => {
    expect(edited({ status: 202 })).toEqual({ ...reply, status: 202 });
    expect(edited({ headers: { ETag: null, 'X-New': '1' } }).headers).toEqual({
      'content-type': 'application/json',
      'x-new': '1',
    });
  });

  it('comes in place of it, and of the call unless it was forwarded', () => {
    const page: DriftEdit = { status: 504, text: '<html>' };
    const answer = { status: 504, headers: { 'content-type': 'text/html' }, body: '<html>' };
    expect(edited(page)).toEqual(answer);
    const call = exchange(reply);
    expect(answerInstead([row([page])], call)).toEqual(answer);
    expect(answerInstead([row([{ ...page, forwarded: true }])], call)).toBeUndefined();
    expect(edited({ ...page, forwarded: true })).toEqual(answer);
    expect(edited({ status: 404, body: { a: 1 } })).toEqual({
      ...{ status: 404, headers: { 'content-type': 'application/json' } },
      ...{ body: { a: 1 }, text: '{"a":1}' },
    });
    expect(edited({ status: 204, text: '' })).toEqual({ status: 204, headers: {} });
  });

  it('comes so many times', () => {
    const rows = [row([{ failure: 'rateLimited', first: 2 }])];
    const at = (nth: number) => answerInstead(rows, { ...exchange(reply), nth })?.status;
    expect([at(1), at(2), at(3)]).toEqual([429, 429, undefined]);
  });

  it('words a refusal as the vendor does, with its media type', () => {
    expect(edited({ failure: 'noRoute' })).toMatchObject({
      ...{ status: 404, headers: { 'content-type': 'application/json' } },
      body: { message: expect.stringContaining('not found on the server') },
    });
  });

  it('is of successes, or of the failure that the row names', () => {
    const gone = { status: 404, body: { status: false, message: 'Not found', error_reason: 'not_found' } };
    const edit: DriftEdit = { at: '$.message', remove: true };
    expect(applyEdits([row([edit])], exchange(gone))).toEqual(gone);
    expect(applyEdits([row([edit], { failure: 'notFound' })], exchange(gone)).body).not.toHaveProperty('message');
    expect(applyEdits([row([{ status: 410 }], { failure: 'notFound' })], exchange(reply))).toEqual(reply);
    expect(answerInstead([row([{ status: 200, text: '' }], { failure: 'notFound' })], exchange(reply))).toBeUndefined();
  });

  it('is of the operations that the row names', () => {
    const rows = (operation: DriftRow['operation'], vendor = 'infrahub') => [
      row([{ status: 202 }], { operation, vendor }),
    ];
    const status = (all: DriftRow[]) => applyEdits(all, exchange(reply)).status;
    expect([rows('regions.*'), rows(['flavors.list', '*.list'])].map(status)).toEqual([202, 202]);
    expect([rows('flavors.list'), rows('regions.list', 'virtfusion')].map(status)).toEqual([200, 200]);
  });

  it('writes the same in another form', () => {
    expect(edited({ wire: 'pretty' }).text).toContain('\n      "load": 47.0\n');
    expect(edited({ wire: 'trailing-space' }).text).toBe(`${TEXT} \r\n`);
    expect(edited({ wire: 'gzip' })).toEqual(reply);
  });
});

describe('an edit of a request', () => {
  const json = (body: unknown, url = 'http://127.0.0.1/v1/core/regions?page=1&search=a'): WireRequest => ({
    ...{ method: 'POST', url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  });
  const refusal = (edit: DriftEdit, request: WireRequest) =>
    refusalByRows([row([edit])], { ...exchange(reply), request })?.body;

  it('refuses what lacks an input, has one, or has it of another type', () => {
    const requires: DriftEdit = { request: { requires: '$.role' } };
    expect(refusal(requires, json({ role: 'a' }))).toBeUndefined();
    expect(refusal(requires, json({}))).toEqual({
      ...{ message: 'Input payload validation failed', errors: { role: "'role' is a required property" } },
    });
    expect(refusal({ request: { refuses: '$.role' } }, json({ role: 1 }))).toHaveProperty('errors.role');
    expect(refusal({ request: { refuses: '$.role' } }, json({}))).toBeUndefined();
    const takes: DriftEdit = { request: { takes: 'integer', at: '$.items[*].id' } };
    expect(refusal(takes, json({ items: [{ id: 1 }] }))).toBeUndefined();
    expect(refusal(takes, json({ items: [{ id: 1 }, { id: '1' }] }))).toHaveProperty('errors', {
      'items.*.id': "'1' is not of type 'integer'",
    });
  });

  it('reads queries and forms as well', () => {
    expect(refusal({ request: { requires: 'query:page' } }, json({}))).toBeUndefined();
    expect(refusal({ request: { requires: 'query:size' } }, json({}))).toBeDefined();
    expect(refusal({ request: { takes: 'integer', at: 'query:search' } }, json({}))).toBeDefined();
    const form = { ...json({}), headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'envName=a' };
    expect(refusal({ request: { requires: 'query:envname' } }, form)).toBeUndefined();
    expect(refusal({ request: { requires: '$.envName' } }, form)).toBeDefined();
  });

  it('passes over an input', () => {
    const without = (ignores: 'query:page' | '$.role.name', request: WireRequest) =>
      requestWithout([row([{ request: { ignores } }])], { ...exchange(reply), request });
    expect(without('query:page', json({})).url).toBe('http://127.0.0.1/v1/core/regions?search=a');
    expect(without('$.role.name', json({ role: { name: 'a', id: 1 } })).body).toBe('{"role":{"id":1}}');
    const form = { ...json({}), headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'PAGE=2&x=1' };
    expect(without('query:page', form)).toMatchObject({ body: 'x=1' });
    expect(without('$.role.name', form)).toEqual(form);
  });

  it('is refused in the words of its vendor', async () => {
    const [entry] = (await loadContract(virtuozzo)).entries;
    if (entry === undefined) throw new Error('no operation');
    const rows = [row([{ request: { requires: 'query:scope' } }], { vendor: 'virtuozzo', operation: '*' })];
    const request = { method: 'GET', url: 'http://127.0.0.1/1.0/x', headers: {} };
    expect(refusalByRows(rows, { contract: virtuozzo, entry, request })).toMatchObject({
      ...{ status: 200, headers: { 'content-type': 'application/json' } },
      body: { result: 3, error: 'invalid parameter [scope]' },
    });
  });
});

describe('a row', () => {
  it.each([
    ['an edit that is none', { edits: [{ at: '$.a' }] }],
    ['two edits in one', { edits: [{ at: '$.a', remove: true, set: 1 }] }],
    ['no edit', { edits: [] }],
    ['a place that is none', { edits: [{ at: 'a', remove: true }] }],
    ['a day that is none', { date: '2025-02-30' }],
    ['a source that nobody can open', { source: 'a message' }],
    ['a field that it does not know', { note: 'x' }],
  ])('with %s is refused', (_what, more) => {
    const good = row([{ at: '$.a', remove: true }]);
    expect(driftRow.safeParse(good).success).toBe(true);
    expect(driftRow.safeParse({ ...good, ...more }).success).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import type { Contract } from '../../contracts/core/contract.js';
import { Failure, type FailureKind } from '../../contracts/core/failure.js';
import type { Operations } from '../../contracts/core/operation.js';
import type { Resolved } from '../../contracts/kit/run/input.js';
import { namedInputs } from '../../contracts/kit/verdict/named-inputs.js';
import { refusedInput } from '../../contracts/kit/verdict/refused-input.js';
import { wrongInputs } from '../../contracts/kit/verdict/wrong-inputs.js';
import { loadInline } from './inline.js';

const docs = 'https://example.com/docs';

describe('what a refusal names', () => {
  it.each<[string, unknown, string[]]>([
    ['Laravel', { errors: ['The interface field is required.'] }, ['interface missing']],
    ['Laravel, in words', { errors: ['The ext relation id field is required.'] }, ['ext relation id missing']],
    ['Laravel, by field', { errors: { name: ['The name field must be a string.'] } }, ['name type']],
    ['Laravel, of a value', { errors: ['The selected type is invalid.'] }, ['type']],
    ['Laravel, of a type', { errors: ['The user id field must be an integer.'] }, ['user id type']],
    [
      'Flask',
      { errors: { role: "'role' is a required property" }, message: 'Input payload validation failed' },
      ['role missing'],
    ],
    ['Flask, of a type', { errors: { size: "10 is not of type 'string'" } }, ['size type']],
    ['a sentence', { status: false, message: "'flavor_name' is a required property" }, ['flavor_name missing']],
    ['a sentence without quotes', { message: 'role is required' }, ['role missing']],
    ['a sentence that ends in the name', { message: 'Missing required parameter: zone' }, ['zone missing']],
    [
      'FastAPI',
      { detail: [{ loc: ['body', 'role'], msg: 'field required', type: 'value_error.missing' }] },
      ['role missing'],
    ],
    ['Virtuozzo', { result: 3, error: 'invalid parameter [nodes[0].nodeType]' }, ['nodes[0].nodeType missing']],
    ['Virtuozzo, of all of it', { result: 3, error: 'invalid parameter [request]' }, ['request']],
    ['Virtuozzo, of no parameter', { result: 5, error: 'token [7] not exist [x]' }, ['x']],
    [
      'Flask, of a name',
      { errors: { size: "Additional properties are not allowed ('size' was unexpected)" } },
      ['size unknown'],
    ],
    ['nothing', { message: 'Insufficient balance to create the resource' }, []],
    ['nothing of a room', { errors: ['No hypervisor with enough resources is available'] }, []],
    ['no text', null, []],
  ])('by %s', (_who, body, names) => {
    const said = namedInputs(body).map(
      ({ name, isMissing, isOfType, isUnknown }) =>
        `${name}${isMissing ? ' missing' : ''}${isOfType ? ' type' : ''}${isUnknown ? ' unknown' : ''}`,
    );
    expect(said).toEqual(names);
  });

  it('is looked for in no more than a little of it', () => {
    const nested = JSON.parse(`{"errors":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`);
    expect(namedInputs(nested)).toMatchObject([{ name: 'a', isMissing: false }]);
    const deep = JSON.parse(`${'{"a":'.repeat(5000)}"x is required"${'}'.repeat(5000)}`);
    expect(namedInputs(deep)).toEqual([]);
    expect(
      namedInputs({ errors: Array.from({ length: 100_000 }, (_, at) => `f${at} is required`) }).length,
    ).toBeLessThan(60);
  });
});

const things: Operations = {
  list: {
    ...{ method: 'GET', path: '/things', summary: 'All', docs, effect: 'read', responses: { 200: z.unknown() } },
    query: z.object({ since: z.iso.date(), page: z.string().regex(/^\d+$/).optional(), word: z.string().optional() }),
    example: { query: { since: '2026-01-01' } },
  },
  create: {
    ...{ method: 'POST', path: '/things', summary: 'New', docs, effect: 'write', responses: { 201: z.unknown() } },
    body: z.object({ name: z.string(), size: z.int(), state: z.enum(['ON', 'OFF']), more: z.string().optional() }),
    example: { body: { name: 'hostdouble-1', size: 1, state: 'ON' } },
    failures: ['funds'],
  },
  remove: {
    ...{
      method: 'DELETE',
      path: '/things',
      summary: 'None',
      docs,
      effect: 'destroy',
      responses: { 204: z.undefined() },
    },
    query: z.object({ name: z.string(), force: z.enum(['yes']).optional() }),
    example: { query: { name: 'x' } },
  },
};

const inputOf = (contract: Awaited<ReturnType<typeof loadInline>>, id: string) => {
  const entry = contract.byId.get(`things.${id}`);
  if (entry === undefined) throw new Error(`no ${id}`);
  return { entry, resolved: { input: { params: {}, query: {}, ...entry.operation.example }, from: {} } };
};

describe('wrong inputs', () => {
  it.each([
    [
      'list',
      ['$request.query.since a wrong value', '$request.query.page a wrong value', '$request.query.since no value'],
    ],
    [
      'create',
      [
        '$request.body.name a wrong value',
        '$request.body.name no value',
        '$request.body.size no value',
        '$request.body.state no value',
      ],
    ],
    ['remove', ['$request.query.force a wrong value']],
  ])('of %s change one member at a time', async (id, wrong) => {
    const contract = await loadInline({ things });
    const { entry, resolved } = inputOf(contract, id);
    expect(wrongInputs(contract, entry, resolved).map(one => `${one.place} ${one.wrong}`)).toEqual(wrong);
  });
});

describe('a refusal of good input', () => {
  const like = (kind: FailureKind): Partial<Contract> => ({
    dialect: {
      ...controlDialect,
      failures: { ...controlDialect.failures, funds: { ...controlDialect.failures.funds, like: kind } },
    },
  });
  const { status } = controlDialect.encode(new Failure('invalid'));
  const bodyWith = (message: string) => ({ error: { kind: 'invalid', message } });

  it.each<[string, string, string, Partial<Contract>, Resolved['from']?]>([
    ['names what the contract does not know', 'role is required', 'error $request.body.role', {}],
    ['names what need not be sent', "'more' is missing", 'error $request.body.more', {}],
    ['names what need not be sent, in brackets alone', 'invalid [more]', 'error $request.body.more', {}],
    ['names a word of the list', 'The state field is invalid', 'warning $request.body.state', {}],
    ['names a value that the run made up', 'The name may not be so long', 'warning $request.body.name', {}],
    ['names a number, which may be too much', 'The size is too large', 'notice $request.body.size', {}],
    ['says another type', 'The size must be a string', 'warning $request.body.size', {}],
    ['knows no such member', 'The size is unexpected', 'error $request.body.size', {}],
    ['names nothing', 'No', 'notice $', {}],
    ['names nothing, where all that was sent is sure', 'No', 'warning $', {}, { size: 'made' }],
    ['names nothing, and may be for money', 'No', 'notice $', like('invalid'), { size: 'made' }],
    ['names the credential', 'invalid parameter [authorization]', 'notice $', {}],
  ])('%s', async (_what, message, said, more, from = {}) => {
    const contract = await loadInline({ things }, more);
    const { entry, resolved } = inputOf(contract, 'create');
    const finding = refusedInput(contract, entry, { ...resolved, from }, { status, body: bodyWith(message) });
    expect(finding && `${finding.severity} ${finding.path}`).toBe(said);
  });

  it('is none if it is no refusal, is for another reason, or the input was not whole', async () => {
    const contract = await loadInline({ things });
    const { entry, resolved } = inputOf(contract, 'create');
    const body = bodyWith('role is required');
    expect(refusedInput(contract, entry, resolved, undefined)).toBeUndefined();
    expect(refusedInput(contract, entry, resolved, { status: 201, body })).toBeUndefined();
    expect(
      refusedInput(contract, entry, resolved, {
        status: 404,
        body: { error: { kind: 'notFound', message: 'role is required' } },
      }),
    ).toBeUndefined();
    const part = { ...resolved, input: { ...resolved.input, body: { name: 'x' } } };
    expect(refusedInput(contract, entry, part, { status, body })).toBeUndefined();
  });
});

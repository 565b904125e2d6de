import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadContract } from '../../contracts/core/define-contract.js';
import { Failure, type InputIssue } from '../../contracts/core/failure.js';
import { body, queryOf } from '../../contracts/vendors/virtfusion/common.js';
import { virtfusionDialect as dialect } from '../../contracts/vendors/virtfusion/dialect.js';
import { virtfusion } from '../../contracts/vendors/virtfusion/index.js';
import { checkInput } from '../../mock-server/calls/input.js';

const { entries } = await loadContract(virtfusion);

/** The sentences that an operation answers to input in place of that of its example. */
function told(id: string, input: { readonly query?: object; readonly body?: unknown }): unknown {
  const { operation } = entries.find(entry => entry.id === id) ?? {};
  if (operation === undefined) throw new Error(`no operation ${id}`);
  const { example = {} } = operation;
  try {
    checkInput(operation, { params: { ...example.params }, query: {}, body: example.body, ...Object(input) });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { status, body: said } = dialect.encode(error);
    expect(status).toBe(422);
    return Object(said).errors;
  }
  throw new Error('nothing is wrong with it');
}

const order = { packageId: 1, userId: 1, hypervisorId: 1 };
const user = { name: 'Jon Doe', email: 'jon@doe.com' };

// biome-ignore format: a table, a case a line
const cases: readonly (readonly [string, { readonly query?: object; readonly body?: unknown }, readonly string[]])[] = [
  // Nothing that is needed: in the order of the fields.
  ['servers.create', { body: {} }, ['The package id field is required.', 'The hypervisor id field is required.']],
  ['sshKeys.add', { body: {} }, ['The user id field is required.', 'The name field is required.', 'The public key field is required.']],
  // Laravel trims texts and takes what is empty for nothing.
  ['servers.create', { body: { ...order, packageId: null } }, ['The package id field is required.']],
  ['servers.create', { body: { ...order, packageId: '  ' } }, ['The package id field is required.']],
  ['serverNetwork.addIpv4', { body: { ip: [] } }, ['The ip field is required.']],
  ['servers.build', { body: { operatingSystemId: 1, name: null } }, ['The name must be a string.']],
  // What has no members is an empty input.
  ...[null, [], [1], 'text', 7, true].map(sent => ['serverSettings.rename', { body: sent }, ['The name field is required.']] as const),
  // Types.
  ['servers.create', { body: { ...order, userId: 'one', ipv4: 1.5 } }, ['The user id must be an integer.', 'The ipv4 must be an integer.']],
  ['servers.create', { body: { ...order, userId: 1e17 } }, ['The user id must be an integer.']],
  ['selfService.addCredit', { body: { tokens: 'many' } }, ['The tokens must be a number.']],
  ['serverSettings.rename', { body: { name: 7 } }, ['The name must be a string.']],
  ['servers.build', { body: { operatingSystemId: 1, vnc: 'maybe' } }, ['The vnc field must be true or false.']],
  ['servers.build', { body: { operatingSystemId: 1, sshKeys: 'none' } }, ['The ssh keys must be an array.']],
  ['servers.build', { body: { operatingSystemId: 1, sshKeys: [1, 'x'] } }, ['The sshKeys.1 must be an integer.']],
  ['servers.build', { body: { operatingSystemId: 1, sshKeys: [null, 1, 'y'] } }, ['The sshKeys.0 field is required.', 'The sshKeys.2 must be an integer.']],
  ['users.create', { body: { ...user, selfServiceHourlyCredit: 'x' } }, ['The self service hourly credit field must be true or false.']],
  // Bounds: both ends, or the one that there is.
  ['servers.list', { query: { results: '0' } }, ['The results must be between 1 and 200.']],
  ['users.create', { body: { ...user, extRelationId: '18446744073709551616' } }, ['The ext relation id must be between 1 and 18446744073709551615.']],
  ['users.create', { body: { ...user, extRelationId: 1.5 } }, ['The ext relation id must be an integer.']],
  ['users.create', { body: { ...user, extRelationId: '0x' } }, ['The ext relation id must be an integer.']],
  ['servers.remove', { query: { delay: '43801' } }, ['The delay must be between 0 and 43800.']],
  ['serverSettings.cpuThrottle', { body: { percent: '100' } }, ['The percent must be between 0 and 99.']],
  ['serverSettings.rename', { body: { name: 'x'.repeat(256) } }, ['The name must be between 1 and 255 characters.']],
  ['selfService.addCredit', { body: { tokens: 1, reference_2: 'x'.repeat(1001) } }, ['The reference 2 must not be greater than 1000 characters.']],
  // Forms and words.
  ['users.create', { body: { ...user, email: 'no address' } }, ['The email must be a valid email address.']],
  ['serverNetwork.addWhitelist', { body: { interface: 'third', ip: 'here', cidr: 129 } }, ['The selected interface is invalid.', 'The ip must be a valid IP address.', 'The cidr must be between 0 and 128.']],
  ['serverNetwork.addIpv4', { body: { ip: ['198.51.100.1', '0xC6336464'] } }, ['The ip.1 must be a valid IPv4 address.']],
  ['serverSettings.backupAccess', { body: { type: 'all' } }, ['The selected type is invalid.']],
  ['servers.build', { body: { operatingSystemId: 1, swap: 7 } }, ['The selected swap is invalid.']],
  ['usage.report', { query: { currency: 'EURO' } }, ['The currency format is invalid.']],
  // Queries in PHP's way.
  ['usage.show', { query: { 'period[]': ['2025-01-01', '2025-02-30'] } }, ['The period.1 is not a valid date.']],
  ['usage.show', { query: { 'period[1]': 'May' } }, ['The period.0 is not a valid date.']],
  ['usage.show', { query: { period: 'May' } }, ['The period is not a valid date.']],
  ['usage.show', { query: { 'period[]': '9999-12-31' } }, ['The period.0 is not a valid date.']],
  ['servers.list', { query: { hypervisorId: 'x' } }, ['The hypervisor id must be an integer.']],
  ['servers.list', { query: { 'hypervisorId[]': ['1', 'x'] } }, ['The hypervisorId.1 must be an integer.']],
];

describe('wrong input of VirtFusion', () => {
  it.each(cases)('is worded as Laravel does: %s %#', (id, input, sentences) => {
    expect(told(id, input)).toEqual(sentences);
  });

  /** What a schema finds wrong, worded; for kinds of bounds and forms that no operation has now. */
  const of = (schema: z.ZodType, value: unknown, part: 'body' | 'query' = 'body'): unknown => {
    const shape = part === 'body' ? body({ maxItems: schema }) : queryOf({ maxItems: schema });
    try {
      checkInput(
        { method: 'POST', path: '/x', summary: '', docs: 'https://x', effect: 'write', responses: {}, [part]: shape },
        { params: {}, query: {}, body: undefined, [part]: { maxItems: value } },
      );
    } catch (error) {
      if (error instanceof Failure) return Object(dialect.encode(error).body).errors;
      throw error;
    }
    throw new Error('nothing is wrong with it');
  };

  it.each<[z.ZodType, unknown, string]>([
    [z.int().min(2), 1, 'must be at least 2.'],
    [z.int().max(2), 3, 'must not be greater than 2.'],
    [z.number().gt(2), 2, 'must be greater than 2.'],
    [z.number().lt(2), 2, 'must be less than 2.'],
    [z.number().min(1).lt(2), 2, 'must be less than 2.'],
    [
      z
        .bigint()
        .min(1n)
        .max(2n ** 64n - 1n),
      2n ** 64n,
      'must be between 1 and 18446744073709551615.',
    ],
    [z.string().min(2), 'x', 'must be at least 2 characters.'],
    [z.string().length(2), 'x', 'must be 2 characters.'],
    [z.array(z.int()).min(2), [1], 'must have at least 2 items.'],
    [z.array(z.int()).max(2), [1, 2, 3], 'must not have more than 2 items.'],
    [z.array(z.int()).min(2).max(3), [1], 'must have between 2 and 3 items.'],
    [z.array(z.int()).length(2), [1], 'must contain 2 items.'],
    [z.int().multipleOf(5), 3, 'must be a multiple of 5.'],
    [z.object({ a: z.int() }), 'x', 'must be an array.'],
    [z.url(), 'x', 'must be a valid URL.'],
    [z.uuid(), 'x', 'must be a valid UUID.'],
    [z.ipv6(), 'x', 'must be a valid IPv6 address.'],
    [z.mac(), 'x', 'must be a valid MAC address.'],
    [z.iso.date(), 'x', 'is not a valid date.'],
  ])('of any bound has its own sentence: %#', (schema, value, said) => {
    expect(of(schema, value)).toEqual([`The max items ${said}`]);
    expect(of(schema.optional(), value)).toEqual([`The max items ${said}`]);
    expect(of(z.union([schema, z.null()]), value)).toEqual([`The max items ${said}`]);
  });

  it('of lists with the same item twice, and of members that there are not', () => {
    const unique = z.array(z.int()).refine(list => new Set(list).size === list.length, { params: { rule: 'unique' } });
    expect(of(unique, [1, 1])).toEqual(['The max items field has a duplicate value.']);
    expect(of(z.strictObject({}), { aB: 1, b: 2 })).toEqual([
      'The max items.a b field is prohibited.',
      'The max items.b field is prohibited.',
    ]);
  });

  it('says each thing once, and not more than a hundred', () => {
    expect(told('serverSettings.rename', { body: { name: ['a'] } })).toEqual(['The name must be a string.']);
    const many = told('servers.build', {
      body: { operatingSystemId: 1, sshKeys: Array.from({ length: 1000 }, () => 'x') },
    });
    expect(Object(many).length).toBe(100);
  });

  it('has the names of fields as Laravel makes them', () => {
    const name = (...path: InputIssue['path']) =>
      Object(
        dialect.encode(new Failure('invalid', { issues: [{ in: 'body', path, code: 'required' }] })).body,
      ).errors[0].replace(/^The (.*) field is required\.$/, '$1');
    expect(name('userId')).toBe('user id');
    expect(name('reference_1')).toBe('reference 1');
    expect(name('primaryDiskReadIOPS')).toBe('primary disk read i o p s');
    expect(name('relStr')).toBe('rel str');
    expect(name('$&')).toBe('$&');
    expect(name('network', 'mainIp')).toBe('network.main ip');
    expect(name('rules', 0, 'portFrom')).toBe('rules.0.portFrom');
    expect(name('period[]')).toBe('period.0');
    expect(name('period[]', 3)).toBe('period.3');
  });
});

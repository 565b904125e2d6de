import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { loadContract } from '../../contracts/core/define-contract.js';
import { Failure, failureKinds } from '../../contracts/core/failure.js';
import { virtfusionDialect as dialect } from '../../contracts/vendors/virtfusion/dialect.js';
import { virtfusion } from '../../contracts/vendors/virtfusion/index.js';
import { checkInput } from '../../mock-server/calls/input.js';

describe('failures of VirtFusion', () => {
  it.each(failureKinds)('of kind %s are recognised as they are worded', kind => {
    const reply = dialect.encode(new Failure(kind));
    const form = dialect.failures[kind];
    expect(reply.status).toBe(form.status);
    expect(dialect.failureOf(reply)).toBe(form.like ?? kind);
    expect((form.schema as z.ZodType).safeParse(reply.body).success).toBe(true);
  });

  it('name a record in the words that clients compare', () => {
    expect(dialect.encode(new Failure('notFound', { resource: 'server', id: 7 })).body).toEqual({
      msg: 'server not found',
    });
    expect(dialect.encode(new Failure('notFound', { resource: 'hypervisorGroup', id: 7 })).body).toEqual({
      msg: 'hypervisor group not found',
    });
  });

  it('have a 404 with msg only for records: without it clients take the panel for gone', () => {
    expect(dialect.encode(new Failure('noRoute')).body).toEqual({ message: 'The route could not be found.' });
    expect(dialect.failureOf({ status: 404, body: { msg: 'server not found' } })).toBe('notFound');
    expect(dialect.failureOf({ status: 404, body: 'Not Found' })).toBe('noRoute');
  });

  it('list one sentence for each thing that is wrong', async () => {
    expect.assertions(2);
    const { operation } =
      (await loadContract(virtfusion)).entries.find(({ id }) => id === 'serverNetwork.addWhitelist') ?? {};
    if (operation === undefined) throw new Error('no such operation');
    expect(() =>
      checkInput(operation, { params: { serverId: '1' }, query: {}, body: { interface: 'third', ip: '10.0.0.1' } }),
    ).toThrow(Failure);
    try {
      checkInput(operation, { params: { serverId: '1' }, query: {}, body: { interface: 'primary', ip: '10.0.0.1' } });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      expect(dialect.encode(error)).toEqual({ status: 422, body: { errors: ['The cidr field is required.'] } });
    }
  });
});

const all = (await loadContract(virtfusion)).entries;

/** Input of an operation held to its schemas. */
function check(id: string, input: { params?: object; query?: object; body?: unknown }): unknown {
  const { operation } = all.find(entry => entry.id === id) ?? {};
  if (operation === undefined) throw new Error(`no operation ${id}`);
  return checkInput(operation, { params: { ...input.params }, query: { ...input.query }, body: input.body });
}

describe('input that real clients send', () => {
  it('may have digits for numbers, as forms send them', () => {
    expect(
      check('servers.create', { body: { packageId: '1', userId: '2', hypervisorId: '3', memory: '512' } }),
    ).toEqual(expect.objectContaining({ body: { packageId: 1, userId: 2, hypervisorId: 3, memory: 512 } }));
  });

  it.each([undefined, [], {}, null])('may be empty where nothing is needed: %j', body => {
    expect(() => check('servers.resetPassword', { params: { serverId: '1' }, body })).not.toThrow();
    expect(() => check('servers.changePackage', { params: { serverId: '1', packageId: '1' }, body })).not.toThrow();
  });

  it('may hold what nobody knows', () => {
    expect(check('vnc.set', { params: { serverId: '1' }, body: { enabled: true, vnc: 1, action: 'enable' } })).toEqual(
      expect.objectContaining({ body: { vnc: true, action: 'enable' } }),
    );
  });

  it('may have references of 64 bits, also as digits', () => {
    for (const reference_1 of ['18446744073709551615', 18446744073709551615n])
      expect(
        check('selfService.addCredit', { params: { extRelationId: '1' }, body: { tokens: 1, reference_1 } }),
      ).toEqual(expect.objectContaining({ body: { tokens: 1, reference_1: '18446744073709551615' } }));
  });

  it('may repeat a name, with and without brackets', () => {
    expect(check('servers.list', { query: { hypervisorId: ['1', '2'] } })).toEqual(
      expect.objectContaining({ query: { hypervisorId: [1, 2] } }),
    );
    expect(check('servers.list', { query: { 'hypervisorId[]': '1' } })).toEqual(
      expect.objectContaining({ query: { 'hypervisorId[]': [1] } }),
    );
  });

  it('names nothing with an id that is no number', () => {
    expect(check('servers.show', { params: { serverId: 'abc' } })).toEqual(
      expect.objectContaining({ params: { serverId: 0 } }),
    );
  });

  it.each([
    ['servers.list', { query: { results: '0' } }],
    ['servers.list', { query: { results: 'all' } }],
    ['servers.remove', { params: { serverId: '1' }, query: { delay: '43801' } }],
    ['serverSettings.cpuThrottle', { params: { serverId: '1' }, body: { percent: 100 } }],
    ['servers.build', { params: { serverId: '1' }, body: { operatingSystemId: 1, swap: 7 } }],
    ['selfService.addCredit', { params: { extRelationId: '1' }, body: { tokens: 'many' } }],
    ['selfService.addCredit', { params: { extRelationId: '1' }, body: { tokens: 1, reference_1: 'x'.repeat(1001) } }],
    ['selfService.addCredit', { params: { extRelationId: '1' }, body: { tokens: 1, reference_1: -1 } }],
    ['selfService.addCredit', { params: { extRelationId: '1' }, body: { tokens: 1, reference_1: 1.5 } }],
    ['selfService.addCredit', { params: { extRelationId: '1' }, body: { tokens: 1, reference_1: 1e22 } }],
    ['selfService.addCredit', { params: { extRelationId: '1' }, body: { tokens: 1, reference_2: 'x'.repeat(1001) } }],
    ['usage.show', { params: { extRelationId: '1' }, query: { 'period[]': '2025-02-30' } }],
    ['usage.show', { params: { extRelationId: '1' }, query: { 'period[]': '9999-12-31', range: '3w' } }],
    ['usage.show', { params: { extRelationId: '1' }, query: { range: 'FORTNIGHT' } }],
    ['serverNetwork.addIpv4', { params: { serverId: '1' }, body: { ip: ['0xC6336464'] } }],
    ['serverNetwork.addIpv4', { params: { serverId: '1' }, body: { ip: ['198.51.99.356'] } }],
    ['users.create', { body: { name: 'Ann', email: 'no address' } }],
  ])('is refused when it is out of bounds: %s', (id, input) => {
    expect(() => check(id, input)).toThrow(Failure);
  });
});

import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { loadContract } from '../../contracts/core/define-contract.js';
import { Failure, failureKinds } from '../../contracts/core/failure.js';
import { toOpenApi } from '../../contracts/core/openapi.js';
import { infrahubDialect as dialect } from '../../contracts/vendors/infrahub/dialect.js';
import { infrahub } from '../../contracts/vendors/infrahub/index.js';
import { checkInput } from '../../mock-server/calls/input.js';

const all = (await loadContract(infrahub)).entries;

describe('failures of Infrahub', () => {
  it.each(failureKinds)('of kind %s are recognised as they are worded', kind => {
    const reply = dialect.encode(new Failure(kind));
    const form = dialect.failures[kind];
    expect(reply.status).toBe(form.status);
    expect(dialect.failureOf(reply)).toBe(form.like ?? kind);
    expect((form.schema as z.ZodType).safeParse(reply.body).success).toBe(true);
  });

  it('name every field that is wrong, as the web framework does', async () => {
    const { operation } = all.find(({ id }) => id === 'environments.create') ?? {};
    if (operation === undefined) throw new Error('no such operation');
    try {
      checkInput(operation, { params: {}, query: {}, body: { region: 'NORWAY-1' } });
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      expect(dialect.encode(error)).toEqual({
        status: 400,
        body: { errors: { name: "'name' is a required property" }, message: 'Input payload validation failed' },
      });
    }
  });

  it('are in the description with every status they may have', async () => {
    const { paths, components } = Object(toOpenApi(await loadContract(infrahub), 'http://localhost'));
    const attach = paths['/core/virtual-machines/{vm_id}/attach-floatingip'];
    expect(attach.post.responses[402]).toEqual({ $ref: '#/components/responses/Funds' });
    expect(components.responses.Funds.description).toBe('funds (documented).');
  });

  it('are told apart where they share a status', () => {
    const told = (status: number, message: string, error_reason?: string) =>
      dialect.failureOf({ status, body: { status: false, message, ...(error_reason && { error_reason }) } });
    const full =
      'Sorry but this request cannot be fulfilled because the environment contains 1 virtual-machines, 0 volumes, 1 firewalls & 1 key pairs in it. Please delete these before deleting the environment';
    expect(told(405, full, 'not_allowed')).toBe('notEmpty');
    expect(told(405, 'The method is not allowed for the requested URL.', 'not_allowed')).toBe('methodNotAllowed');
    expect(told(405, 'The method is not allowed for the requested URL.')).toBe('methodNotAllowed');
    expect(told(402, 'Insufficient balance to create the resource', 'bad_request')).toBe('funds');
    expect(told(400, 'Image does not exist', 'not_found')).toBe('notFound');
    expect(told(404, 'Not found')).toBe('noRoute');
    const answered = (body: unknown) => dialect.failureOf({ status: 404, body });
    expect(answered({ status: true, message: 'No data_synthesis data found for a - b ' })).toBe('notFound');
    expect(answered({ status: false, error_reason: 'not_found' })).toBe('notFound');
    expect(answered({ message: 'no Route matched with those values' })).toBe('noRoute');
  });

  it('are told apart from successes by the status alone', () => {
    expect(dialect.failureOf({ status: 200, body: { status: false, message: 'no' } })).toBeUndefined();
    expect(dialect.failureOf({ status: 503, body: undefined })).toBe('internal');
  });
});

type Given = { params?: object; query?: object; body?: unknown };
const given: Readonly<Record<string, Given>> = Object.fromEntries(
  all.map(({ id, operation }) => [id, operation.example ?? {}]),
);

describe('limits of what is sent', () => {
  /** The example of an operation, with one member of its query or body set to a value. */
  const sent = (id: string, part: 'query' | 'body', name: string, value: unknown) => {
    const { operation } = all.find(entry => entry.id === id) ?? {};
    if (operation === undefined) throw new Error(`no operation ${id}`);
    const { params = {}, query = {}, body } = given[id] ?? {};
    const whole = {
      params: { ...params },
      query: { ...query },
      body,
      [part]: { ...Object(given[id]?.[part]), [name]: value },
    };
    return () => checkInput(operation, whole);
  };
  const text = (length: number) => 'x'.repeat(length);

  it.each<[id: string, part: 'query' | 'body', name: string, good: readonly unknown[], bad: readonly unknown[]]>([
    ['environments.create', 'body', 'name', [text(50)], ['', text(51), null, 7]],
    ['environments.update', 'body', 'name', [text(50)], ['', text(51)]],
    ['keypairs.import', 'body', 'name', [text(50)], ['', text(51)]],
    ['keypairs.rename', 'body', 'name', [text(50)], ['', text(51)]],
    ['virtualMachines.create', 'body', 'name', [text(50)], ['', text(51)]],
    ['virtualMachines.create', 'body', 'callback_url', ['', text(250), undefined], [text(251), null]],
    ['virtualMachines.create', 'body', 'count', [1, 20], [0, -1, 1.5, '2', undefined]],
    ['virtualMachines.create', 'body', 'labels', [[], ['a']], ['a', [1]]],
    ['volumes.create', 'body', 'name', [text(50)], ['', text(51)]],
    ['volumes.create', 'body', 'size', [1, 1_048_576], [0, 1_048_577, 1.5, '10', undefined]],
    ['volumes.create', 'body', 'callback_url', [text(250)], [text(251)]],
    ['volumes.create', 'body', 'image_id', [29, undefined], ['29', null]],
    ['volumes.attach', 'body', 'volume_ids', [[1, 2]], [[], ['1'], 1, undefined]],
    ['volumes.detach', 'body', 'volume_ids', [[1, 2]], [[], ['1'], 1, undefined]],
    ['volumes.updateAttachment', 'body', 'protected', [true, false], ['true', 1, undefined]],
    ['virtualMachines.list', 'query', 'page', ['1', '70', undefined], ['0', '-1', 'x', ['1', '2']]],
    ['virtualMachines.list', 'query', 'pageSize', ['1', '100'], ['0', '1.5']],
    ['history.virtualMachines', 'query', 'per_page', ['1', '100', undefined], ['0', 'all']],
    ['history.volumes', 'query', 'page', ['1', undefined], ['0']],
    ['virtualMachines.nameAvailability', 'query', 'count', ['1', undefined], ['0', 'x']],
    ['virtualMachines.hibernate', 'query', 'retain_ip', ['true', 'false', 'True', undefined], ['maybe']],
    ['billing.usage', 'query', 'deleted', ['true', 'false', undefined], ['maybe', ['true', 'false']]],
  ])('of %s: %s.%s', (id, part, name, good, bad) => {
    for (const value of good) expect(sent(id, part, name, value), `${value}`).not.toThrow();
    for (const value of bad) expect(sent(id, part, name, value), `${value}`).toThrow(Failure);
  });
});

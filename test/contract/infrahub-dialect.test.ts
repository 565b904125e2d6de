import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { entries } from '../../contracts/core/contract.js';
import { Failure, failureKinds } from '../../contracts/core/failure.js';
import { toOpenApi } from '../../contracts/core/openapi.js';
import { infrahubDialect as dialect } from '../../contracts/infrahub/dialect.js';
import { examples } from '../../contracts/infrahub/examples.js';
import { infrahub } from '../../contracts/infrahub/index.js';
import { checkInput } from '../../mock-server/http/decode.js';

describe('failures of Infrahub', () => {
  it.each(failureKinds)('of kind %s are recognised as they are worded', kind => {
    const reply = dialect.encode(new Failure(kind));
    const form = dialect.failures[kind];
    expect(reply.status).toBe(form.status);
    expect(dialect.failureOf(reply)).toBe(form.like ?? kind);
    expect((form.schema as z.ZodType).safeParse(reply.body).success).toBe(true);
  });

  it('name every field that is wrong, as the web framework does', () => {
    const { operation } = entries(infrahub).find(({ id }) => id === 'environments.create') ?? {};
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

  it('are in the description with every status they may have', () => {
    const { paths } = toOpenApi(infrahub, 'http://localhost') as { paths: Record<string, Record<string, unknown>> };
    const attach = paths['/core/virtual-machines/{vm_id}/attach-floatingip'];
    expect(attach?.post).toHaveProperty('responses.402.description', 'funds (documented).');
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
  });

  it('are told apart from successes by the status alone', () => {
    expect(dialect.failureOf({ status: 200, body: { status: false, message: 'no' } })).toBeUndefined();
    expect(dialect.failureOf({ status: 503, body: undefined })).toBe('internal');
  });
});

describe('examples', () => {
  it('are there for every operation, and valid', () => {
    const all = entries(infrahub);
    expect(Object.keys(examples).sort()).toEqual(all.map(({ id }) => id).sort());
    const given: Readonly<Record<string, { params?: object; query?: object; body?: unknown }>> = examples;
    for (const { id, operation } of all) {
      const { params = {}, query = {}, body } = given[id] ?? {};
      expect(() => checkInput(operation, { params: { ...params }, query: { ...query }, body }), id).not.toThrow();
    }
  });
});

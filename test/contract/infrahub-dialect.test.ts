import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { entries } from '../../contracts/core/contract.js';
import { Failure, failureKinds } from '../../contracts/core/failure.js';
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

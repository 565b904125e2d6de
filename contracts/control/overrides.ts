import { z } from 'zod';
import { defineOperations } from '../core/operation.js';
import { empty, exact, operationPattern } from '../core/wire.js';
import { docs } from './docs.js';
import { defaultWorld, named } from './named.js';
import { routes } from './routes.js';
import { where } from './where.js';

const reply = z.strictObject({
  status: z.int().min(200).max(599).default(200),
  headers: z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[^\r\n]*$/)).default({}),
  body: z.unknown().optional(),
});

const wish = z
  .strictObject({
    /** Operation id, with `*` for any piece, optionally after a vendor: `acme/lamps.*`. */
    operation: operationPattern(),
    /** Default: any input. */
    where: where().nullable().default(null),
    /** Calls to answer so; null for all until the overrides are cleared. */
    times: z.int().min(1).nullable().default(null),
    /** The whole answer. The call is not carried out. */
    reply: reply.optional(),
    /** What is other in the real answer: a merge patch (RFC 7396). The call is carried out. */
    patch: z.record(z.string(), z.unknown()).optional(),
    /** The answer may depart from the contract. */
    drift: z.boolean().default(false),
  })
  .refine(({ reply, patch }) => (reply === undefined) !== (patch === undefined), {
    path: ['reply'],
    error: 'there must be either a reply or a patch',
  });

const override = z.strictObject({
  id: z.int(),
  operation: z.string(),
  where: where().nullable(),
  left: z.int().nullable(),
  reply: reply.required({ status: true, headers: true }).nullable(),
  patch: z.unknown().optional(),
  drift: z.boolean(),
});

export const overrides = defineOperations(routes.overrides, {
  list: {
    summary: 'The rules that answer calls otherwise',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: exact(z.strictObject({ overrides: z.array(override) })) },
    failures: ['notFound'],
    example: defaultWorld,
  },
  add: {
    summary: 'Answer an operation otherwise: whole (`reply`), or in parts of its own answer (`patch`)',
    docs,
    effect: 'write',
    params: named,
    body: exact(wish),
    responses: { 201: exact(override) },
    failures: ['notFound'],
    example: {
      ...defaultWorld,
      body: { operation: 'servers.list', reply: { body: { data: [] } }, times: 1, drift: true },
    },
  },
  clear: {
    summary: 'Forget all overrides',
    docs,
    effect: 'destroy',
    params: named,
    responses: { 204: empty },
    failures: ['notFound'],
    example: defaultWorld,
  },
});

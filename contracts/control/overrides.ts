import { z } from 'zod';
import { POINTER } from '../core/json-pointer.js';
import { defineOperations } from '../core/operation.js';
import { empty, exact, operationPattern } from '../core/wire.js';
import { conditions, toldConditions } from './conditions.js';
import { docs } from './docs.js';
import { defaultWorld, named } from './named.js';
import { routes } from './routes.js';

/** Headers that say how long the body is: what is sent decides. */
const OF_LENGTH = /^(content-length|transfer-encoding)$/i;

const reply = z.strictObject({
  status: z.int().min(200).max(599).default(200),
  headers: z
    .record(
      z
        .string()
        .regex(/^[\w-]+$/)
        .refine(name => !OF_LENGTH.test(name), 'the length of an answer is that of its body'),
      z.string().regex(/^[\t -~\x80-\xff]*$/),
    )
    .default({}),
  body: z.unknown().optional(),
});

const pointer = z.string().max(1000).regex(POINTER, 'is no JSON Pointer such as /environment/name');
const [WITH_VALUE, WITH_FROM] = [
  ['add', 'replace', 'test'],
  ['move', 'copy'],
];

const operation = z
  .strictObject({
    op: z.enum(['add', 'remove', 'replace', 'move', 'copy', 'test']),
    path: pointer,
    from: pointer.optional(),
    value: z.unknown().optional(),
  })
  .refine(one => 'value' in one === WITH_VALUE.includes(one.op), {
    path: ['value'],
    error: '`add`, `replace` and `test` have a `value`, and no other',
  })
  .refine(({ op, from }) => (from !== undefined) === WITH_FROM.includes(op), {
    path: ['from'],
    error: '`move` and `copy` have a place that they are `from`, and no other',
  });

/** A name never looks like an id: either removes an override. */
const overrideName = z
  .string()
  .regex(/^[A-Za-z][\w.-]{0,63}$/, 'begins with a letter, and has 64 letters, digits, `-`, `_` and `.` at most');

const WAYS = ['reply', 'patch', 'operations', 'forward'] as const;

/** What is asked of an override. */
export const overrideWish = z
  .strictObject({
    /** Operation id, with `*` for any piece, optionally after a vendor: `acme/lamps.*`. */
    operation: operationPattern(),
    /** One of this name is replaced. */
    name: overrideName.nullable().default(null),
    ...conditions(),
    /** Calls to answer so; null for all until the override is removed. */
    times: z.int().min(1).nullable().default(null),
    /** The whole answer. The call is not carried out. */
    reply: reply.optional(),
    /** What is other in the real answer of a success: a merge patch (RFC 7396). The call is carried out. */
    patch: z.record(z.string(), z.unknown()).optional(),
    /** The same as operations that are done one after the other (RFC 6902). */
    operations: z.array(operation).min(1).max(100).optional(),
    /**
     * Address of a real endpoint that answers in the double's place, with its base path or without. Its host must be one of
     * those that the server was started with (`--forward-hosts`). The double's own cloud is not asked.
     */
    forward: z.string().max(2000).optional(),
    /** The answer may depart from the contract. */
    drift: z.boolean().default(false),
  })
  .refine(wish => WAYS.filter(way => wish[way] !== undefined).length === 1, {
    path: ['reply'],
    error: `there must be one of ${WAYS.map(way => `\`${way}\``).join(', ')}`,
  });

const override = z.strictObject({
  id: z.int(),
  name: z.string().nullable(),
  operation: z.string(),
  ...toldConditions(),
  reply: reply.required({ status: true, headers: true }).nullable(),
  patch: z.unknown().optional(),
  operations: z.array(z.unknown()).optional(),
  forward: z.string().optional(),
  drift: z.boolean(),
  /** Whether it stands in the world from its opening: of its seed, or of the server's file. */
  standing: z.boolean(),
});

export const overrides = defineOperations(routes.overrides, {
  list: {
    summary: 'The rules that answer calls otherwise, with how often each did, in the order in which they are tried',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: exact(z.strictObject({ overrides: z.array(override) })) },
    failures: ['notFound'],
    example: defaultWorld,
  },
  add: {
    summary:
      'Answer an operation otherwise: whole (`reply`), in parts of its own answer (`patch`, `operations`), or by a real endpoint (`forward`)',
    docs,
    effect: 'write',
    params: named,
    body: exact(overrideWish),
    responses: { 201: exact(override) },
    failures: ['notFound'],
    example: {
      ...defaultWorld,
      body: { operation: 'servers.list', reply: { body: { data: [] } }, times: 1, drift: true },
    },
  },
  remove: {
    summary: 'Forget one override, by its id or its name',
    docs,
    effect: 'destroy',
    params: named.extend({ override: z.union([z.int().min(1), z.string().min(1).max(64)]) }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { ...defaultWorld.params, override: 'sold-out' } },
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

import { z } from 'zod';
import { evidences } from '../core/evidence.js';
import { failureKinds } from '../core/failure.js';
import { defineOperations, effects } from '../core/operation.js';
import { methods } from '../core/route.js';
import { docs } from './docs.js';
import { routes } from './routes.js';

/** How sure a field is: as its own mark says, else that of what it stands in, else its operation. */
const sure = z.enum(evidences);

/** An operation of a vendor; what only its description says is null where it is known by its route alone. */
const row = z.strictObject({
  id: z.string(),
  method: z.enum(methods),
  /** Below the base path. */
  path: z.string(),
  summary: z.string().nullable(),
  effect: z.enum(effects).nullable(),
  evidence: sure.nullable(),
  /** The vendor's own page about it. */
  docs: z.string().nullable(),
  described: z.boolean(),
  /** What is not served is answered 501. */
  served: z.boolean(),
  /** Fields and refusals about which the vendor's own sources differ. */
  disputed: z.int(),
});

const field = z.strictObject({
  /** `params`, `query`, `body`, or the status of the success in which it stands. */
  in: z.string(),
  /** JSON path, with `[*]` for all items of a list. */
  path: z.string(),
  /** In words: `integer`, `one of "small", "large"`. */
  type: z.string(),
  required: z.boolean(),
  evidence: sure,
  /** The two forms that the vendor's own sources have, the one that the double keeps first; null where none is disputed. */
  forms: z.tuple([z.string(), z.string()]).nullable(),
});

const failure = z.strictObject({
  kind: z.enum(failureKinds),
  status: z.int(),
  /** How sure the words are. */
  evidence: sure,
  /** Whether any operation of the vendor may answer with it. */
  common: z.boolean(),
  /** Whether only one of the vendor's own sources lists it for this operation. */
  disputed: z.boolean(),
});

const vendor = z.object({ vendor: z.string() });

export const operations = defineOperations(routes.operations, {
  list: {
    summary:
      'All operations that a vendor is known to have: what they do, how sure they are, and whether they are served',
    docs,
    effect: 'read',
    params: vendor,
    responses: {
      200: z.strictObject({
        vendor: z.string(),
        title: z.string(),
        /** The vendor's own page about its API. */
        docs: z.string(),
        basePath: z.string(),
        operations: z.array(row),
        /** Fields of all described operations by how sure they are. */
        fields: z.record(sure, z.int()),
      }),
    },
    failures: ['notFound'],
    example: { params: { vendor: 'acme' } },
  },
  show: {
    summary: 'One operation of a vendor: its fields by how sure they are, and how it fails',
    docs,
    effect: 'read',
    params: z.object({ ...vendor.shape, operation: z.string() }),
    responses: {
      200: z.strictObject({
        vendor: z.string(),
        ...row.shape,
        fields: z.array(field),
        failures: z.array(failure),
        /** What its input is held to beside its fields, each as a sentence. */
        rules: z.array(z.string()),
      }),
    },
    failures: ['notFound'],
    example: { params: { vendor: 'acme', operation: 'lamps.show' } },
  },
});

import { z } from 'zod';
import { defineOperations } from '../core/operation.js';
import { read, utcDateTime } from '../core/wire.js';
import { docs } from './docs.js';
import { named } from './named.js';
import { routes } from './routes.js';

const [FEW, MANY] = [100, 1000];

const limit = (most: number, usual: number) => read.integer().pipe(z.int().min(1).max(most)).default(usual);

/** Records as the double keeps them, in its own words and not in those of the vendor's API; secrets are masked. */
const records = z.array(z.record(z.string(), z.unknown()));

export const state = defineOperations(routes.state, {
  list: {
    summary: 'All that a vendor holds in a world, by resource: how many records, and the first of each',
    docs,
    effect: 'read',
    params: z.object({ ...named.shape, vendor: z.string() }),
    query: z.strictObject({
      /** Most records of each resource. */
      limit: limit(FEW, 10),
    }),
    responses: {
      200: z.strictObject({
        now: utcDateTime,
        resources: z.record(z.string(), z.strictObject({ count: z.int(), records })),
      }),
    },
    failures: ['notFound'],
    example: { params: { world: 'default', vendor: 'acme' } },
  },
  show: {
    summary: 'The records of one resource in a world',
    docs,
    effect: 'read',
    params: z.object({
      ...named.shape,
      vendor: z.string(),
      /** Its name in the list, or as the vendor's operations have it: `environment`, `environments`. */
      resource: z.string(),
    }),
    query: z.strictObject({
      limit: limit(MANY, FEW),
      /** So many records are passed over. */
      offset: read.integer().pipe(z.int().min(0)).default(0),
    }),
    responses: {
      200: z.strictObject({
        now: utcDateTime,
        resource: z.string(),
        count: z.int(),
        records,
        /** The offset at which the next records begin; null where there are none. */
        next: z.int().nullable(),
      }),
    },
    failures: ['notFound'],
    example: { params: { world: 'default', vendor: 'acme', resource: 'lamps' } },
  },
});

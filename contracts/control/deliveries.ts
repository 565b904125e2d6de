import { z } from 'zod';
import { defineOperations } from '../core/operation.js';
import { secret, utcDateTime } from '../core/wire.js';
import { docs } from './docs.js';
import { defaultWorld, named } from './named.js';
import { routes } from './routes.js';

const attempt = z.strictObject({
  at: utcDateTime,
  /** Null when the target did not answer. */
  status: z.int().nullable(),
  /** The first 1,000 letters of the answer's body. */
  answer: z.string().nullable(),
  /** Why there is no answer, or why it counts as none. */
  error: z.string().nullable(),
});

const delivery = z.strictObject({
  /** Counted from 1 for each vendor. */
  id: z.int(),
  vendor: z.string(),
  /** When it happened, on the world's clock. */
  at: utcDateTime,
  /** What happened, by the vendor's own name for it. */
  event: z.string(),
  /** What it happened to, such as `vm:12`. */
  subject: z.string(),
  method: z.string(),
  /** A URL may carry a token of the one who is told. */
  url: secret(z.string()),
  headers: secret(z.record(z.string(), z.string())),
  body: z.unknown(),
  /** `refused`: nothing is sent to such a target. `unsent`: it was due before the world was opened. */
  state: z.enum(['waiting', 'due', 'delivered', 'failed', 'refused', 'unsent']),
  /** Why nothing is sent, or no more; else null. */
  reason: z.string().nullable(),
  /** After one that fails there is another 10 s and then 60 s later, on the world's clock. */
  attempts: z.array(attempt),
  /** When there is another attempt, or the first, on the world's clock; null where there is none to wait for. */
  next: utcDateTime.nullable(),
});

const filter = z.strictObject({
  vendor: z.string().optional(),
  subject: z.string().optional(),
});

export const deliveries = defineOperations(routes.deliveries, {
  list: {
    summary: 'What a world told others (callbacks, webhooks) and what they answered, oldest first',
    docs,
    effect: 'read',
    params: named,
    query: filter,
    /** The last 1,000 of each vendor are kept. Those that are due are sent before this is answered. */
    responses: { 200: z.strictObject({ deliveries: z.array(delivery) }) },
    failures: ['notFound'],
    example: defaultWorld,
  },
});

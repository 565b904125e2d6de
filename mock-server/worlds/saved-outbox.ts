import { z } from 'zod';
import { deliveryStates } from '../domain/outbox.js';
import { type Problem, problemsOf, repeated } from './problems.js';

const instant = z.int().min(-8.64e15).max(8.64e15);

const attempt = z.strictObject({
  at: instant,
  status: z.int().min(100).max(999).nullable(),
  answer: z.string().nullable(),
  error: z.string().nullable(),
});

const delivery = z.strictObject({
  id: z.int().min(1),
  url: z.string(),
  event: z.string(),
  subject: z.string(),
  body: z.unknown(),
  method: z.string().regex(/^[A-Z]+$/),
  headers: z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[ -~]*$/)),
  wide: z
    .array(z.string().regex(/^\w{1,100}$/))
    .max(20)
    .optional(),
  at: instant,
  state: z.enum(deliveryStates),
  reason: z.string().nullable(),
  attempts: z.array(attempt),
});

/** Numbers of deliveries leave room to be counted on from. */
const outbox = z.strictObject({
  last: z
    .int()
    .min(0)
    .max(2 ** 48),
  deliveries: z.array(delivery),
});

/** What there is against what an outbox saved; `now` is the cloud's own time. */
export function* outboxProblems(
  saved: unknown,
  path: readonly PropertyKey[],
  { now }: { readonly now: number },
): Iterable<Problem> {
  const result = outbox.safeParse(saved);
  if (!result.success) return yield* problemsOf(outbox, saved, path);
  const { last, deliveries } = result.data;
  const at = [...path, 'deliveries'];
  yield* repeated(
    deliveries.map(({ id }) => id),
    at,
    'the id',
  );
  for (const [index, { id, at: entered, attempts }] of deliveries.entries()) {
    if (id > last) yield { path: [...at, index, 'id'], what: 'is higher than the highest that was given out' };
    if (id < (deliveries[index - 1]?.id ?? 0)) yield { path: [...at, index, 'id'], what: 'is out of order' };
    if (Math.max(entered, ...attempts.map(one => one.at)) > now)
      yield { path: [...at, index], what: "is after the cloud's own time" };
  }
}

import { z } from 'zod';
import { id, instant, wide } from '../scalars.js';

/** Most of one entry of credit: 999,999,999 tokens. */
const MOST = 999_999_999 * 10_000;

/** Credit of a user, in ten-thousandths of a token. */
export const credit = z
  .strictObject({
    id,
    userId: id,
    amount: z.int().min(-MOST).max(MOST),
    reference1: z.union([wide, z.string().max(1000)]).nullable(),
    reference2: z.string().nullable(),
    created: instant,
  })
  .readonly();

export type Credit = z.output<typeof credit>;

/** `value` is money per token, in ten-thousand-millionths. */
export const currency = z
  .strictObject({
    id,
    code: z.string().regex(/^[A-Z]{3}$/),
    value: z.int().min(0),
    prefix: z.string().nullable(),
    suffix: z.string().nullable(),
    default: z.boolean(),
  })
  .readonly();

export type Currency = z.output<typeof currency>;

/** What groups of hypervisors a user may order on, by the hour or from resource packs. */
export const groupProfile = z.strictObject({ id, name: z.string() }).readonly();

export type GroupProfile = z.output<typeof groupProfile>;

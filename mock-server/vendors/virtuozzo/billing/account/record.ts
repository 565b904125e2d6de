import { z } from 'zod';
import { calendar } from '../../../../../contracts/core/time.js';
import { secret } from '../../../../../contracts/core/wire.js';
import { hourOf } from '../../hours.js';
import { countedId, instant, micros } from '../../scalars.js';

/** Money of an account after every hour before `hour` was paid. */
const funds = z
  .strictObject({
    /** Whole hours since 1970. */
    hour: z.int().min(hourOf(calendar.first)).max(hourOf(calendar.last)),
    bonus: micros,
    balance: micros,
  })
  .readonly();
export type Funds = z.output<typeof funds>;

export const account = z
  .strictObject({
    /** The uid. */
    id: countedId,
    email: z.string(),
    password: secret(z.string()),
    name: z.string(),
    /** May make the operator's calls. */
    isOperator: z.boolean(),
    group: z.string().min(1),
    groupType: z.enum(['trial', 'beta', 'billing', 'post']),
    status: z.enum(['active', 'inactive', 'destroyed']),
    createdOn: instant,
    statusOn: instant.nullable(),
    /** As of the last booking; what the hours since cost is computed on reading. */
    funds,
  })
  .readonly();
export type Account = z.output<typeof account>;

/** Money that came or went otherwise than by the hour. */
export const booking = z
  .strictObject({
    id: countedId,
    uid: countedId,
    at: instant,
    kind: z.enum(['fund', 'unfund', 'charge']),
    /** Parts of the amount, whichever way they went; below 0 only where a seed opens with a debt. */
    bonus: micros,
    balance: micros,
    note: z.string().nullable(),
    appid: z.string().nullable(),
    /** The account's funds after it. */
    after: funds,
  })
  .readonly();
export type Booking = z.output<typeof booking>;

/** A bill that was exported as a table. */
export const exportedBill = z
  .strictObject({
    /** The key in its link. */
    id: z.string().min(1),
    table: z.string().min(1),
  })
  .readonly();
export type ExportedBill = z.output<typeof exportedBill>;

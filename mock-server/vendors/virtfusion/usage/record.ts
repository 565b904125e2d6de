import { z } from 'zod';
import { uuid } from '../../../../contracts/core/wire.js';
import { count, id, instant } from '../scalars.js';

/** On what terms an hourly server is charged. Hours are counted from `anchor`, the server's own start. */
export const hourlyTerms = z
  .strictObject({
    userId: id,
    packageId: id,
    /** Price of a month in tokens, in ten-thousandths. */
    monthly: count(1_000_000_000 * 10_000),
    billable: z.boolean(),
    anchor: instant,
  })
  .readonly();

export type HourlyTerms = z.output<typeof hourlyTerms>;

/** What a server that was ever charged by the hour is called, also when it is no more. */
export const billedServer = z.strictObject({ id, name: z.string(), uuid }).readonly();

export type BilledServer = z.output<typeof billedServer>;

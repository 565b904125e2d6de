import { z } from 'zod';
import { cost, instant, recordId, recordName } from '../scalars.js';

const discount = z
  .strictObject({
    id: recordId,
    /** GPU, as in the price list. */
    model: z.string().min(1).max(100),
    /** GPUs that it is about, and how many of them are in use. */
    count: z.int().min(1).max(1e6),
    used: z.int().min(0).max(1e6),
    /** `flat`: USD an hour; `percent`: what is taken off. */
    type: z.enum(['flat', 'percent']),
    value: cost,
  })
  .refine(({ count, used }) => used <= count, { path: ['used'], error: 'is more than there are' });

/** Some GPUs at a lower price for a while. */
export const contractRecord = z
  .strictObject({
    id: recordId,
    org: recordId,
    description: z.string().max(250),
    start: instant,
    end: instant,
    /** Else what is in it stays, at the market's price. */
    deletesAtEnd: z.boolean(),
    createdAt: instant,
    discounts: z.array(discount).readonly(),
  })
  .readonly();
export type GpuContract = z.output<typeof contractRecord>;

/** A machine that is or was in a contract. It outlives the machine. */
export const allocationRecord = z
  .strictObject({
    /** The machine's. */
    id: recordId,
    contract: recordId,
    /** Which of the contract's. */
    discount: recordId,
    name: recordName,
    flavor: recordId,
    from: instant,
    to: instant.nullable(),
  })
  .readonly();
export type Allocation = z.output<typeof allocationRecord>;

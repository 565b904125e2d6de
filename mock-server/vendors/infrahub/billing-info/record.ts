import { z } from 'zod';
import { instant, recordId } from '../scalars.js';

const text = z.string().max(250).nullable();

/** Whom a person's invoices are for. */
export const billingInfoRecord = z
  .strictObject({
    id: recordId,
    org: recordId,
    user: recordId,
    business: z.boolean(),
    country: z.string().length(2),
    zip: z.string().min(1).max(50),
    name: text,
    email: text,
    company: text,
    vat: text,
    phone: text,
    firstLine: text,
    secondLine: text,
    state: text,
    createdAt: instant,
  })
  .readonly();
export type BillingInfo = z.output<typeof billingInfoRecord>;

import { z } from 'zod';
import { assumed } from '../../../core/evidence.js';
import { float, naiveDateTime } from '../../../core/wire.js';
import { enveloped } from './common.js';

/** A decimal as text with nine places, and nothing as Python's Decimal writes it. The client's description says a number. */
const price = z.string().regex(/^(\d+\.\d{9}|0E-9)$/);

/** Prices by name; a bare list without the envelope. */
export const pricebook = z.array(
  z.strictObject({
    id: z.int(),
    name: z.string(),
    /** USD an hour for one unit: a GPU, a vCPU, a GB, an address. */
    value: price,
    original_value: price,
    discount_applied: z.boolean(),
    start_time: naiveDateTime.nullable(),
    end_time: naiveDateTime.nullable(),
  }),
);

/** What a resource costs an hour, and of what. */
export const calculated = enveloped({
  calculated_resource_bills: z.strictObject({
    org_id: z.int(),
    resource: z.strictObject({
      type: z.string(),
      name: z.string(),
      infrahub_id: z.int(),
      status: z.string(),
      host: assumed(z.string().nullable()),
      price: float,
      actual_price: float,
      resources: z.array(
        z.strictObject({
          type: z.string(),
          name: z.string(),
          amount: z.number(),
          rate: float,
          discounted_rate: float,
          price: float,
          actual_price: float,
        }),
      ),
    }),
  }),
});

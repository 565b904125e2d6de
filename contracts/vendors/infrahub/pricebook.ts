import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import { defineOperations } from '../../core/operation.js';
import { float } from '../../core/wire.js';
import { dateTime, enveloped, id } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** A decimal as text with nine places, and nothing as Python's Decimal writes it. The client's description says a number. */
const price = z.string().regex(/^(\d+\.\d{9}|0E-9)$/);

/** Prices by name; a bare list without the envelope. */
const prices = z.array(
  z.strictObject({
    id: z.int(),
    name: z.string(),
    /** USD an hour for one unit: a GPU, a vCPU, a GB, an address. */
    value: price,
    original_value: price,
    discount_applied: z.boolean(),
    start_time: dateTime.nullable(),
    end_time: dateTime.nullable(),
  }),
);

/** What a resource costs an hour, and of what. */
const calculated = enveloped({
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

nameSchemas({ PriceCalculated: calculated });

export const pricebook = defineOperations(routes.pricebook, {
  list: {
    summary: 'Price of each GPU model and each other part',
    docs: page('PricebookApi', 'getPricebook'),
    effect: 'read',
    responses: { 200: prices },
  },
  calculate: {
    summary: 'What a resource costs an hour, part by part',
    docs: page('CalculateApi', 'calculateResourceBillingRate'),
    effect: 'read',
    params: z.object({ resource_type: z.string(), id: id() }),
    responses: { 200: calculated },
    failures: ['notFound', 'conflict'],
    example: { params: { resource_type: 'virtual-machine', id: '1' } },
    sources: { id: { read: 'virtualMachines.list', at: '$.instances[*].id' } },
  },
});

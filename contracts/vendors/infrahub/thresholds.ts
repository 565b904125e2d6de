import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { enveloped, id } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** An e-mail that is sent so many hours before the credit is used up. */
const shownThreshold = z.strictObject({
  id: z.int(),
  threshold: z.int(),
  interface_title: z.string(),
  interface_tooltip: z.string(),
  subscribed: z.boolean(),
});

nameSchemas({ Threshold: shownThreshold });

export const thresholds = defineOperations(routes.thresholds, {
  list: {
    summary: 'The warnings before the credit is used up, and which of them are wanted',
    docs: page('BillingApi', 'listOrgNotificationThresholds'),
    effect: 'read',
    responses: { 200: enveloped({ thresholds: z.array(shownThreshold) }) },
  },
  update: {
    summary: 'Want a warning, or no longer',
    docs: page('BillingApi', 'getNotificationThreshold'),
    effect: 'write',
    params: z.object({ threshold_id: id() }),
    body: z.object({ subscribe: z.boolean() }),
    responses: { 200: enveloped({ threshold: shownThreshold }) },
    failures: ['notFound'],
    example: { params: { threshold_id: '1' }, body: { subscribe: true } },
    sources: { threshold_id: { read: 'thresholds.list', at: '$.thresholds[*].id' } },
  },
});

import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { float } from '../../core/wire.js';
import { told } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

const balance = told({
  data: z.strictObject({
    /** Balance in USD. */
    credit: float,
    /** Balance at which nothing more can be made. */
    threshold: z.number(),
    can_create_instance: z.boolean(),
  }),
});

nameSchemas({ Balance: balance });

export const credit = defineOperations(routes.credit, {
  show: {
    summary: 'Balance of the organisation, and whether it may create anything',
    docs: page('CreditApi', 'getUserCredit'),
    effect: 'read',
    responses: { 200: balance },
  },
});

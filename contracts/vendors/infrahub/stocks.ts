import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** Free GPUs as the vendor writes them: exact below ten, then in steps. */
const available = z.string().regex(/^(\d|(10|25|100|200)\+)$/);

/** Stock of GPUs; without the envelope. */
const list = z.strictObject({
  stocks: z.array(
    z.strictObject({
      region: z.string(),
      'stock-type': z.string(),
      models: z.array(
        z.strictObject({
          model: z.string(),
          available,
          planned_7_days: z.string().nullable(),
          planned_30_days: z.string().nullable(),
          planned_100_days: z.string().nullable(),
          /** How many virtual machines with so many GPUs could be started. */
          configurations: z.strictObject({
            '1x': z.int(),
            '2x': z.int(),
            '4x': z.int(),
            '8x': z.int(),
            '10x': z.int(),
          }),
        }),
      ),
    }),
  ),
});

nameSchemas({ StockList: list });

export const stocks = defineOperations(routes.stocks, {
  list: {
    summary: 'Free GPUs of each region and model',
    docs: page('StockApi', 'getGPUStock'),
    effect: 'read',
    responses: { 200: list },
  },
});

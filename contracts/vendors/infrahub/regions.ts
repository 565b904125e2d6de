import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { enveloped, greenStatus } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

const list = enveloped({
  regions: z.array(
    z.strictObject({
      id: z.int(),
      name: z.string(),
      country: z.string(),
      description: z.string().nullable(),
      green_status: greenStatus,
      features: z.strictObject({
        floating_ip: z.boolean(),
        volumes: z.boolean(),
      }),
    }),
  ),
});

nameSchemas({ RegionList: list });

export const regions = defineOperations(routes.regions, {
  list: {
    summary: 'All regions',
    docs: page('RegionApi', 'listRegions'),
    effect: 'read',
    responses: { 200: list },
  },
});

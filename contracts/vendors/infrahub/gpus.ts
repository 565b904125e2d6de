import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { dateTime, enveloped } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** A model of GPU, and where there are any. */
export const shownGpu = z.strictObject({
  id: z.int(),
  name: z.string(),
  regions: z.array(z.strictObject({ id: z.int(), name: z.string() })),
  /** JSON: what a flavor asks of the hypervisor to get some. */
  example_metadata: z.string(),
  created_at: dateTime,
  updated_at: dateTime.nullable(),
});

nameSchemas({ Gpu: shownGpu });

export const gpus = defineOperations(routes.gpus, {
  list: {
    summary: 'All models of GPUs, and their regions',
    docs: page('GpuApi', 'listGPUs'),
    effect: 'read',
    responses: { 200: enveloped({ gpu_list: z.array(shownGpu) }) },
  },
});

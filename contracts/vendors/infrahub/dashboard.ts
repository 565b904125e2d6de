import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { float } from '../../core/wire.js';
import { enveloped } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

const machines = z.strictObject({
  count: z.int(),
  vcpus: z.int(),
  gpus: z.int(),
  /** In GB. */
  ram: z.number(),
  /** USD, of the processors, the memory and the GPUs alone: two `n1-cpu-small` are printed as 0.6. */
  cost_per_hour: z.number(),
});

export const overview = z.strictObject({
  instance: machines,
  /** A product that is no more. */
  container: machines,
  volume: z.strictObject({
    count: z.int(),
    /** In GB. */
    using: z.int(),
    cost_per_hour: float,
  }),
});

nameSchemas({ DashboardMachines: machines, Overview: overview });

export const dashboard = defineOperations(routes.dashboard, {
  show: {
    summary: 'How much of everything there is, and what it costs an hour',
    docs: page('DashboardApi', 'getDashboard'),
    effect: 'read',
    responses: { 200: enveloped({ overview }) },
  },
});

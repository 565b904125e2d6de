import { z } from 'zod';
import { triggerTypes } from '../../../../../contracts/vendors/virtuozzo/utils/scheduler.js';
import { countedId } from '../../scalars.js';

const task = {
  id: countedId,
  uid: countedId,
  script: z.string().min(1),
  trigger: z.strictObject({ type: z.enum(triggerTypes), value: z.string() }).readonly(),
  params: z.string().nullable(),
  description: z.string().nullable(),
};

/** A script of an account that runs at its time. */
export const accountTask = z.strictObject(task).readonly();
export type AccountTask = z.output<typeof accountTask>;

/** One that is there as long as an environment. */
export const envTask = z.strictObject({ ...task, appid: z.string().min(1), nodeid: z.null() }).readonly();
export type EnvTask = z.output<typeof envTask>;

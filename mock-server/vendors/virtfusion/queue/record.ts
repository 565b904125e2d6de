import { z } from 'zod';
import { id, instant } from '../scalars.js';

/** What work a queue item is. */
const taskAction = z.enum([
  'build_server',
  'boot_server',
  'shutdown_server',
  'restart_server',
  'poweroff_server',
  'reset_password',
  'vnc_server',
]);

export type TaskAction = z.output<typeof taskAction>;

/** A piece of work on a server. It ends at `ends`, unless the server is deleted before. */
export const queueItem = z
  .strictObject({
    id,
    jobId: id,
    action: taskAction,
    serverId: id,
    hypervisorId: id,
    started: instant,
    ends: instant,
    failed: z.boolean(),
  })
  .refine(({ started, ends }) => started <= ends, 'must not end before it starts')
  .readonly();

export type QueueItem = z.output<typeof queueItem>;

import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { zonedDateTime } from '../../core/wire.js';
import { data, id, orNull, unseen } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** What one step of the work did: free in form, each type has its own. */
const stepData = z.looseObject({});

/** A piece of work on a server. `failed` wins, then `finished` tells that it is done, else `progress` rises from 0 to 100. */
const queueItem = z.strictObject({
  id: z.int(),
  jobId: z.string().regex(/^\d+$/),
  job: z.string(),
  hypervisorId: z.int(),
  serverId: z.int(),
  action: z.string(),
  queue: z.string(),
  started: zonedDateTime,
  updated: zonedDateTime,
  finished: orNull(zonedDateTime),
  failed: z.boolean(),
  progress: z.int().min(0).max(100),
  errors: z.strictObject({
    exception: z.strictObject({
      stringable: z.boolean(),
      errors: z.array(z.unknown()),
      type: unseen.text,
      trace: unseen.text,
      message: unseen.text,
    }),
  }),
  primaryActions: z.array(
    z.strictObject({
      type: z.string(),
      dataType: z.string(),
      data: stepData,
      created: zonedDateTime,
      updated: zonedDateTime,
    }),
  ),
  subActions: z.array(z.unknown()),
});

nameSchemas({ StepData: stepData, QueueItem: queueItem });

export const queue = defineOperations(routes.queue, {
  show: {
    summary: 'Show a piece of queued work',
    docs: page(),
    effect: 'read',
    params: z.object({ queueId: id() }),
    responses: { 200: data(queueItem) },
    failures: ['notFound'],
    example: { params: { queueId: '1' } },
  },
});

import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { data, id } from '../schemas/common.js';
import { queueItem } from '../schemas/queue.js';

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

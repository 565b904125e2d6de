import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { data, id } from '../schemas/common.js';
import { backup } from '../schemas/server-parts.js';

export const backups = defineOperations({
  list: {
    method: 'GET',
    path: '/backups/server/{serverId}',
    summary: 'Backups of a server',
    docs: page(),
    effect: 'read',
    params: z.object({ serverId: id() }),
    responses: { 200: data(z.array(backup)) },
    failures: ['notFound'],
  },
});

import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { data, id } from '../schemas/common.js';
import { backup } from '../schemas/server-parts.js';

export const backups = defineOperations(routes.backups, {
  list: {
    summary: 'Backups of a server',
    docs: page(),
    effect: 'read',
    params: z.object({ serverId: id() }),
    responses: { 200: data(z.array(backup)) },
    failures: ['notFound'],
    example: { params: { serverId: '1' } },
  },
});

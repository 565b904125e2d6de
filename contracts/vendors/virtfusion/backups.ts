import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { zonedDateTime } from '../../core/wire.js';
import { aServer, data, serverParams, unseen } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/**
 * A backup of a server; `progress` tells whether it is being made. The vendor's page prints complete ones only, and no client
 * that is known reads more: that a failed one is neither in progress nor complete, and that `updated` follows a restore, are
 * our guesses.
 */
const backup = z.strictObject({
  id: z.int(),
  serverId: z.int(),
  storage: z.strictObject({ id: z.int(), name: z.string(), enabled: z.boolean() }),
  deleting: z.boolean(),
  restoring: z.boolean(),
  progress: z.boolean(),
  complete: z.boolean(),
  deleteAfter: unseen.text,
  created: zonedDateTime,
  updated: zonedDateTime,
});

nameSchemas({ Backup: backup });

export const backups = defineOperations(routes.backups, {
  list: {
    summary: 'Backups of a server',
    docs: page(),
    effect: 'read',
    params: serverParams,
    responses: { 200: data(z.array(backup)) },
    failures: ['notFound'],
    example: { params: aServer },
  },
});

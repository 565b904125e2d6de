import { z } from 'zod';
import { assumed } from '../../../core/evidence.js';
import { microDateTime, secret, sqlDateTime, uuid, zonedDateTime } from '../../../core/wire.js';
import { unseen } from './common.js';

const vnc = z.strictObject({
  ip: z.string(),
  hostname: unseen.text,
  port: z.int(),
  password: secret(z.string()),
  /** A path of the panel's own host. The token changes with each change of the setting. */
  wss: secret(z.strictObject({ token: uuid, url: z.string().regex(/^\/vnc\/\?token=/) })),
  enabled: z.boolean(),
});

/** How to reach the server's screen. */
export const vncShown = z.strictObject({ vnc });
export const vncSet = z.strictObject({ vnc, queueId: z.int().nullable() });

/** A piece of work was queued. */
export const queued = z.strictObject({ queueId: z.int() });

/** The new password, which the queued work will set. */
export const passwordReset = z.strictObject({ queueId: z.int(), expectedPassword: secret(z.string()) });

/** Rules in force. The shape of a rule is not public. */
export const firewall = z.strictObject({ enabled: z.boolean(), rules: z.array(assumed(z.unknown())) });

/** Bytes of each traffic period, the current one first; `limit` in GB, 0 for unmetered. */
export const traffic = z.strictObject({
  monthly: z.array(
    z.strictObject({
      month: z.int(),
      start: sqlDateTime,
      end: sqlDateTime,
      rx: z.int(),
      tx: z.int(),
      total: z.int(),
      limit: z.int(),
      blocks: z.array(z.strictObject({ id: z.int(), traffic: z.int() })),
    }),
  ),
});

const month = z.strictObject({ month: z.int(), start: sqlDateTime, end: sqlDateTime });

/** GB bought on top for single periods, and the 25 periods that one can buy for: `months` is keyed `1` to `25`. */
export const trafficBlocks = z.strictObject({
  assigned: z.array(
    z.strictObject({
      id: z.int(),
      current: z.boolean(),
      month: z.int(),
      traffic: z.int(),
      start: sqlDateTime,
      end: sqlDateTime,
      added: microDateTime,
    }),
  ),
  available: z.strictObject({
    total: z.int(),
    current: month,
    months: z.record(z.string().regex(/^([1-9]|1\d|2[0-5])$/), month),
  }),
});

/** A backup of a server; `progress` tells whether it is being made. */
export const backup = z.strictObject({
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

import { z } from 'zod';
import { count, id, instant } from '../scalars.js';
import { taskActions } from './actions.js';

/** What work is about beside the power: what it brings when it ends well, or what it takes back when it fails. */
const purpose = z.union([
  /** The build asks for a subnet. */
  z.strictObject({ ipv6: z.boolean() }).readonly(),
  /** Number of the password to set. */
  z.strictObject({ password: count() }).readonly(),
  /** Whether the screen was to be seen before. */
  z.strictObject({ screen: z.boolean() }).readonly(),
]);

export type TaskPurpose = z.output<typeof purpose>;

/** A piece of work on a server. It ends at `ends`, unless it fails or the server is deleted before. */
export const queueItem = z
  .strictObject({
    id,
    jobId: id,
    action: z.enum(taskActions),
    serverId: id,
    hypervisorId: id,
    started: instant,
    ends: instant,
    failed: z.boolean(),
    /** Why it failed, where that is known. */
    text: z.string().nullable(),
    /** Its server does not say `buildFailed` when it fails: the one on the vendor's printed page does not. */
    isTacit: z.boolean(),
    purpose: purpose.nullable(),
  })
  .refine(({ started, ends }) => started <= ends, 'must not end before it starts')
  .readonly();

export type QueueItem = z.output<typeof queueItem>;

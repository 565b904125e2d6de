import { z } from 'zod';
import { secret } from '../../../../../contracts/core/wire.js';
import { countedId, instant } from '../../scalars.js';

/** What was changed of a user since the account was made; a user of whom nothing was has none. */
export const person = z
  .strictObject({
    /** The uid. */
    id: countedId,
    name: z.string().nullable(),
    /** The password now; null for the one that the account was made with. */
    password: secret(z.string().nullable()),
    /** The login before it was changed, where that stays good. */
    formerLogin: z.string().nullable(),
    data: z.record(z.string(), z.string()).readonly(),
    isSuspended: z.boolean(),
    hasSecondFactor: z.boolean(),
    /** Counts the secrets: each time the second factor is turned off, the next one is another. */
    secretTurn: z.int().min(0),
    backupCodes: secret(z.array(z.string().min(1)).readonly()),
  })
  .readonly();
export type Person = z.output<typeof person>;

export const sshKey = z
  .strictObject({
    id: countedId,
    uid: countedId,
    title: z.string().min(1),
    value: secret(z.string().min(1)),
    isPrivate: z.boolean(),
  })
  .readonly();
export type SshKey = z.output<typeof sshKey>;

/** A mail that the platform sent: it leads nowhere, and only an operator sees it. */
export const mail = z
  .strictObject({
    id: countedId,
    at: instant,
    from: z.string().nullable(),
    to: z.string().min(1),
    subject: z.string(),
    body: z.string(),
  })
  .readonly();
export type Mail = z.output<typeof mail>;

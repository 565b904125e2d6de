import { z } from 'zod';
import { secret } from '../../../../../contracts/core/wire.js';
import { templates } from '../../catalogue.js';
import { countedId, instant, namedInstant } from '../../scalars.js';

/** A personal access token that somebody made; its value is a credential. */
export const token = z
  .strictObject({
    id: countedId,
    uid: countedId,
    /** 40 hex digits, unless a seed set down another. */
    value: secret(z.string().min(1)),
    description: z.string().min(1),
    template: z.enum(templates.map(({ name }) => name)).nullable(),
    /** Methods it may call, `billing.account.getaccount`; null for all that its template allows. */
    methods: z.array(z.string()).readonly().nullable(),
    expiresAt: namedInstant.nullable(),
  })
  .readonly();
export type Token = z.output<typeof token>;

/** A session that somebody made by signing in. It ends when it is signed out, and is no more then. */
export const session = z
  .strictObject({
    id: countedId,
    uid: countedId,
    /** The uid in hex, `x`, 32 hex digits. */
    value: secret(z.string().min(1)),
    createdOn: instant,
    seenOn: instant,
    /** The token it was made with, whose rights it has. */
    token: countedId.nullable(),
    userAgent: z.string().nullable(),
    /** Codes that may still be tried before the session is good; null where it is. */
    attemptsLeft: z.int().min(1).nullable(),
  })
  .readonly();
export type Session = z.output<typeof session>;

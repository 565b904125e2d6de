import { z } from 'zod';
import { instant, recordId } from '../scalars.js';

/** Somebody with an account at the vendor. */
export const person = z
  .strictObject({
    id: recordId,
    email: z.string().min(6).max(254),
    name: z.string().min(1).max(100),
    createdAt: instant,
    lastLogin: instant,
    /** Whether they sign in with a second factor. */
    hasSecondFactor: z.boolean(),
    /** Kinds of emails that they do not want. */
    optedOut: z.array(z.string()).readonly(),
  })
  .readonly();
export type Person = z.output<typeof person>;

/** That somebody belongs to an organisation. */
export const membership = z
  .strictObject({
    id: recordId,
    org: recordId,
    user: recordId,
    /** None for whoever may do nothing yet; the owner needs none. */
    role: recordId.nullable(),
    joinedAt: instant,
  })
  .readonly();
export type Membership = z.output<typeof membership>;

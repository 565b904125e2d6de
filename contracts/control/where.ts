import { z } from 'zod';

const part = z.record(z.string(), z.unknown());

/** What the input of a call must hold, member by member; texts of JSON are looked into. */
export const where = () =>
  z.strictObject({ params: part.optional(), query: part.optional(), body: z.unknown().optional() });

/** What a call that was received must have been: what it was sent with, and what it was answered. */
export const whereReceived = () =>
  where().extend({
    /** Names in any case. */
    headers: part.optional(),
    reply: z
      .strictObject({
        status: z.unknown().optional(),
        /** Kind of the failure, null for a success. */
        failure: z.unknown().optional(),
        headers: part.optional(),
        body: z.unknown().optional(),
      })
      .optional(),
  });

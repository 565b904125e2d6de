import { z } from 'zod';
import { countedId } from '../scalars.js';

/** A script that a user keeps. */
export const script = z
  .strictObject({
    id: countedId,
    uid: countedId,
    /** The environment that has it; null for the user's account. */
    appid: z.string().nullable(),
    name: z.string().min(1),
    type: z.string().min(1),
    code: z.string(),
  })
  .readonly();
export type Script = z.output<typeof script>;

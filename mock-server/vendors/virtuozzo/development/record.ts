import { z } from 'zod';
import { countedId } from '../scalars.js';

const said = { id: countedId, name: z.string().min(1), type: z.string().min(1), code: z.string() };

/** A script of a user's account. */
export const script = z.strictObject({ ...said, uid: countedId }).readonly();
export type Script = z.output<typeof script>;

/** A script of an environment. */
export const envScript = z.strictObject({ ...said, appid: z.string().min(1), nodeid: z.null() }).readonly();
export type EnvScript = z.output<typeof envScript>;

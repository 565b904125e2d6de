import { z } from 'zod';

/** Params of every call that is about one world. */
export const named = z.object({ world: z.string() });

/** An example's params. */
export const defaultWorld = { params: { world: 'default' } };

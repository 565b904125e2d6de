import { z } from 'zod';

/** Params of every call that is about one world. */
export const named = z.object({ world: z.string() });

/** Params of an example. */
export const defaultWorld = { params: { world: 'default' } };

import { z } from 'zod';
import { countedId } from '../../scalars.js';

/** A group that an account sorts its environments by. Which are in it, the environments know. */
export const environmentGroup = z
  .strictObject({
    id: countedId,
    owner: countedId,
    /** With `/` between a group and those inside it. */
    name: z.string().min(1),
    color: z.string().nullable(),
    icon: z.string().nullable(),
    visibility: z.enum(['SHOW', 'HIDE', 'SHOW_IF_NOT_EMPTY']),
    isIsolated: z.boolean(),
  })
  .readonly();
export type EnvironmentGroup = z.output<typeof environmentGroup>;

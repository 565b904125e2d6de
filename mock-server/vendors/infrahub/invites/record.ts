import { z } from 'zod';
import { instant, recordId } from '../scalars.js';

/** That somebody may join an organisation. */
export const invite = z
  .strictObject({
    id: recordId,
    org: recordId,
    email: z.string().min(6).max(254),
    isAccepted: z.boolean(),
    createdAt: instant,
  })
  .readonly();
export type Invite = z.output<typeof invite>;

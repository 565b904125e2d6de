import { z } from 'zod';
import { secret } from '../../../../contracts/core/wire.js';
import { instant, recordId } from '../scalars.js';

/** A key of one person for one organisation. */
export const apiKey = z
  .strictObject({
    id: recordId,
    org: recordId,
    user: recordId,
    name: z.string().min(1).max(200),
    description: z.string(),
    value: secret(z.uuid()),
    /** The key of the world itself: no call ends it, so that nobody locks themselves out. */
    isLasting: z.boolean(),
    createdAt: instant,
  })
  .readonly();
export type ApiKey = z.output<typeof apiKey>;

import { z } from 'zod';
import { instant, recordId } from '../scalars.js';
import { aiUsageShape } from './laid-ai-usage.js';

export const aiUsage = z
  .strictObject({
    id: recordId,
    org: recordId,
    ...aiUsageShape,
    /** When it is done. */
    at: instant,
    /** Whether that has come. */
    isBilled: z.boolean(),
  })
  .readonly();
export type AiUsage = z.output<typeof aiUsage>;

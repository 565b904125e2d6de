import { z } from 'zod';
import { instant, recordId } from '../scalars.js';

export const template = z
  .strictObject({
    id: recordId,
    org: recordId,
    name: z.string().min(1).max(255),
    description: z.string().max(1000),
    content: z.string().min(1),
    isPublic: z.boolean(),
    createdAt: instant,
  })
  .readonly();
export type Template = z.output<typeof template>;

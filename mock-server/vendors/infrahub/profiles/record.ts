import { z } from 'zod';
import { instant, recordId, recordName } from '../scalars.js';

/** Whether a text is JSON of an object. */
function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

export const profile = z
  .strictObject({
    id: recordId,
    org: recordId,
    name: recordName,
    description: z.string().max(150),
    /** Members of a creation of machines, as JSON. */
    data: z.string().refine(isObject, 'is not JSON of an object'),
    createdAt: instant,
  })
  .readonly();
export type Profile = z.output<typeof profile>;

import { z } from 'zod';
import { instant, recordId, recordName } from '../scalars.js';

export const deployment = z
  .strictObject({
    id: recordId,
    org: recordId,
    name: recordName,
    description: z.string().max(1000),
    /** By name: deleting the template changes nothing here. */
    template: z.string().min(1).max(255),
    /** As JSON. */
    variables: z.string(),
    state: z.enum(['CREATING', 'ACTIVE', 'DELETING', 'ERROR']),
    /** Ids of the machines that it made; some may be gone. */
    machines: z.array(recordId).readonly(),
    createdAt: instant,
  })
  .readonly();
export type Deployment = z.output<typeof deployment>;

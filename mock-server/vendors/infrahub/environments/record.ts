import { z } from 'zod';
import { regionNamed } from '../catalogue.js';
import { instant, recordId, recordName } from '../scalars.js';

export const environment = z
  .strictObject({
    id: recordId,
    org: recordId,
    name: recordName,
    region: z.string().refine(name => regionNamed(name) !== undefined, 'is no region'),
    createdAt: instant,
  })
  .readonly();
export type Environment = z.output<typeof environment>;

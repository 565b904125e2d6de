import { z } from 'zod';
import { permissionOf } from '../permissions/catalogue.js';
import { policyOf } from '../policies/catalogue.js';
import { instant, recordId } from '../scalars.js';

/** What members of an organisation may do, under a name. */
export const role = z
  .strictObject({
    id: recordId,
    org: recordId,
    name: z.string().max(200),
    description: z.string(),
    policies: z.array(recordId.refine(id => policyOf(id) !== undefined, 'is no policy')).readonly(),
    permissions: z.array(recordId.refine(id => permissionOf(id) !== undefined, 'is no permission')).readonly(),
    createdAt: instant,
  })
  .readonly();
export type Role = z.output<typeof role>;

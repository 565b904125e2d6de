import { z } from 'zod';
import { limitedResources } from '../../../../contracts/vendors/infrahub/compliance/refusals.js';
import { recordId } from '../scalars.js';
import { isGpuModel } from './gpu-models.js';

const amount = z.int().min(-1_000_000).max(1_000_000);

/** What an organisation lets machines with GPUs of a model have of one thing. */
export const complianceLimit = z
  .strictObject({
    id: recordId,
    org: recordId,
    model: z.string().refine(isGpuModel, 'is no model of a GPU'),
    resource: z.enum(limitedResources),
    base: amount,
    /** How far it may lie from the base. */
    lowest: amount,
    highest: amount,
    step: amount,
  })
  .refine(({ lowest, highest }) => lowest <= highest, { path: ['highest'], error: 'is below the lowest' })
  .readonly();
export type ComplianceLimit = z.output<typeof complianceLimit>;

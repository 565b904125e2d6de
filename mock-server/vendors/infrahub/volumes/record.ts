import { z } from 'zod';
import { imageOf, volumeTypes } from '../catalogue.js';
import { instant, recordId, recordName } from '../scalars.js';

const attachment = z
  .strictObject({
    id: recordId,
    machine: recordId,
    device: z.string().regex(/^\/dev\/disk\/by-id\/virtio-/),
    state: z.enum(['ATTACHING', 'ATTACHED', 'DETACHING', 'DETACHED']),
    isProtected: z.boolean(),
    createdAt: instant,
  })
  .readonly();
export type Attachment = z.output<typeof attachment>;

export const volume = z
  .strictObject({
    id: recordId,
    org: recordId,
    name: recordName,
    environment: recordId,
    description: z.string(),
    type: z.enum(volumeTypes),
    /** In GB. */
    size: z.int().min(1).max(1_048_576),
    state: z.enum(['creating', 'downloading', 'available', 'in-use', 'deleting', 'error']),
    /** What it boots; null for a volume of data. */
    image: recordId.refine(id => imageOf(id) !== undefined, 'is no image').nullable(),
    callbackUrl: z.string().max(250).nullable(),
    createdAt: instant,
    updatedAt: instant.nullable(),
    /** Past ones stay, as DETACHED. */
    attachments: z.array(attachment).readonly(),
  })
  .readonly();
export type Volume = z.output<typeof volume>;

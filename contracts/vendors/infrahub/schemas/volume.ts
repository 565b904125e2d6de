import { z } from 'zod';
import { naiveDateTime } from '../../../core/wire.js';
import { enveloped, environmentFeatures, filter, listed, listQuery, name } from './common.js';
import { attachmentStatus } from './virtual-machine.js';

/** Lower case here; billing writes the same states in upper case. */
const volumeStatus = z.enum(['creating', 'downloading', 'available', 'in-use', 'deleting', 'error']);

const fields = {
  id: z.int(),
  name: z.string(),
  environment: z.strictObject({
    name: z.string(),
    features: environmentFeatures,
    region: z.string(),
  }),
  description: z.string(),
  volume_type: z.string(),
  /** In GB. */
  size: z.int(),
  status: volumeStatus,
  bootable: z.boolean(),
  image_id: z.int().nullable(),
  callback_url: z.string().nullable(),
  created_at: naiveDateTime,
  updated_at: naiveDateTime.nullable(),
  /** Those that ended stay, as DETACHED. */
  attachments: z.array(
    z.strictObject({
      id: z.int(),
      instance_id: z.int(),
      device: z.string(),
      status: attachmentStatus,
      protected: z.boolean(),
    }),
  ),
};

/** One volume: it alone names the system it boots. */
export const oneVolume = enveloped({
  volume: z.strictObject({ ...fields, os_image: z.string() }),
});
export const volumes = enveloped({
  ...listed,
  volumes: z.array(z.strictObject(fields)),
});
export const volumeTypes = enveloped({ volume_types: z.array(z.string()) });

export const volumesQuery = z.object({
  ...listQuery,
  /** Id or name of an environment. */
  environment: filter(),
});

export const createVolume = z.object({
  name: name(50),
  environment_name: z.string(),
  description: z.string().default(''),
  volume_type: z.string(),
  size: z.int().min(1).max(1_048_576),
  /** Makes it bootable. The vendor's Terraform provider sends 0 for a volume without an image. */
  image_id: z
    .int()
    .transform(id => (id === 0 ? undefined : id))
    .optional(),
  callback_url: z.string().max(250).optional(),
});

const attachment = z.strictObject({
  id: z.int(),
  instance_id: z.int(),
  volume_id: z.int(),
  device: z.string(),
  status: attachmentStatus,
  protected: z.boolean(),
  created_at: naiveDateTime,
});

export const attachments = enveloped({
  volume_attachments: z.array(attachment),
});
/** The client's description says a list here; the documentation's answer has one `attachment`. */
export const oneAttachment = enveloped({ attachment });

export const attachVolumes = z.object({
  volume_ids: z.array(z.int()).min(1),
  protected: z.boolean().default(false),
});
export const detachVolumes = z.object({ volume_ids: z.array(z.int()).min(1) });
export const updateAttachment = z.object({ protected: z.boolean() });

import { z } from 'zod';
import { disputed } from '../../../core/disputed.js';
import { nameSchemas } from '../../../core/document-marks.js';
import { dateTime } from '../common.js';

/** A snapshot as its creation answers. */
export const newSnapshot = z.strictObject({
  id: z.int(),
  name: z.string(),
  description: z.string(),
  vm_id: z.int(),
  region_id: z.int(),
  /** CREATING, then SUCCESS. */
  status: z.string(),
  /** Whether an image was made of it. */
  is_image: z.boolean(),
  /** In GB; 0 while it is taken. */
  size: z.int(),
  has_floating_ip: z.boolean(),
  labels: disputed(z.array(z.string()), z.string(), ['a list', 'a text']),
  created_at: dateTime,
  updated_at: dateTime,
});

nameSchemas({ NewSnapshot: newSnapshot });

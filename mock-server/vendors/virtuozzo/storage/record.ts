import { z } from 'zod';
import { countedId, instant } from '../scalars.js';

/** Most letters of an uploaded file that are kept; of a larger one only its size is. */
export const MOST_KEPT = 262_144;

/** A file that was uploaded; deployments find it by the key in its address. */
export const upload = z
  .strictObject({
    id: countedId,
    owner: countedId,
    key: z.string().min(1),
    name: z.string().min(1).max(255),
    size: z.int().min(0),
    content: z.string().max(MOST_KEPT).nullable(),
  })
  .readonly();
export type Upload = z.output<typeof upload>;

/** An archive that was registered. */
export const archive = z
  .strictObject({
    id: countedId,
    owner: countedId,
    name: z.string().min(1).max(255),
    url: z.string().min(1).max(2048),
    link: z.string().max(2048),
    size: z.int().min(0),
    comment: z.string().max(4096),
    registeredOn: instant,
  })
  .readonly();
export type Archive = z.output<typeof archive>;

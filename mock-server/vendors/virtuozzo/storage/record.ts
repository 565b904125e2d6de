import { z } from 'zod';
import { countedId, instant } from '../scalars.js';
import { MOST_KEPT } from './bounds.js';

/** A file that was uploaded; deployments find it by the key in its address. */
export const upload = z
  .strictObject({
    id: countedId,
    owner: countedId,
    key: z.string().min(1),
    name: z.string().min(1).max(255),
    size: z.int().min(0),
    /** Its text; of bytes that are no UTF-8, a character for each, and `isBinary`. */
    content: z.string().max(MOST_KEPT).nullable(),
    isBinary: z.boolean(),
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

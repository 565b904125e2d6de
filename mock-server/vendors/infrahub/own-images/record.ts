import { z } from 'zod';
import { imageOf, regionNamed } from '../catalogue.js';
import { instant, recordId, recordName } from '../scalars.js';

const imageLabel = z.strictObject({ id: recordId, label: z.string().min(1) }).readonly();

/** An image that an organisation made of a snapshot. It goes with its snapshot. */
export const ownImage = z
  .strictObject({
    id: recordId.refine(id => imageOf(id) === undefined, 'is the id of a public image'),
    org: recordId,
    name: recordName,
    region: z.string().refine(name => regionNamed(name) !== undefined, 'is no region'),
    /** In bytes. */
    size: z.int().min(1).max(1e15),
    snapshot: recordId,
    /** The name of its snapshot. */
    version: recordName,
    /** The system that boots from it. */
    os: z.string(),
    labels: z.array(imageLabel).readonly(),
    createdAt: instant,
  })
  .readonly();
export type OwnImage = z.output<typeof ownImage>;

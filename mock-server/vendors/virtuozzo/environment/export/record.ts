import { z } from 'zod';
import { countedId, instant } from '../../scalars.js';

/** An environment as a manifest, as it was when it was exported. */
export const exportedEnvironment = z
  .strictObject({
    id: countedId,
    appid: z.string().min(1),
    nodeid: z.null(),
    createdOn: instant,
    /** JSON. */
    manifest: z.string().min(1),
  })
  .readonly();
export type ExportedEnvironment = z.output<typeof exportedEnvironment>;

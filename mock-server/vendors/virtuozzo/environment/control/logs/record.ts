import { z } from 'zod';
import { countedId, instant } from '../../../scalars.js';

/** What somebody did to a log file. Its lines follow from the node and the clock and are kept nowhere. */
export const logMark = z
  .strictObject({
    id: countedId,
    appid: z.string().min(1),
    nodeid: countedId,
    path: z.string().min(1),
    /** Lines before are gone. */
    clearedOn: instant,
    /** The file itself went too, and comes back with its next line. */
    isRemoved: z.boolean(),
  })
  .readonly();
export type LogMark = z.output<typeof logMark>;

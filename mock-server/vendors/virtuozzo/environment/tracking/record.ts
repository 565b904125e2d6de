import { z } from 'zod';
import { countedId, instant } from '../../scalars.js';

/** Something that a user did. */
export const action = z
  .strictObject({
    id: countedId,
    uid: countedId,
    /** `environment.control`. */
    service: z.string().min(1),
    /** Name of the method in lower case. */
    method: z.string().min(1),
    /** The environment that it was about; null where it was about none. */
    appid: z.string().nullable(),
    startedOn: instant,
    /** Later than now while it goes on. */
    endsOn: instant,
  })
  .readonly();
export type Action = z.output<typeof action>;

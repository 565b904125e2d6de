import { z } from 'zod';
import { DURATION } from '../core/time.js';

/** How long something takes, as text: `millisecondsOf` reads it. */
export const duration = () =>
  z
    .string()
    .max(500)
    .regex(DURATION, 'is not an ISO 8601 duration such as PT47M or P31D')
    .meta({ examples: ['PT47M', 'P31D'] });

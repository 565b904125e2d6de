import { z } from 'zod';
import { utcTime } from '../core/time.js';
import { read, utcDateTime } from '../core/wire.js';
import { where } from './where.js';

/** Which of the calls that a rule means it takes. */
export const conditions = () => ({
  /** Default: any input. */
  where: where().nullable().default(null),
  /** Calls to let go by first. */
  skip: z.int().min(0).max(1_000_000).optional(),
  /** One call in so many, beginning with the first that is not let go by. */
  every: z.int().min(1).max(1_000_000).optional(),
  /** From an instant of the world's clock to before another. */
  between: z
    .tuple([read.instant(utcTime), read.instant(utcTime)])
    .refine(([from, to]) => from < to, 'the first instant comes before the second')
    .optional(),
});

/** The same as it is told, with what is counted. */
export const toldConditions = () => ({
  where: where().nullable(),
  skip: z.int().optional(),
  every: z.int().optional(),
  between: z.tuple([utcDateTime, utcDateTime]).optional(),
  /** Calls it still takes; null for all, 0 for a rule that is used up. */
  left: z.int().nullable(),
  /** Calls that it meant, also those that it let go by. */
  met: z.int(),
  /** How often it struck. */
  struck: z.int(),
});

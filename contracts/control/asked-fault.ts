import { z } from 'zod';
import { faultKinds } from '../core/failure.js';
import { utcTime } from '../core/time.js';
import { closings, transports } from '../core/transports.js';
import { operationPattern, read } from '../core/wire.js';
import { duration } from './duration.js';
import { where } from './where.js';

/** How the answer of a failure is, beside its vendor's words. */
export const answered = {
  /** Sentence for the answer instead of the vendor's own. */
  text: z.string().max(2000).nullable(),
  /** The vendor's own code: of Virtuozzo the number in `result`, such as 4109. */
  as: z.union([z.int(), z.string().max(100)]).optional(),
  /** Status of HTTP in the place of the vendor's own for this kind. */
  status: z.int().min(400).max(599).optional(),
  /** Whose body it has: the vendor's, or a page of the gateway in front of it. Default: `vendor`; of `doneButFailed` `gateway`. */
  body: z.enum(['vendor', 'gateway']).optional(),
  /**
   * Header `Retry-After`: a number is seconds; a duration is written as the date at which it is over, and an instant as that
   * date, on the clock of the world. With a date the answer's own `Date` is the world's too.
   */
  retryAfter: z.union([z.int().min(0).max(31_536_000), z.string().max(500)]).optional(),
  headers: z
    .record(
      z.string().regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/),
      z
        .string()
        .max(4096)
        .regex(/^[\t\x20-\x7e\xa0-\xff]*$/),
    )
    .optional(),
};

const spread = z.union([
  /** Any length between two, each as likely. */
  z.strictObject({ from: duration(), to: duration() }),
  /** Log-normal, as latencies are: half of them are shorter than the median, and one in twenty is longer than the `p95`. */
  z.strictObject({ median: duration(), p95: duration() }),
]);

export const behaviour = {
  /** How long the answer waits, in real time: always the same, or drawn from the world's seed, the rule and its strokes. */
  delay: z.union([duration(), spread]).optional(),
  /** The delay is of the world's clock: that one moves on by it, and the answer comes at once. */
  virtual: z.boolean().optional(),
  transport: z.enum(transports).optional(),
  /** Of `close`. Default: `beforeHead`. */
  at: z.enum(closings).optional(),
  /** Of `truncate`: the bytes of the body that are sent. Default: half of them. */
  bytes: z
    .int()
    .min(0)
    .max(2 ** 30)
    .optional(),
  /** Of `wrongLength`: by how much the header is wrong. Default: 10, bytes that never come. */
  by: z
    .int()
    .min(-(2 ** 30))
    .max(2 ** 30)
    .optional(),
  /** Of `slow`. Default: 100. */
  bytesPerSecond: z
    .int()
    .min(1)
    .max(2 ** 30)
    .optional(),
  /**
   * Before the handler nothing is done; after it the work is done, and what the client hears of it goes wrong. Default:
   * `before`, but for `doneButFailed` and for transports that need an answer to spoil.
   */
  phase: z.enum(['before', 'after']).optional(),
};

/** Which calls of the operation it strikes. Of `taskFails` these are the calls that begin the task. */
export const conditions = {
  /** It lets so many go by first. */
  skip: z.int().min(0).max(1_000_000).optional(),
  /** It strikes one in so many, beginning with the first that it does not let go by. */
  every: z.int().min(1).max(1_000_000).optional(),
  /** How likely it strikes, drawn from the world's seed, the rule and the number of the call. */
  chance: z.number().gt(0).max(1).optional(),
};

/** When a task fails. Without either it fails at its end. */
export const when = {
  /** So long after it began; a task that ends sooner fails at its end. One that is beyond that point goes on. */
  after: duration().optional(),
  /** When this step of it begins: the vendor's tasks have steps of their own. */
  step: z.string().max(100).optional(),
};

/** What a fault may be asked to be, but for what makes no sense together. */
export const askedFault = z.strictObject({
  /** Operation id, with `*` for any piece, optionally after a vendor: `servers.*`, `infrahub/*`. */
  operation: operationPattern().default('*'),
  failure: z.enum(faultKinds).optional(),
  ...{ ...answered, text: answered.text.default(null) },
  ...behaviour,
  /** Calls, or tasks, to strike; null for all until the faults are cleared. */
  times: z.int().min(1).nullable().default(null),
  ...conditions,
  /** From the one instant of the world's clock to before the other. */
  between: z.tuple([read.instant(utcTime), read.instant(utcTime)]).optional(),
  where: where().nullable().default(null),
  ...when,
});

/** The same as it was read. */
export type AskedFault = z.output<typeof askedFault>;

import type { z } from 'zod';
import { millisecondsOf } from '../core/duration.js';
import { DONE_BUT_FAILED, TASK_FAILS } from '../core/failure.js';
import { utcTime } from '../core/time.js';
import { needsAnswer, type TransportFault } from '../core/transports.js';
import type { AskedFault } from './asked-fault.js';
import { duration } from './duration.js';

/** Longest real delay, and longest of the world's clock, in milliseconds. */
const [LONGEST, LONGEST_VIRTUAL] = [86_400_000, 366 * 86_400_000];

/** Headers that the connection needs as they are. */
const OF_CONNECTION = ['connection', 'content-length', 'keep-alive', 'trailer', 'transfer-encoding', 'upgrade'];

type Key = keyof AskedFault;
type Sense = readonly [at: Key, isSenseless: (wish: AskedFault) => boolean, says: string];

/** What is of one transport only. */
const ofTransport: readonly (readonly [Key, TransportFault])[] = [
  ['at', 'close'],
  ['bytes', 'truncate'],
  ['by', 'wrongLength'],
  ['bytesPerSecond', 'slow'],
];
const ofFailures = ['as', 'status', 'body', 'retryAfter', 'headers'] as const satisfies readonly Key[];
const ofCalls = [
  ...['status', 'body', 'retryAfter', 'headers', 'delay', 'virtual', 'transport', 'phase'],
] as const satisfies readonly Key[];

/** Each combination that cannot be meant, where it stands, and why. */
const senses: readonly Sense[] = [
  [
    'failure',
    ({ failure, delay, transport }) => failure === undefined && delay === undefined && transport === undefined,
    'there must be a failure, a delay or a transport',
  ],
  ...ofFailures.map(
    (key): Sense => [
      key,
      wish => wish[key] !== undefined && wish.failure === undefined,
      `goes with a \`failure\`, such as internal`,
    ],
  ),
  ['text', ({ text, failure }) => text !== null && failure === undefined, 'goes with a `failure`, such as internal'],
  ...ofCalls.map(
    (key): Sense => [
      key,
      wish => wish[key] !== undefined && wish.failure === TASK_FAILS,
      `is of calls: with \`${TASK_FAILS}\` the call is answered well, and what it began fails`,
    ],
  ),
  ...(['after', 'step'] as const).map(
    (key): Sense => [
      key,
      wish => wish[key] !== undefined && wish.failure !== TASK_FAILS,
      `is of \`${TASK_FAILS}\` only: a call fails as a whole`,
    ],
  ),
  ['step', ({ after, step }) => after !== undefined && step !== undefined, 'takes either `after` or `step`'],
  ...ofTransport.map(
    ([key, transport]): Sense => [
      key,
      wish => wish[key] !== undefined && wish.transport !== transport,
      `is of \`"transport": "${transport}"\` only`,
    ],
  ),
  ['by', ({ by }) => by === 0, 'must be other than 0: the length would be right'],
  [
    'transport',
    wish => wish.failure !== undefined && wish.transport !== undefined && !needsAnswer(wish),
    'sends no answer in which the failure could be told; for a call whose work is done say `"phase": "after"` without a `failure`',
  ],
  ['delay', ({ transport, delay }) => transport === 'hang' && delay !== undefined, 'ends, and `hang` never does'],
  ['virtual', ({ virtual, delay }) => virtual !== undefined && delay === undefined, 'is of a `delay`'],
  [
    'phase',
    wish => wish.phase === 'before' && needsAnswer(wish) && wish.failure === undefined,
    'is after the handler here: before it there is no answer to spoil; name a `failure` to spoil that',
  ],
  [
    'phase',
    ({ phase, failure }) => phase === 'before' && failure === DONE_BUT_FAILED,
    `is after the handler with \`${DONE_BUT_FAILED}\`: the work is done`,
  ],
  [
    'body',
    ({ body, status, failure }) => body === 'gateway' && status === undefined && failure !== DONE_BUT_FAILED,
    "a gateway's page needs a `status`, such as 502",
  ],
  [
    'body',
    ({ body, text, as }) => body === 'gateway' && (text !== null || as !== undefined),
    "a gateway's page has its own words: `text` and `as` are of the vendor's body",
  ],
  ['headers', ({ headers = {} }) => Object.keys(headers).length > 50, 'at most 50 headers'],
  [
    'headers',
    ({ headers = {} }) => Object.keys(headers).some(name => OF_CONNECTION.includes(name.toLowerCase())),
    `the connection needs ${OF_CONNECTION.join(', ')} as they are; a \`transport\` spoils them`,
  ],
  [
    'retryAfter',
    ({ retryAfter }) =>
      typeof retryAfter === 'string' &&
      utcTime.parse(retryAfter) === undefined &&
      !duration().safeParse(retryAfter).success,
    'must be seconds, a duration such as PT7S, or an instant such as 2026-06-15T09:31:00Z',
  ],
  ['between', ({ between }) => between !== undefined && between[0] >= between[1], 'the first instant comes first'],
  [
    'delay',
    ({ delay }) => delay !== undefined && !isSpread(delay),
    'the shorter length comes first, and is more than 0',
  ],
  [
    'delay',
    ({ delay, virtual }) => delay !== undefined && longest(delay) > (virtual ? LONGEST_VIRTUAL : LONGEST),
    'a delay is at most a day; one that is `virtual`, a year',
  ],
];

type Delay = NonNullable<AskedFault['delay']>;

const ends = (delay: Exclude<Delay, string>): [low: number, high: number] =>
  'from' in delay
    ? [millisecondsOf(delay.from), millisecondsOf(delay.to)]
    : [millisecondsOf(delay.median), millisecondsOf(delay.p95)];

function isSpread(delay: Delay): boolean {
  if (typeof delay === 'string') return true;
  const [low, high] = ends(delay);
  return low <= high && ('from' in delay || low > 0);
}

const longest = (delay: Delay): number => (typeof delay === 'string' ? millisecondsOf(delay) : ends(delay)[1]);

/** Refuses what cannot be meant, each where it stands. */
export function needSense(wish: AskedFault, context: z.RefinementCtx): void {
  for (const [at, isSenseless, says] of senses)
    if (isSenseless(wish)) context.addIssue({ code: 'custom', path: [at], message: says });
}

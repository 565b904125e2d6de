import type { ControlOperations } from '../../../contracts/control/index.js';
import { DONE_BUT_FAILED, TASK_FAILS } from '../../../contracts/core/failure.js';
import type { TransportFault } from '../../../contracts/core/transports.js';
import { jsonText } from '../parts/json-text.js';

export type ListedFault = ControlOperations['faults.list']['reply']['faults'][number];
export type ListedOverride = ControlOperations['overrides.list']['reply']['overrides'][number];

/** A rule as a sentence: what stands before its operation, and what stands after it. */
export interface RuleSentence {
  readonly before: string;
  readonly operation: string;
  readonly after: string;
  /** What else is to be known of it, each in a few words. */
  readonly more: readonly string[];
}

/** The verbs of the sentences, of one call and of several. */
const several = { is: 'are', has: 'have', gets: 'get', waits: 'wait', succeeds: 'succeed' } as const;
type Predicate = readonly [verb: keyof typeof several, rest: string];

const broken: Readonly<Record<TransportFault, Predicate>> = {
  hang: ['is', 'never answered'],
  reset: ['has', 'its connection reset'],
  close: ['has', 'its connection closed'],
  truncate: ['gets', 'an answer that breaks off'],
  slow: ['gets', 'its answer slowly'],
  garbage: ['is', 'answered with bytes that are no HTTP'],
  wrongLength: ['gets', 'an answer of a wrong length'],
  wrongMediaType: ['gets', 'an answer that says it is a page'],
  invalidJson: ['gets', 'an answer of broken JSON'],
};

/** A fault as a person says it: `The next 3 calls of acme/lamps.create are refused: notFound`. */
export function faultSentence(fault: ListedFault): RuleSentence {
  return sentence(fault, whatFails(fault), [
    ...list(fault.transport && fault.failure && `spoiled on the connection: ${fault.transport}`),
    ...list(fault.text && `in the words “${fault.text}”`),
    ...list(fault.as !== undefined && `code ${fault.as}`),
    ...list(fault.status && `status ${fault.status}`),
    ...list(fault.body === 'gateway' && 'a page of the gateway in front of it'),
    ...list(fault.retryAfter !== undefined && `Retry-After ${fault.retryAfter}`),
    ...list(fault.headers && `headers ${Object.keys(fault.headers).join(', ')}`),
    ...list(fault.delay && isLate(fault) && `after ${lengthOf(fault.delay)}`),
    ...list(fault.virtual && 'on the clock of the world'),
    ...list(fault.at === 'afterHead' && 'after the head of the answer'),
    ...list(fault.bytes !== undefined && `after ${fault.bytes} bytes`),
    ...list(fault.by !== undefined && `by ${fault.by} bytes`),
    ...list(fault.bytesPerSecond && `${fault.bytesPerSecond} bytes a second`),
    ...list(fault.phase === 'after' && fault.failure !== DONE_BUT_FAILED && 'once the work is done'),
    ...list(fault.after && `${fault.after} after it began`),
    ...list(fault.step && `at its step ${fault.step}`),
    ...list(fault.chance !== undefined && `with a chance of ${+(fault.chance * 100).toFixed(2)} %`),
  ]);
}

const isLate = ({ failure, transport }: ListedFault): boolean => failure !== undefined || transport !== undefined;

function whatFails({ failure, transport, delay }: ListedFault): Predicate {
  if (failure === TASK_FAILS) return ['succeeds', ', and what is begun fails'];
  if (failure === DONE_BUT_FAILED) return ['is', 'carried out, and the answer is lost'];
  if (failure !== undefined) return ['is', `refused: ${failure}`];
  if (transport !== undefined) return broken[transport];
  return ['waits', delay === undefined ? '' : lengthOf(delay)];
}

/** How long: `PT2S`, `PT1S to PT5S`. */
function lengthOf(delay: NonNullable<ListedFault['delay']>): string {
  if (typeof delay === 'string') return delay;
  return 'from' in delay ? `${delay.from} to ${delay.to}` : `${delay.median} (median), ${delay.p95} (p95)`;
}

/** An override as a person says it: `Each call of acme/lamps.show is answered 418 in place of its own answer`. */
export function overrideSentence(override: ListedOverride): RuleSentence {
  return sentence(override, whatIsAnswered(override), [
    ...list(override.name && `named ${override.name}`),
    ...list(override.drift && 'may depart from the contract'),
    ...list(override.standing && 'of the seed or the server’s file, also after a reset'),
  ]);
}

function whatIsAnswered({ reply, patch, operations, forward }: ListedOverride): Predicate {
  if (forward !== undefined) return ['is', `answered by ${forward}`];
  if (reply !== null) return ['is', `answered ${reply.status} in place of the real answer`];
  if (operations !== undefined) return ['gets', `the real answer with ${operations.length} changes`];
  const members = Object.keys(Object(patch));
  return ['gets', `the real answer with other ${members.slice(0, 4).join(', ')}${members.length > 4 ? ', …' : ''}`];
}

type Counted = Pick<ListedFault, 'operation' | 'left' | 'where' | 'skip' | 'every' | 'between'>;

function sentence(rule: Counted, [verb, rest]: Predicate, more: readonly string[]): RuleSentence {
  const { left, skip, every, between, where } = rule;
  const isOne = left === null || left === 1;
  const before =
    left === null
      ? 'Each call of'
      : left === 1
        ? 'The next call of'
        : left === 0
          ? 'Used up: calls of'
          : `The next ${left.toLocaleString('en')} calls of`;
  return {
    before,
    operation: rule.operation,
    after: `${isOne ? verb : several[verb]} ${isOne ? rest : rest.replace('its ', 'their ')}`.replace(' ,', ','),
    more: [
      ...more,
      ...list(skip && `after ${skip} that go by`),
      ...list(every !== undefined && every > 1 && `one call in ${every}`),
      ...list(between && `from ${between[0]} to before ${between[1]}`),
      ...(where === null ? [] : askedOf(where)),
    ],
  };
}

/** Most conditions of the input that are told one by one. */
const MOST = 6;

/** What is asked of the input, place by place: `body.name is "web"`. */
function askedOf(where: unknown): string[] {
  const found: string[] = [];
  const open: (readonly [at: string, value: unknown])[] = Object.entries(Object(where));
  for (let one = open.shift(); one !== undefined; one = open.shift()) {
    const [at, value] = one;
    const isHolder = value !== null && typeof value === 'object' && !Array.isArray(value);
    if (isHolder) open.push(...Object.entries(value).map(([name, inner]) => [`${at}.${name}`, inner] as const));
    else found.push(`where ${at} is ${jsonText(value)}`);
  }
  return found.length > MOST ? [...found.slice(0, MOST), `and ${found.length - MOST} conditions more`] : found;
}

const list = (words: string | false | undefined | null | 0): readonly string[] => (words ? [words] : []);

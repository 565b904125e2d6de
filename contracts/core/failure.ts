import type { Evidence } from './evidence.js';

/**
 * Every way a call can be refused or fail, in our words. A dialect words each kind on the wire and recognises it there.
 * The list is closed: a vendor that seems to need another kind needs another text or code for one of these.
 */
export const failureKinds = [
  'unauthenticated', // no credential, or one that is malformed, unknown, expired or revoked
  'forbidden', // a good credential that lacks the right
  'noRoute', // a path of no operation
  'methodNotAllowed', // a path of some operation, with another verb
  'malformed', // the bytes could not be read: broken JSON, broken encoding
  'tooLarge', // more bytes than allowed
  'timeout', // the client sent too slowly
  'invalid', // readable, but not what the operation takes
  'notFound', // the thing named is not there, or not the caller's
  'exists', // a name or key that is taken
  'conflict', // the current state refuses this call
  'locked', // busy with another task; the same call may succeed later
  'notEmpty', // it still holds other things
  'funds', // not enough money
  'stock', // no capacity for it
  'quota', // a limit of the account
  'rateLimited', // too many calls
  'internal', // our fault, or an injected one
] as const;
export type FailureKind = (typeof failureKinds)[number];

/** Of a fault that makes a task fail where the others make a call fail: the call succeeds, and what it began goes wrong. */
export const TASK_FAILS = 'taskFails';
/** Of a fault that loses the answer: the work is done, and a gateway says that it took too long. */
export const DONE_BUT_FAILED = 'doneButFailed';
/** What an operator may have go wrong. */
export const faultKinds = [...failureKinds, TASK_FAILS, DONE_BUT_FAILED] as const;
export type FaultKind = (typeof faultKinds)[number];

export type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';

/** A bound of a range: a number, or the digits of one that no number can hold. */
export type Limit = number | `${bigint}`;

/** What is wanted of a value, as far as the sentence of a validator says it. */
export interface IssueWants {
  /** Types that it may have. */
  readonly types?: readonly JsonType[];
  /** Types that an item may have, where one may stand in the place of a list. */
  readonly items?: readonly JsonType[];
  /** It may be left out. */
  readonly isOptional?: boolean;
  /** The most or the least, or what it must be a multiple of. */
  readonly limit?: Limit;
  /** Whether the limit itself is let in. */
  readonly inclusive?: boolean;
  /** Both ends, where there are two and both are let in; the limit is one of them. */
  readonly between?: readonly [least: Limit, most: Limit];
  /** What the limit is about: a number itself, or the length of the others. */
  readonly of?: 'text' | 'list' | 'number';
  /** Name of a form of text (`email`, `regex`), or the `rule` that a check of the contract names in its `params`. */
  readonly format?: string;
  /** The forms of which it may have any, where there are several. */
  readonly formats?: readonly string[];
  readonly pattern?: string;
  readonly options?: readonly unknown[];
  /** Members that there are not. */
  readonly keys?: readonly string[];
  /** What the contract says itself of a check of its own: for those whose words are ours. */
  readonly says?: string;
}

/**
 * What is wrong with one piece of the input, as facts. What zod says of it is left behind: a sentence of zod's in an answer
 * would be no vendor's, and another one with each version.
 */
export interface InputIssue {
  readonly in: 'params' | 'query' | 'body';
  /** Keys and indexes from the part's root to the value. */
  readonly path: readonly (string | number)[];
  /** zod's issue code, or `required` for a missing value. */
  readonly code: string;
  /**
   * The value that was sent, of a missing member the object without it: a bounded copy, without secrets. Undefined where
   * nothing was sent.
   */
  readonly sent?: unknown;
  readonly wants?: IssueWants;
}

export interface FailureDetail {
  /** The vendor's own sentence, where one is known; without it the dialect words the kind. */
  readonly text?: string;
  /** The vendor's own code or form of body (a `result` number, `msg` against `errors`), as its dialect reads it. */
  readonly as?: string | number;
  readonly resource?: string;
  readonly id?: string | number;
  readonly issues?: readonly InputIssue[];
  /**
   * Why a credential was refused, or that the body could not be read and counts for nothing; for the journal, and for dialects
   * that tell these apart.
   */
  readonly why?: 'missing' | 'malformed' | 'unknown' | 'expired' | 'revoked';
  /** The operator asked for it, so it may be a kind that the contract does not list for the operation. */
  readonly injected?: boolean;
  /** Verbs that the path does answer. */
  readonly allowed?: readonly string[];
}

const FAILURE = Symbol.for('hostdouble.Failure');

/**
 * Throw this behind the wire to refuse a call; it names no status code. Refusals are common, so it takes no stack trace,
 * which would cost more than the rest of the call. One that another copy of this class made
 * is one too: a vendor of the user's own is built against the library, and the command has a copy of its own.
 */
export class Failure extends Error {
  static {
    Object.defineProperty(Failure.prototype, FAILURE, { value: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && FAILURE in value;
  }

  readonly kind: FailureKind;
  readonly detail: FailureDetail;

  constructor(kind: FailureKind, detail: FailureDetail = {}) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(detail.text ?? kind);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'Failure';
    this.kind = kind;
    this.detail = detail;
  }
}

/** A refusal in a vendor's own words, and the page they are from. */
export interface Refusal<Facts = void> {
  readonly kind: FailureKind;
  readonly text: string | ((facts: Facts) => string);
  readonly as?: string | number;
  readonly evidence: Evidence;
  readonly docs: `https://${string}`;
}

/** A refusal that is the same whatever it is about: its type asks for no facts. */
export const always = (refusal: Refusal): Refusal => refusal;

/** Makes the failure of a refusal; `facts` fill the gaps in its sentence. */
export function refuse<Facts>(refusal: Refusal<Facts>, ...[facts]: Facts extends void ? [] : [facts: Facts]): Failure {
  const text = typeof refusal.text === 'string' ? refusal.text : refusal.text(facts as Facts);
  return new Failure(refusal.kind, refusal.as === undefined ? { text } : { text, as: refusal.as });
}

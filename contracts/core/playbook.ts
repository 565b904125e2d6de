import type { FailureKind } from './failure.js';
import type { OperationId, Routes } from './route.js';
import type { TimeForm } from './time.js';

/** A place in an answer: `$.data[*].id`, where `[*]` is each item of a list. */
export type JsonPath = '$' | `$.${string}` | `$[${string}`;

/** Where a value comes from: a place in the answer of an operation. */
export interface Source<Id extends string = OperationId> {
  readonly read: Id;
  readonly at: JsonPath;
  /** If an address stands there, take the value of this parameter of its query; of a mere path, what stands after this word. */
  readonly parameter?: string;
}

/** An instant relative to the run: so many days before it (after it, if negative), written in this form. */
export interface RelativeTime {
  readonly form: TimeForm;
  readonly ago: number;
}

/** How to get a session for a login and a password, from vendors that need one. */
export interface SignIn<Id extends string = OperationId> {
  readonly operation: Id;
  /** For each member of the query or body, the name of the credential to send there. */
  readonly sends: Readonly<Record<string, string>>;
  /** Where the answer has the session, and the scheme that carries it from then on. */
  readonly session: JsonPath;
  readonly scheme: string;
  readonly signOut?: Id;
}

/** What a check must know of a vendor beside its operations. */
export interface Playbook<Id extends string = OperationId> {
  /** Where the values of a param or of a member of the query come from, when its name does not tell. */
  readonly sources?: Readonly<Record<string, Source<Id>>>;
  /** Members of a query that are instants. A check sends these in place of the examples', which lie before most accounts. */
  readonly times?: Readonly<Record<string, RelativeTime>>;
  readonly signIn?: SignIn<Id>;
  /**
   * Operations that end the session that they are called with, beside those marked so. They are called last, only on a
   * disposable endpoint, and only with a session that the run opened itself.
   */
  readonly last?: readonly Id[];
  /** Kinds of failure that only one of the vendor's own sources lists for an operation. Each passes, with a notice. */
  readonly disputedFailures?: Readonly<Partial<Record<Id, readonly FailureKind[]>>>;
}

/** Defines a playbook; the compiler checks its operation ids against the routes. */
export const definePlaybook = <const R extends Routes>(_routes: R, playbook: Playbook<OperationId<R>>): Playbook =>
  playbook;

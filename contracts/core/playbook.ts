import type { OperationId, Routes } from './route.js';
import type { TimeForm } from './time.js';

/** A place in an answer: `$.data[*].id`, where `[*]` is each item of a list. */
export type JsonPath = '$' | `$.${string}` | `$[${string}`;

/** Where a value is found: in the answer of a read, at a place. */
export interface Source<Id extends string = OperationId> {
  readonly read: Id;
  readonly at: JsonPath;
  /** Takes this parameter of the address that stands there. */
  readonly parameter?: string;
}

/** Instants of a query, told by how many days before (or, below 0, after) the run they lie, and how they are written. */
export interface RelativeTime {
  readonly form: TimeForm;
  readonly ago: number;
}

/** How a session is had for a login and a password, for vendors that sign in. */
export interface SignIn<Id extends string = OperationId> {
  readonly operation: Id;
  /** Names of the query or body, with the name of the credential that is sent there. */
  readonly sends: Readonly<Record<string, string>>;
  /** Where in the answer the session is, and the scheme it is used in. */
  readonly session: JsonPath;
  readonly scheme: string;
  readonly signOut?: Id;
}

/** What a check must know of a vendor beside its operations. */
export interface Playbook<Id extends string = OperationId> {
  /** Where the values of a param or of a member of the query come from, when its name does not tell. */
  readonly sources?: Readonly<Record<string, Source<Id>>>;
  /** Members of a query that are instants: they take the place of the examples', which are of a past that a real account may not have. */
  readonly times?: Readonly<Record<string, RelativeTime>>;
  readonly signIn?: SignIn<Id>;
  /** Operations that end what a run itself lives on: called after all others, and only where nothing matters. */
  readonly last?: readonly Id[];
}

/** A playbook whose operation ids the compiler holds to these routes. */
export const definePlaybook = <const R extends Routes>(_routes: R, playbook: Playbook<OperationId<R>>): Playbook =>
  playbook;

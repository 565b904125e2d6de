import type { TimeForm } from './time.js';

/** A valid input of an operation, as it is sent: params and query as text. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
}

/** A valid input for each operation that takes any, by operation id. */
export type Examples = Readonly<Record<string, Example>>;

/**
 * What is sent in place of an example's values, by place: `{ 'body.name': 'hostdouble-{tag}' }`. In braces: `{tag}` (a
 * word that no other call sends), `{number}` (likewise a number), a credential, or anything found or made before.
 */
export type Sets = Readonly<Record<string, string>>;

/** Instants of a query, told by how many days before (or, below 0, after) the run they lie, and how they are written. */
export interface Days {
  readonly form: TimeForm;
  readonly ago: number;
}

/** One kind of thing that a check may make at an endpoint, and how it is taken away again. */
export interface Life {
  /** Operation that makes it. The guide sets its name, which begins with `hostdouble-`. */
  readonly create: string;
  /** Names by which it is meant from then on, with their place in the answer (`$.data.id`) or in what was sent (`body.id`). */
  readonly gives: Readonly<Record<string, string>>;
  /** Operations that it needs before it is of use, such as an installation. */
  readonly after?: readonly string[];
  /** Read that shows when it may be worked with: `virtualMachines.show $.instance.status ACTIVE|SHUTOFF`. */
  readonly ready?: string;
  /** Operation that takes it away, and what is sent with it. */
  readonly destroy: string;
  readonly destroySets?: Sets;
  /**
   * Read that shows it is gone: an operation that then answers `notFound`, or an operation and a path of its answer
   * (`keypairs.list $.keypairs[*].id`) where its first name is no longer.
   */
  readonly gone: string;
}

/** How a session is had for a login and a password, for vendors that sign in. */
export interface SignIn {
  readonly operation: string;
  /** Names of the query or body, with the name of the credential that is sent there. */
  readonly sends: Readonly<Record<string, string>>;
  /** Where in the answer the session is, and the scheme it is used in. */
  readonly gives: string;
  readonly scheme: string;
  readonly signOut?: string;
}

/** What one must know of a vendor, beside its contract, to call its operations with sense. */
export interface Guide {
  readonly examples: Examples;
  /**
   * Where the values of a param or of a member of the query come from, when its name does not tell:
   * `{ vm_id: 'virtualMachines.list $.instances[*].id' }`, or for one operation `{ 'pricebook.calculate:id': … }`. A
   * `?key` at the end takes that part of an address: `exports.create $.link?key`.
   */
  readonly sources?: Readonly<Record<string, string>>;
  /** What is sent in place of an example's values, by operation id. */
  readonly sets?: Readonly<Record<string, Sets>>;
  /** Members of a query that are instants: they take the place of the examples', which are of a past that a real account may not have. */
  readonly times?: Readonly<Record<string, Days>>;
  readonly lives?: readonly Life[];
  readonly signIn?: SignIn;
  /** Operations that end what a run itself lives on: called after all others, and only where nothing matters. */
  readonly last?: readonly string[];
}

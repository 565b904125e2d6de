import type { Evidence } from './evidence.js';
import { type Failure, type FailureKind, failureKinds } from './failure.js';
import type { Description, Schema } from './operation.js';
import type { Method } from './route.js';

/** Where one kind of credential travels. */
export interface Scheme {
  readonly in: 'header' | 'query';
  /** Header names in lower case; parameter names as the dialect decodes them. */
  readonly name: string;
  /** Other names of a parameter under which it is taken too. */
  readonly aliases?: readonly string[];
  /** Text before the credential, such as `Bearer `; compared without regard to case. */
  readonly prefix?: string;
  /** A value that does not match is malformed. */
  readonly pattern?: RegExp;
  readonly description: string;
}

/** An answer on the wire: read from bytes, or about to be written. */
export interface WireReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Parsed JSON, or text when the media type is not JSON; undefined for an empty body. */
  readonly body?: unknown;
  /** The body as it was written, where it is at hand: only there `47` and `47.0` differ. */
  readonly text?: string;
}

/** How a vendor words one kind of failure. */
export interface FailureForm {
  readonly status: number;
  /** Further statuses with which some operations answer it. */
  readonly others?: readonly number[];
  readonly schema: Schema;
  readonly evidence: Evidence;
  /** On the wire this kind looks like the one named here, and `failureOf` answers that one. */
  readonly like?: FailureKind;
}

/** How often a client may call, where a world has that switched on. */
export interface RateLimit {
  readonly calls: number;
  /** In so many milliseconds. */
  readonly window: number;
  /** Whether windows are those of the clock, such as its minutes, or begin with the first call of each. */
  readonly begins: 'onTheClock' | 'withTheFirstCall';
  /** Whose calls are counted together. */
  readonly per: 'address' | 'credential';
  /** Names of the headers that tell of it, in lower case; what has no name is not told. */
  readonly headers?: { readonly limit?: string; readonly remaining?: string; readonly retryAfter?: string };
  readonly evidence: Evidence;
}

/** How failures are written. */
export interface Wording {
  readonly failures: Readonly<Record<FailureKind, FailureForm>>;
  /** The failure in this vendor's words. */
  encode(failure: Failure): WireReply;
}

/** How a vendor writes credentials, input and failures. Data first: no code elsewhere asks which vendor it is. */
export interface Dialect extends Wording {
  /** Real path of the API, so that a client needs only its host changed. */
  readonly basePath: `/${string}`;
  /** Paths at which the same API answers too. */
  readonly aliases?: readonly `/${string}`[];
  readonly schemes: Readonly<Record<string, Scheme>>;
  /** Ways to authenticate, each the names of schemes tried in order. `default` serves operations that name none. */
  readonly auth: Readonly<Record<string, readonly string[]>>;
  /**
   * `json`: a JSON body beside a query. `form`: query and form body are one input, read into `query`; names are matched
   * without regard to case and unknown ones are ignored.
   */
  readonly input: 'json' | 'form';
  /**
   * How a body beside a query is read: without a word here as JSON, and one that is none is refused. `byType`: as its media
   * type says, a form with names in PHP's way or JSON, which need not say that it is; what cannot be read is nothing.
   */
  readonly bodies?: 'byType';
  /** Path names are matched without regard to case. */
  readonly caseBlindPaths: boolean;
  /** Verbs at which an operation declared with the key also answers. */
  readonly verbs?: Partial<Readonly<Record<Method, readonly Method[]>>>;
  /** Undefined for a vendor of whom no limit is known. */
  readonly rateLimit?: RateLimit;
  /** Failures any operation may answer with. */
  readonly common: readonly FailureKind[];
  /** Services of the vendor that word failures in their own way, by how their paths begin. */
  readonly services?: Readonly<Record<`/${string}`, Wording>>;
  /** The kind of failure an answer is, of any service, or undefined for a success. Inverse of `encode`, up to `like`. */
  failureOf(reply: WireReply): FailureKind | undefined;
}

/** How failures are worded on a path. */
export function wordingAt(dialect: Dialect, path: string): Wording {
  for (const [start, wording] of Object.entries(dialect.services ?? {}))
    if (path === start || path.startsWith(`${start}/`)) return wording;
  return dialect;
}

/** The verbs at which an operation answers whose route has this verb. */
export const verbsOf = ({ verbs }: Dialect, method: Method): readonly Method[] => verbs?.[method] ?? [method];

/** The names under which the credential of a scheme may travel. */
export const carrierNames = ({ name, aliases = [] }: Scheme): readonly string[] => [name, ...aliases];

/** Names of the schemes by which an operation may be called, in the order they are tried; none if it needs no credential. */
export const schemesOf = (
  { auth }: Dialect,
  { auth: way = 'default' }: Pick<Description, 'auth'>,
): readonly string[] => (way === 'none' ? [] : (auth[way] ?? []));

/** A record with an entry for every kind of failure. */
export const eachKind = <T>(of: (kind: FailureKind) => T): Readonly<Record<FailureKind, T>> =>
  Object.fromEntries(failureKinds.map(kind => [kind, of(kind)])) as Record<FailureKind, T>;

import type { z } from 'zod';
import type { Evidence } from './evidence.js';
import type { FailureKind } from './failure.js';

/** Zod's shallow schema type: it costs the compiler little. */
export type Schema = z.core.$ZodType;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a call does to the account. `spend` creates what costs money. It does not follow from the HTTP method. */
export const effects = ['read', 'write', 'spend', 'destroy'] as const;
export type Effect = (typeof effects)[number];

/** What is true on the wire of one call. Router, validation, OpenAPI, client and suites derive from it. */
export interface Operation {
  readonly method: Method;
  /** Path below the dialect's base path, with `{name}` for each parameter. */
  readonly path: `/${string}`;
  readonly summary: string;
  /** The public page that documents the call. */
  readonly docs: `https://${string}`;
  /** Default `documented`. Single fields and failures may carry their own mark. */
  readonly evidence?: Evidence;
  readonly effect: Effect;
  /** Which of the dialect's ways to authenticate; default `default`, and `none` for a call that needs no credential. */
  readonly auth?: string;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  /** Body of each success, by HTTP status. */
  readonly responses: Readonly<Record<number, Schema>>;
  /** Failures of this call beyond those the dialect allows every call. */
  readonly failures?: readonly FailureKind[];
}

export type Operations = Readonly<Record<string, Operation>>;
/** Operations of a contract, grouped by resource. The key path `servers.show` is the operation id everywhere. */
export type OperationGroups = Readonly<Record<string, Operations>>;

/** Keeps each operation's exact type, so that handlers and clients are typed by it. */
export const defineOperations = <const T extends Operations>(operations: T): T => operations;

/** What a handler receives for one part of the input: the schema's output, or undefined when there is none. */
export type Part<Op, Key extends 'params' | 'query' | 'body'> =
  Op extends Readonly<Record<Key, infer S extends Schema>> ? z.output<S> : undefined;

/** What a client may send for one part of the input. */
export type PartInput<Op, Key extends 'params' | 'query' | 'body'> =
  Op extends Readonly<Record<Key, infer S extends Schema>> ? z.input<S> : undefined;

type WithBody<Body> = [Body] extends [undefined] ? { readonly body?: undefined } : { readonly body: Body };

/** A success of the operation: one of its statuses with the body that belongs to it. */
export type Reply<Op extends Operation> = {
  [Status in keyof Op['responses'] & number]: { readonly status: Status } & WithBody<z.output<Op['responses'][Status]>>;
}[keyof Op['responses'] & number];

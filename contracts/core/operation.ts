import type { z } from 'zod';
import type { Evidence } from './evidence.js';
import type { FailureKind, Refusal } from './failure.js';
import type { JsonPath, Source } from './playbook.js';
import {
  type Method,
  type OperationId,
  type ParamNames,
  placeOfRoute,
  type RouteGroup,
  type RouteText,
} from './route.js';

/** Zod's shallow schema type: it costs the compiler little. */
export type Schema<Out = unknown> = z.core.$ZodType<Out>;

/** What a call does to the account. `spend` creates what costs money. It does not follow from the HTTP method. */
export const effects = ['read', 'write', 'spend', 'destroy'] as const;
export type Effect = (typeof effects)[number];

/** A valid input of an operation, as it is sent: params and query as text. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
}

/** A value to send in place of the example's, or members of it; null leaves the example's value out. */
export type Overlay = string | boolean | null | { readonly [name: string]: Overlay };

/** What to send in place of an example's values, by part of the input. It also changes members of JSON inside a text. */
export interface Overlays {
  readonly params?: { readonly [name: string]: Overlay };
  readonly query?: { readonly [name: string]: Overlay };
  readonly body?: { readonly [name: string]: Overlay };
}

/** What an answer shows from then on of what a call sent, or of what its own answer said. */
export interface Kept {
  /** The read, or the call itself, if its own answer shows it. */
  readonly read: OperationId;
  /** Where it stands there; with `[*]`, in any item. */
  readonly at: JsonPath;
  /** The member of the query or the body that was sent; or the place in the answer of the call. */
  readonly of: string;
  /** If this is a guess, a check tells a value that is not shown as a notice. */
  readonly evidence?: Evidence;
}

/** What is true of one call, beside its route. */
export interface Description {
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
  /** The bodies of its answers say all: whoever calls by a client is told the body alone, and not the status. */
  readonly sameBody?: true;
  /** Failures of this call beyond those the dialect allows every call. */
  readonly failures?: readonly FailureKind[];
  /** Failures that an operator injects are said in these words here, if the dialect's own are of something else. */
  readonly saidAs?: Readonly<Partial<Record<FailureKind, Refusal>>>;
  /** What its input is held to beside its schemas, each as a sentence: documents tell it, for no JSON Schema can. */
  readonly rules?: readonly string[];
  /** A valid input. An operation that needs input must have one. */
  readonly example?: Example;
  /**
   * What a check sends in place of the example's values. Words in braces are filled in: `{tag}` with a word and `{number}`
   * with a number that no other call sends, others with a credential or with the id of a thing that was found or made. If
   * nothing gives a word, the operation is not called, and the report says so.
   */
  readonly checkedWith?: Overlays;
  /**
   * Further good inputs of a read, laid over the first: a check tries each on a thing that it made. Words in braces are
   * those of that thing.
   */
  readonly alsoCalledWith?: readonly Overlays[];
  /** What a read shows once the call succeeded. A check that made the thing looks there. */
  readonly keeps?: readonly Kept[];
  /**
   * The call ends a credential, or makes it good for less: `own`, the one that it is made with; `named`, those that its
   * input names. A check makes it only with a credential of its own making.
   */
  readonly endsCredential?: 'own' | 'named';
  /** Where the values of a param or of a member of the query come from, when neither its name nor the playbook tells. */
  readonly sources?: Readonly<Record<string, Source>>;
  /** Why an account may lack the operation, as a sentence without its full stop. A check that does not find it tells so, and does not fail. */
  readonly mayBeAbsent?: string;
}

/** What is true on the wire of one call. Router, validation, OpenAPI, client and suites derive from it. */
export interface Operation extends Description {
  readonly method: Method;
  /** Path below the dialect's base path, with `{name}` for each parameter. */
  readonly path: `/${string}`;
}

export type Operations = Readonly<Record<string, Operation>>;
/** Operations of a contract, grouped by resource. The key path `servers.show` is the operation id everywhere. */
export type OperationGroups = Readonly<Record<string, Operations>>;

/** A description has a param for each name in the path of its route, and no params if the path has no names. */
type Descriptions<R extends RouteGroup> = { readonly [Name in keyof R]?: Description & Named<R[Name]> };
type Named<Text extends RouteText> = [ParamNames<Text>] extends [never]
  ? { readonly params?: never }
  : { readonly params: Schema<{ readonly [Name in ParamNames<Text>]: unknown }> };

/** Keeps the exact types of the descriptions, from which the types of handlers and clients derive. */
export type Described<Ds> = { readonly [Name in keyof Ds]: Ds[Name] & Pick<Operation, 'method' | 'path'> };

/**
 * Describes the operations of one resource: `defineOperations(routes.servers, { show: { … } })`. A route without a
 * description is answered as known but not served. A description without a route does not compile, and throws.
 */
export function defineOperations<
  const R extends RouteGroup,
  const Ds extends Descriptions<R> & { readonly [Name in Exclude<keyof Ds, keyof R>]: never },
>(routes: R, descriptions: Ds): Described<Ds> {
  const operations = Object.entries<Description>(descriptions as Readonly<Record<string, Description>>).map(
    ([name, description]) => {
      const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
      if (route === undefined)
        throw new Error(`"${name}" describes no route; there are ${Object.keys(routes).join(', ')}`);
      return [name, { ...placeOfRoute(route), ...description }] as const;
    },
  );
  return Object.fromEntries(operations) as unknown as Described<Ds>;
}

/** What a handler receives for one part of the input: the schema's output, or undefined when there is none. */
export type PartOutput<Op, Key extends 'params' | 'query' | 'body'> =
  Op extends Readonly<Record<Key, infer S extends Schema>> ? z.output<S> : undefined;

/** What a client may send for one part of the input. */
export type PartInput<Op, Key extends 'params' | 'query' | 'body'> =
  Op extends Readonly<Record<Key, infer S extends Schema>> ? SentTo<S> : undefined;

/**
 * What to send to a schema. By its type a `z.preprocess` takes anything: send it what the schema inside takes, or nothing
 * where that needs no member.
 */
type SentTo<S extends Schema> =
  unknown extends z.input<S>
    ? S extends z.core.$ZodPreprocess<infer Strict extends Schema>
      ? SentTo<Strict> | (Record<never, never> extends SentTo<Strict> ? undefined : never)
      : z.input<S>
    : z.input<S>;

type WithBody<Body> = [Body] extends [undefined] ? { readonly body?: undefined } : { readonly body: Body };

/** A success of the operation: one of its statuses with the body that belongs to it. */
export type Reply<Op extends Pick<Operation, 'responses'>> = {
  [Status in keyof Op['responses'] & number]: { readonly status: Status } & WithBody<z.output<Op['responses'][Status]>>;
}[keyof Op['responses'] & number];

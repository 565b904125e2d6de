import type { ControlAnswer } from './in-process.js';

/** Ids of operations after their vendors, `acme/lamps.show`: `Ops` has the types of calls by vendor and by id. */
type NamedId<Ops> = { [Vendor in keyof Ops & string]: `${Vendor}/${keyof Ops[Vendor] & string}` }[keyof Ops & string];
type BareId<Ops> = { [Vendor in keyof Ops]: keyof Ops[Vendor] & string }[keyof Ops];

/** Any text, beside the ids that an editor offers. */
type AnyText = string & Record<never, never>;

/** What names an operation: its id after its vendor, which says what its calls are typed as; its id alone; or a pattern. */
export type OperationText<Ops> = NamedId<Ops> | AnyText;

/** The names that there are, where one is of a vendor that is known; a pattern, and what is another vendor's, as it is. */
export type Known<Ops, Name extends string> = Name extends `${string}*${string}`
  ? Name
  : Name extends `${infer Vendor}/${string}`
    ? Vendor extends keyof Ops
      ? NamedId<Ops>
      : Name
    : BareId<Ops>;

/** What is sent of calls that no contract types. */
interface Untyped {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

type CallOf<Ops, Name> = Name extends `${infer Vendor}/${infer Id}`
  ? Vendor extends keyof Ops
    ? Id extends keyof Ops[Vendor]
      ? Ops[Vendor][Id]
      : Untyped
    : Untyped
  : Untyped;

type PartOf<Ops, Name, Key extends string> =
  CallOf<Ops, Name> extends Readonly<Record<Key, infer Part>> ? Part : unknown;

type JournalCall = ControlAnswer<'journal', 'list'>['calls'][number];

/**
 * A call that a world received. What was sent is typed as the contract of its operation has it; a client may send something
 * else all the same. Secrets are masked.
 */
export type ReceivedCall<Ops, Name> = Omit<JournalCall, 'params' | 'query' | 'body'> & {
  readonly [Key in 'params' | 'query' | 'body']: PartOf<Ops, Name, Key>;
};

/** What stands for a value that is not named: a matcher of a test runner, such as `expect.any(String)`. */
interface Matching {
  asymmetricMatch(value: unknown): boolean;
}

/** Some members of a value; in place of one, and of any text, a pattern may stand or a matcher. */
type Subset<T> = unknown extends T
  ? unknown
  : T extends readonly (infer Item)[]
    ? readonly Subset<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]?: Subset<T[Key]> | Matching | undefined }
      : T extends string | number
        ? T | RegExp | Matching
        : T | Matching;

/** What a call must have been, by part; one that is left out may be anything. */
export type WhereReceivedOf<Ops, Name> = {
  readonly [Key in 'params' | 'query' | 'body']?: Subset<PartOf<Ops, Name, Key>> | undefined;
} & {
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  /** What it was answered: its `status`, its `failure`, and members of its `headers` and `body`. */
  readonly reply?: Readonly<Record<string, unknown>> | undefined;
};

/** How often; at least once where nothing is said. */
export interface HowOften {
  readonly times?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  readonly never?: boolean | undefined;
}

type WithWhere<More, Ops, Name> = More & {
  readonly where?: WhereReceivedOf<Ops, Name> | undefined;
};

/** After the operation: what calls must have been, then how often; or both in one. */
export type WantedArguments<More, Ops, Name> =
  | [wanted?: WithWhere<More, Ops, Name> | undefined]
  | [where: WhereReceivedOf<Ops, Name> | undefined, more?: More | undefined];

/** How long is waited for a call, in real time: `'5s'`, `'500ms'`, `'PT5S'` or milliseconds. */
export interface AwaitedCall extends Pick<HowOften, 'times' | 'atLeast'> {
  readonly within?: string | number | undefined;
}

/** One of the calls that are let in: the name of an operation, or that with what its calls must have been. */
export type LetIn<Ops> = OperationText<Ops> | { readonly operation: string; readonly where?: WhereReceivedOf<Ops, ''> };

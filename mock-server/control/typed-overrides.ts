/** The types of one call, as a contract's `OperationsOf` has them. */
interface CallTypes {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly reply: unknown;
}

/** The types of the call that `acme/lamps.show`, or an id alone, names; never for a pattern, and for what is not known. */
type CallNamed<Ops, Name extends string> = Name extends `${infer Vendor}/${infer Id}`
  ? MemberOf<MemberOf<Ops, Vendor>, Id>
  : { readonly [Vendor in keyof Ops]: MemberOf<Ops[Vendor], Name> }[keyof Ops];

type MemberOf<T, Key> = Key extends keyof T ? T[Key] : never;

/** What a value must hold: members of objects; a text may be JSON, which is looked into. */
type Holding<T> = T extends readonly (infer Item)[]
  ? readonly Holding<Item>[] | { readonly [index: number]: Holding<Item> }
  : T extends object
    ? { readonly [Key in keyof T]?: Holding<T[Key]> | undefined }
    : string extends T
      ? T | object
      : T;

type WhereOf<Call> = Call extends CallTypes
  ? { readonly [Part in 'params' | 'query' | 'body']?: Holding<NonNullable<Call[Part]>> | undefined }
  : never;

/** The body of a success, also where there are several. */
type BodyOf<Reply> = Reply extends { readonly status: number; readonly body?: infer Body } ? Body : Reply;
type SuccessOf<Call> = Call extends CallTypes ? BodyOf<Call['reply']> : never;

/** A merge patch: null takes a member out. */
type MergePatch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: MergePatch<T[Key]> | null | undefined }
    : T;

/** Statuses of refusals: their bodies are of the vendor's own words, which no type tells. */
type Refused =
  | 400
  | 401
  | 402
  | 403
  | 404
  | 405
  | 409
  | 410
  | 413
  | 415
  | 422
  | 423
  | 429
  | 500
  | 501
  | 502
  | 503
  | 504;

type Replying<Body> =
  | { readonly status?: 200 | 201 | 202 | 203 | 204 | undefined; readonly headers?: Headers; readonly body?: Body }
  | { readonly status: Refused; readonly headers?: Headers; readonly body?: unknown };
type Headers = Readonly<Record<string, string>> | undefined;

type ByOperation = 'operation' | 'where' | 'reply' | 'patch' | 'drift';

/** What is asked of an override of an operation that the compiler knows; with `drift` its answer may be any. */
type TypedWish<Wish, Call> = Omit<Wish, ByOperation> & { readonly where?: WhereOf<Call> | null | undefined } & (
    | (Pick<Wish, Extract<'reply' | 'patch', keyof Wish>> & { readonly drift: true })
    | {
        readonly drift?: false | undefined;
        readonly reply?: Replying<SuccessOf<Call>> | undefined;
        readonly patch?: MergePatch<SuccessOf<Call>> | undefined;
      }
  );

type WishOf<Wish, Ops, Name extends string> = [CallNamed<Ops, Name>] extends [never]
  ? Omit<Wish, 'operation'>
  : TypedWish<Wish, CallNamed<Ops, Name>>;

/** The call that adds an override: what it asks of the input, and what it answers, is typed by its operation where that is known. */
export type TypedAdd<Add, Ops, World extends readonly unknown[]> = Add extends (
  wish: infer Wish extends { readonly operation: string },
  ...world: never
) => Promise<infer Answer>
  ? <const Name extends Wish['operation']>(
      wish: { readonly operation: Name } & WishOf<Wish, Ops, NoInfer<Name>>,
      ...world: World
    ) => Promise<Answer>
  : never;

/** Calls of the control API with such a one. It is an interface by its name, or no declaration of a user's could name it. */
export type WithAdd<Calls extends { readonly overrides: object }, Add> = Omit<Calls, 'overrides'> & {
  readonly overrides: Omit<Calls['overrides'], 'add'> & { readonly add: Add };
};

/** The same calls, known to the compiler as typed by operation. */
export const withTypedAdd = <Add, Calls extends { readonly overrides: object }>(calls: Calls) =>
  calls as unknown as WithAdd<Calls, Add>;

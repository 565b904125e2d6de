import type { z } from 'zod';
import type { Contract, Groups, Loaded } from './contract.js';
import type { Operation, PartInput, Reply } from './operation.js';

/** What has groups of operations: a contract, or the type of one. */
type Grouped = { readonly groups: Groups };

/** Whether a part of the input may be left out: one that need not be there, or params and a query of which nothing is needed. */
export type MayBeLeftOut<Key, Value> = undefined extends Value
  ? true
  : Key extends 'body'
    ? false
    : Record<never, never> extends Value
      ? true
      : false;

type InputPart<Op, Key extends 'params' | 'query' | 'body'> =
  MayBeLeftOut<Key, PartInput<Op, Key>> extends true
    ? { readonly [Name in Key]?: PartInput<Op, Key> | undefined }
    : { readonly [Name in Key]: PartInput<Op, Key> };

/** What a call takes: the parts that its operation has, as a client may write them. */
export type CallInput<Op> = InputPart<Op, 'params'> & InputPart<Op, 'query'> & InputPart<Op, 'body'>;

/** The arguments of a call: its input, which may be left out where nothing of it is needed. */
export type CallArguments<Op> =
  Record<never, never> extends CallInput<Op> ? [input?: CallInput<Op>] : [input: CallInput<Op>];

type IsOne<T, All = T> = T extends unknown ? ([All] extends [T] ? true : false) : never;

/** What a call answers: the body of its success, with its status where there are several, and that says more. */
export type CallAnswer<Op extends Pick<Operation, 'responses'>> = Op extends { readonly sameBody: true }
  ? z.output<Op['responses'][keyof Op['responses'] & number]>
  : IsOne<keyof Op['responses']> extends true
    ? z.output<Op['responses'][keyof Op['responses'] & number]>
    : Reply<Op>;

/** An operation as one who calls it sees it. */
type CallTypes<Op> = Op extends Operation
  ? {
      readonly params: PartInput<Op, 'params'>;
      readonly query: PartInput<Op, 'query'>;
      readonly body: PartInput<Op, 'body'>;
      readonly reply: CallAnswer<Op>;
    }
  : never;

type DescribedId<K extends Grouped> = {
  [Group in keyof K['groups'] & string]: `${Group}.${keyof Loaded<K, Group> & string}`;
}[keyof K['groups'] & string];

type OperationNamed<K extends Grouped, Id extends string> = Id extends `${infer Group}.${infer Name}`
  ? Group extends keyof K['groups']
    ? Name extends keyof Loaded<K, Group>
      ? Loaded<K, Group>[Name]
      : never
    : never
  : never;

/**
 * The types of all calls of a contract by operation id, for those who bring their own client:
 * `OperationsOf<typeof infrahub>['billing.usage']['reply']`.
 */
export type OperationsOf<K extends Grouped> = {
  readonly [Id in DescribedId<K>]: CallTypes<OperationNamed<K, Id>>;
};

type GroupCalls<Ops> = {
  readonly [Name in keyof Ops]: Ops[Name] extends Operation
    ? (...input: CallArguments<Ops[Name]>) => Promise<CallAnswer<Ops[Name]>>
    : never;
};

/** The calls of a contract: `client.billing.usage({ query: { … } })`. */
export type Client<K extends Contract> = { readonly [Group in keyof K['groups']]: GroupCalls<Loaded<K, Group>> };

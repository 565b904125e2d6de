import { z } from 'zod';
import type { control } from '../../contracts/control/index.js';
import { routes } from '../../contracts/control/routes.js';
import type { Loaded } from '../../contracts/core/contract.js';
import { loadGroup } from '../../contracts/core/define-contract.js';
import { Failure } from '../../contracts/core/failure.js';
import { plainWords } from '../../contracts/core/issue-words.js';
import type { Operation, PartInput } from '../../contracts/core/operation.js';
import { paramNames } from '../../contracts/core/route.js';
import { keysOf } from '../../contracts/core/schema.js';
import type { MayBeLeftOut } from '../../contracts/core/typed-calls.js';
import type { OperationMark } from '../../contracts/core/wire.js';
import { nobody } from '../calls/authenticate.js';
import { loadHandlers } from '../calls/handler.js';
import type { RawInput } from '../calls/input.js';
import { type Behind, perform } from '../calls/perform.js';
import { bitByBit } from '../worlds/bit-by-bit.js';
import { copied } from '../worlds/plain-copy.js';
import { DEFAULT_WORLD } from '../worlds/worlds.js';
import { brought } from './brought.js';
import type { groups } from './groups.js';
import type { RunningServer } from './running-server.js';

export type ControlRoutes = typeof routes;

/** What is a stream for programs beyond this process: in it `world.received` waits for calls. */
type Streamed = 'events';

/** The groups of the control API that are there in process: all whose calls end. */
export type ControlGroup = Exclude<keyof ControlRoutes & keyof typeof groups, Streamed>;

/** The calls of a group. */
export type ControlCallName<Group extends ControlGroup> = keyof ControlRoutes[Group] &
  keyof Loaded<typeof control, Group> &
  keyof HandlersOf<Group>;

/** The operation of a call. */
export type ControlOperation<Group extends ControlGroup, Name extends ControlCallName<Group>> = Loaded<
  typeof control,
  Group
>[Name];

/** Params of a path, each an argument of its own, but for the world. */
type ParamArguments<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name extends 'world'
    ? ParamArguments<Rest>
    : [param: string | number, ...ParamArguments<Rest>]
  : [];

/**
 * An operation as it is named: by an id that is known, by a pattern with `*`, or after a vendor, `acme/lamps.show`, for the
 * compiler cannot know the ids of all vendors.
 */
type OperationName<Id extends string> = Id | `${string}*${string}` | `${string}/${string}`;

/** An input with the ids that are known in place of each mark. */
type Named<Input, Id extends string> = Input extends object
  ? {
      readonly [Key in keyof Input]: OperationMark extends Input[Key]
        ? OperationName<Id> | Extract<Input[Key], undefined>
        : Input[Key];
    }
  : Input;

type PartArgument<Op, Key extends 'query' | 'body', Id extends string> =
  Op extends Readonly<Record<Key, unknown>>
    ? MayBeLeftOut<Key, PartInput<Op, Key>> extends true
      ? [input?: Named<PartInput<Op, Key>, Id> | undefined]
      : [input: Named<PartInput<Op, Key>, Id>]
    : [];

type WorldArgument<Text extends string> = Text extends `${string}{world}${string}` ? [world?: string | undefined] : [];

/** What a call takes, but for its world. */
export type OwnArguments<Text extends string, Op, Id extends string> = [
  ...ParamArguments<Text>,
  ...PartArgument<Op, 'body', Id>,
  ...PartArgument<Op, 'query', Id>,
];

type BodyOf<Reply> = Reply extends { readonly body: infer Body } ? Body : undefined;

/** Of an answer whose one member is named as its group is, that member: `{ worlds: […] }` of `worlds` is the list. */
type Unwrapped<Group, Body> = [keyof Body] extends [Group]
  ? Body extends Readonly<Record<Group & PropertyKey, infer Inner>>
    ? Inner
    : Body
  : Body;

type HandlersOf<Group extends keyof typeof groups> = Awaited<ReturnType<(typeof groups)[Group]>>['handlers'];

/** What a call answers in process. */
export type ControlAnswer<
  Group extends ControlGroup,
  Name extends ControlCallName<Group>,
> = HandlersOf<Group>[Name] extends (call: never) => infer Reply ? Unwrapped<Group, BodyOf<Awaited<Reply>>> : never;

type Calls<Group extends ControlGroup, Id extends string> = {
  readonly [Name in ControlCallName<Group>]: (
    ...given: [
      ...OwnArguments<ControlRoutes[Group][Name] & string, ControlOperation<Group, Name>, Id>,
      ...WorldArgument<ControlRoutes[Group][Name] & string>,
    ]
  ) => Promise<ControlAnswer<Group, Name>>;
};

type Only<Calls> = [keyof Calls] extends ['show'] ? ('show' extends keyof Calls ? Calls['show'] : unknown) : unknown;

/**
 * The calls of `/__admin` in process, derived from their contract: what a call takes comes first, if it takes any, and the
 * world last. Without a name it is `default`, and an error where there are others: `mock.world()` makes one whose calls are
 * about it. A group of one call, `show`, is that call. Each rejects with an error that says what is wrong; answers are plain
 * data that shares nothing with the server. `Id` is each operation id that is known.
 */
export type ControlCalls<Id extends string> = {
  readonly [Group in ControlGroup]: Calls<Group, Id> & Only<Calls<Group, Id>>;
};

/** Makes a call of the control API: its group, its name, and what it takes. */
export type CallControl = (
  group: string,
  name: string,
  given: readonly unknown[],
  /** The world that it is about; default: the last of what it takes. */
  world?: string,
) => Promise<unknown>;

/** Calls the handlers as the dispatcher does, but for what belongs to HTTP: bytes, the token, faults and the journal. */
export function controlCaller(server: RunningServer, origin: string): CallControl {
  const behind: Behind = { cloud: server, transact: act => act() };

  return async (group, name, given, world) => {
    const [{ control }, { sources }] = await Promise.all([
      import('../../contracts/control/index.js'),
      import('./groups.js'),
    ]);
    const [{ operations }, handlers] = await Promise.all([loadGroup(control, group), loadHandlers(sources, group)]);
    const operation = operations[name];
    const handler = handlers[name];
    if (operation === undefined || handler === undefined) throw new Error(`the control API has no ${group}.${name}`);
    const raw = inputFrom(operation, given, world, server);
    if (server.worlds.isKept && raw.params.world !== undefined) await brought(server.worlds, String(raw.params.world));
    const own = { ...raw, body: await bitByBit(copied(raw.body)) }; // what it takes shares nothing with the server either
    const asked = { operation, handler, caller: nobody, raw: own, origin, path: '', search: '' };
    try {
      const body = await perform(asked, behind, reply => {
        if (reply.flow === undefined) return reply.body;
        throw new Error(
          `${group}.${name} is a stream: follow it over HTTP, or wait with \`received\` of a bound world`,
        );
      });
      return await bitByBit(copied(isWrapped(operation, group) ? Object(body)[group] : body));
    } catch (error) {
      throw inWords(error);
    }
  };
}

/** All calls of the control API. */
export function inProcess<Id extends string>(call: CallControl): ControlCalls<Id> {
  const calls = Object.entries(routes).map(([group, names]) => {
    const all = Object.fromEntries(
      Object.keys(names).map(name => [name, (...given: readonly unknown[]) => call(group, name, given)]),
    );
    const { show, ...others } = all;
    const isOnly = show !== undefined && Object.keys(others).length === 0;
    return [group, isOnly ? Object.assign((...given: readonly unknown[]) => show(...given), all) : all];
  });
  return Object.fromEntries(calls) as unknown as ControlCalls<Id>;
}

/** Arguments in the order of the rule: params, body, query, world. */
function inputFrom(
  operation: Operation,
  given: readonly unknown[],
  bound: string | undefined,
  server: RunningServer,
): RawInput {
  const left = [...given];
  const names = paramNames(operation.path);
  const params = names.filter(name => name !== 'world').map(name => [name, left.shift()] as const);
  const body = operation.body && left.shift();
  const query = operation.query && left.shift();
  const world = names.includes('world') && { world: bound ?? left.shift() ?? onlyWorld(server) };
  // What is given in process may be other than text; the schemas decide.
  return { params: { ...Object.fromEntries(params), ...world }, query: query ?? {}, body } as RawInput;
}

/** Most worlds that are named in an error. */
const NAMED = 5;

/** The world that is meant where none is named: `default`, as long as it is the only one. */
function onlyWorld({ worlds }: RunningServer): string {
  if (worlds.size === 1) return DEFAULT_WORLD;
  const names = worlds.all().map(({ name }) => name);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const told = `there are several worlds (${names.slice(0, NAMED).join(', ')}${more})`;
  const text = `${told}: say which one is meant, as the last argument, or call it on what mock.world() gives`;
  throw new Failure('invalid', { text });
}

/** Whether the answers of an operation have one member only, and that is named as its group is. */
const isWrapped = ({ responses }: Operation, group: string): boolean =>
  Object.values(responses).every(schema => keysOf(schema).join() === group);

/** An error as it is said in process: of input that is wrong, what is, and where. */
function inWords(error: unknown): unknown {
  if (!(error instanceof Failure) || error.detail.issues === undefined) return error;
  const issues = error.detail.issues.map(issue => ({ path: issue.path, message: plainWords(issue) }));
  return new Failure(error.kind, { ...error.detail, text: z.prettifyError({ issues }) });
}

import { routes } from '../../contracts/control/routes.js';
import { Failure } from '../../contracts/core/failure.js';
import type {
  CallControl,
  ControlAnswer,
  ControlCallName,
  ControlGroup,
  ControlOperation,
  ControlRoutes,
  OwnArguments,
} from './in-process.js';
import type {
  AwaitedCall,
  Known,
  OperationText,
  ReceivedCall,
  WantedArguments,
  WhereReceivedOf,
} from './received-call.js';
import type { RunningServer } from './running-server.js';
import type { WorldView } from './views.js';

/** The calls of a group that are about one world. */
type BoundName<Group extends ControlGroup> = {
  [Name in ControlCallName<Group>]: ControlRoutes[Group][Name] extends `${string}{world}${string}` ? Name : never;
}[ControlCallName<Group>];

type Bound<Group extends ControlGroup, Name extends BoundName<Group>, Id extends string> = (
  ...given: OwnArguments<ControlRoutes[Group][Name] & string, ControlOperation<Group, Name>, Id>
) => Promise<ControlAnswer<Group, Name>>;

type BoundCalls<Group extends ControlGroup, Id extends string> = {
  readonly [Name in BoundName<Group>]: Bound<Group, Name, Id>;
};

/** The groups that have such calls, but for `worlds`, whose calls are the world's own. */
type BoundGroups<Id extends string> = {
  readonly [Group in ControlGroup as [BoundName<Group>] extends [never] ? never : Exclude<Group, 'worlds'>]: BoundCalls<
    Group,
    Id
  >;
};

/** What is beside the calls of the control API. `Ops` has the types of the vendors' calls. */
interface Beside<Id extends string, Ops> extends AsyncDisposable {
  /**
   * The calls that were received of an operation, or of all, oldest first, with what was sent and answered, typed as the
   * contract of the operation has it: `await world.calls('acme/lamps.create', { body: { colour: 'red' } })`.
   */
  calls<Name extends OperationText<Ops>>(
    operation: Name & Known<Ops, Name>,
    where?: WhereReceivedOf<Ops, Name>,
  ): Promise<ReceivedCall<Ops, Name>[]>;
  calls(): Promise<ReceivedCall<Ops, ''>[]>;
  /**
   * The newest call of a kind, once it was received: `await world.received('acme/lamps.create', { body: … }, { within: '5s' })`.
   * Without `within` it is received already, or the promise rejects with what came near.
   */
  received<Name extends OperationText<Ops>>(
    operation: Name & Known<Ops, Name>,
    ...wanted: WantedArguments<AwaitedCall, Ops, Name>
  ): Promise<ReceivedCall<Ops, Name>>;
  /** How the clock stood when the world was opened, and its calls; `await world.clock.show()` says how it stands. */
  readonly clock: WorldView['clock'];
  /** `world.clock.advance`. */
  readonly advance: Bound<'clock', 'advance', Id>;
  /** `world.snapshot.save`. */
  readonly snapshot: Bound<'snapshot', 'save', Id>;
  /** `world.snapshot.restore`. */
  readonly restore: Bound<'snapshot', 'restore', Id>;
  /** `world.state.list(vendor)`, and with a resource `world.state.show(vendor, resource)`. */
  readonly state: Bound<'state', 'list', Id> & Bound<'state', 'show', Id>;
  /** `world.remove`, and well when the world is gone already. `await using world = …` does the same. */
  dispose(): Promise<void>;
}

/**
 * A world and the calls of the control API that are about it, each without the world's name: `world.reset()`,
 * `world.clock.advance({ by: 'P31D' })`, `world.faults.add({ … })`. They are derived from the contract of the control API.
 * As a value it is the world as it was when it was made; calls are not among what is compared, spread or printed.
 */
export type BoundWorld<Id extends string, Ops> = Omit<WorldView, 'clock'> &
  BoundCalls<'worlds', Id> &
  BoundGroups<Id> &
  Beside<Id, Ops>;

type Call = (...given: readonly unknown[]) => Promise<unknown>;

/** A world with its calls. */
export async function bound<Id extends string, Ops>(
  server: RunningServer,
  view: WorldView,
  call: CallControl,
): Promise<BoundWorld<Id, Ops>> {
  const { name } = view;
  const { journalOf } = await import('./bound-journal.js');
  const groups = Object.fromEntries(
    Object.entries(routes).map(([group, names]) => [group, boundCalls(group, names, name, call)]),
  );
  const of = (group: string, verb: string): Call => {
    const found = groups[group]?.[verb];
    if (found === undefined) throw new Error(`the control API has no ${group}.${verb} of a world`);
    return found;
  };
  const dispose = (): Promise<void> =>
    of('worlds', 'remove')().then(
      () => {},
      error => {
        if (!(error instanceof Failure && error.kind === 'notFound')) throw error;
      },
    );
  const { worlds = {}, ...others } = groups;
  const world = { ...view, clock: hiding({ ...view.clock }, groups.clock) };
  const state: Call = (...given) => of('state', typeof given[1] === 'string' ? 'show' : 'list')(...given);
  const snapshot: Call = () => of('snapshot', 'save')();
  return hiding(world, {
    ...worlds,
    ...Object.fromEntries(
      Object.entries(others).filter(([group, calls]) => group !== 'clock' && Object.keys(calls)[0]),
    ),
    state: Object.assign(state, groups.state),
    snapshot: Object.assign(snapshot, groups.snapshot),
    advance: of('clock', 'advance'),
    restore: of('snapshot', 'restore'),
    dispose,
    ...(await journalOf(server, name)),
    [Symbol.asyncDispose]: dispose,
  }) as unknown as BoundWorld<Id, Ops>;
}

/** The calls of a group that are about a world. */
function boundCalls(
  group: string,
  names: Readonly<Record<string, string>>,
  world: string,
  call: CallControl,
): Readonly<Record<string, Call>> {
  const about = Object.entries(names).filter(([, route]) => route.includes('{world}'));
  return Object.fromEntries(
    about.map(([name]) => [name, (...given: readonly unknown[]) => call(group, name, given, world)]),
  );
}

/** Gives an object members that are not listed. */
function hiding<T extends object>(onto: T, members: object = {}): T {
  for (const key of Reflect.ownKeys(members))
    Object.defineProperty(onto, key, { value: Reflect.get(members, key), enumerable: false });
  return onto;
}

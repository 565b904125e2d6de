import type { Operation, Operations, Overlays } from './operation.js';
import type { JsonPath } from './playbook.js';
import { shared } from './shared.js';

/**
 * A kind of thing that a check may make: how to make it, know it ready, take it away and prove it gone. Names are of its
 * group; `volumes.show` is an operation of another.
 */
export interface Resource<Name extends string = string> {
  /** The operation that makes it. Let its `checkedWith` give the thing a name that begins with `hostdouble-`. */
  readonly create: Name;
  /** The ids by which other operations name it, each with its place in the answer of `create`. */
  readonly ids: Readonly<Record<string, JsonPath>>;
  /** Further words for it, each the member of the query or the body that its creation sends: no answer tells them. */
  readonly sent?: Readonly<Record<string, string>>;
  /** Operations to call before the thing is of use, such as an installation. If one fails, that is drift. */
  readonly after?: readonly Name[];
  /** The thing may be worked with when this read has one of these values at this place. If it never has, that is drift. */
  readonly ready?: {
    readonly read: Name;
    readonly at: JsonPath;
    readonly is: readonly [string | number | boolean, ...(string | number | boolean)[]];
  };
  /** The operation that takes it away, and what to send with it; words in braces are ids of this resource. */
  readonly destroy: Name;
  readonly destroyWith?: Overlays;
  /**
   * The read that proves it gone: it answers `notFound`, or, with `at`, its list had the first id before and no longer has it.
   */
  readonly gone: { readonly read: Name; readonly at?: JsonPath };
}

/** Each resource by the operation that makes it, which keeps its identity when a group is put together anew. */
const known = shared('resources', () => ({
  by: new WeakMap<Operation, { resource: Resource; order: number }[]>(),
  defined: 0,
}));

/**
 * Defines a resource of these operations. A contract that loads them finds it with them, and refuses to load if it names
 * an operation, a place or a state that does not exist.
 */
export function defineResource<const Ops extends Operations>(
  operations: Ops,
  resource: Resource<(keyof Ops & string) | `${string}.${string}`>,
): Resource {
  // Under any operation if there is none of that name: the group that has it is refused for the name.
  const [first] = Object.values(operations);
  const maker = Object.hasOwn(operations, resource.create) ? operations[resource.create] : first;
  if (maker === undefined) throw new Error(`a resource that "${resource.create}" makes, and no operations`);
  known.defined += 1;
  known.by.set(maker, [...(known.by.get(maker) ?? []), { resource, order: known.defined }]);
  return resource;
}

/** Whether a resource is made in one group and read or taken away in another. It can be checked when all groups are there. */
export const isSpanning = ({ destroy, gone, ready, after = [] }: Resource): boolean =>
  [destroy, gone.read, ready?.read ?? '', ...after].some(name => name.includes('.'));

/** The resources that were defined with these operations, in order. */
export const resourcesOf = (operations: Operations): readonly Resource[] =>
  Object.values(operations)
    .flatMap(operation => known.by.get(operation) ?? [])
    .sort((one, other) => one.order - other.order)
    .map(({ resource }) => resource);

import type { Operations, Overlays } from './operation.js';
import type { JsonPath } from './playbook.js';
import { shared } from './shared.js';

/** A kind of thing that a check may make: how to make it, know it ready, take it away and prove it gone. Names are of its group. */
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

const known = shared('resources', () => new WeakMap<Operations, Resource[]>());

/**
 * Defines a resource of these operations. A contract that loads them finds it with them, and refuses to load if it names
 * an operation, a place or a state that does not exist.
 */
export function defineResource<const Ops extends Operations>(
  operations: Ops,
  resource: Resource<keyof Ops & string>,
): Resource {
  known.set(operations, [...(known.get(operations) ?? []), resource]);
  return resource;
}

/** The resources that were defined with these operations, in order. */
export const resourcesOf = (operations: Operations): readonly Resource[] => known.get(operations) ?? [];

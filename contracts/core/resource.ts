import type { Operations, Overlays } from './operation.js';
import type { JsonPath } from './playbook.js';
import { shared } from './shared.js';

/** One kind of thing that a check may make at an endpoint, and how it is taken away again, in names of its own operations. */
export interface Resource<Name extends string = string> {
  /** Operation that makes it. Its `checkedWith` gives the thing a name that begins with `hostdouble-`. */
  readonly create: Name;
  /** Names by which it is meant from then on, with their place in the answer. */
  readonly ids: Readonly<Record<string, JsonPath>>;
  /** Operations that it needs before it is of use, such as an installation. */
  readonly after?: readonly Name[];
  /** Read that shows when it may be worked with: when one of these values stands at that place. */
  readonly ready?: {
    readonly read: Name;
    readonly at: JsonPath;
    readonly is: readonly [string | number | boolean, ...(string | number | boolean)[]];
  };
  /** Operation that takes it away, and what is sent with it. */
  readonly destroy: Name;
  readonly destroyWith?: Overlays;
  /**
   * Read that shows it is gone: one that then answers `notFound`, or, with `at`, one whose answer no longer holds its first
   * id at that place.
   */
  readonly gone: { readonly read: Name; readonly at?: JsonPath };
}

const known = shared('resources', () => new WeakMap<Operations, Resource[]>());

/**
 * Says how things of a kind are made and taken away by these operations. It is found with the operations when a contract
 * loads them, and held to them then: a name, a place or a state that is not there does not load.
 */
export function defineResource<const Ops extends Operations>(
  operations: Ops,
  resource: Resource<keyof Ops & string>,
): Resource {
  known.set(operations, [...(known.get(operations) ?? []), resource]);
  return resource;
}

/** What was defined with these operations, in order. */
export const resourcesOf = (operations: Operations): readonly Resource[] => known.get(operations) ?? [];

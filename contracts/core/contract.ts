import type { Dialect } from './dialect.js';
import type { Operation, Operations } from './operation.js';
import type { JsonPath, Playbook } from './playbook.js';
import type { Resource } from './resource.js';
import type { OperationId, Routes } from './route.js';

/** The operations of one resource, or what loads them when they are first needed. */
export type GroupSource = Operations | (() => Promise<Operations>);
export type Groups = Readonly<Record<string, GroupSource>>;

/** What is known of a vendor before its contract is loaded. */
export interface About {
  readonly vendor: string;
  readonly title: string;
  /** Other names by which people know it, good wherever a vendor is named: the name of its product, or an earlier one. */
  readonly alsoKnownAs?: readonly string[];
  /** Paths under which its API is reached, the real one first. */
  readonly basePaths: readonly [`/${string}`, ...`/${string}`[]];
  /** Starts of routes that old clients call below no base path. */
  readonly roots?: readonly `/${string}`[];
  /** A path that shows something at once: the first request for a newcomer. */
  readonly firstCall?: `/${string}`;
}

/** What a vendor has: its routes, its dialect, and how to load what describes the operations. Importing it loads no schema. */
export interface Contract<R extends Routes = Routes, G extends Groups = Groups> {
  /** Folder name and key everywhere: `virtfusion`. */
  readonly vendor: string;
  readonly title: string;
  /** Other names by which people know it, good wherever a vendor is named. */
  readonly alsoKnownAs?: readonly string[];
  /** A path that shows something at once: the first request for a newcomer. */
  readonly firstCall?: `/${string}`;
  readonly version: string;
  readonly docs: `https://${string}`;
  readonly dialect: Dialect;
  readonly routes: R;
  readonly groups: G;
  readonly playbook?: Playbook;
}

/** The type of a group's operations, also of a group that is loaded by an import. */
export type Loaded<
  K extends { readonly groups: Groups },
  Group extends keyof K['groups'],
> = K['groups'][Group] extends () => Promise<infer Ops extends Operations> ? Ops : K['groups'][Group];

/** An operation with its id, `servers.show`. */
export interface Entry {
  readonly id: OperationId;
  readonly group: string;
  readonly name: string;
  readonly operation: Operation;
}

/** A resource with its operations in place of their names. */
export interface ManagedResource {
  readonly create: Entry;
  readonly ids: Readonly<Record<string, JsonPath>>;
  readonly sent: NonNullable<Resource['sent']>;
  readonly after: readonly Entry[];
  readonly ready?: { readonly read: Entry; readonly at: JsonPath; readonly is: readonly (string | number | boolean)[] };
  readonly destroy: Entry;
  readonly destroyWith: NonNullable<Resource['destroyWith']>;
  readonly gone: { readonly read: Entry; readonly at?: JsonPath };
}

/** One group of a contract after it was loaded and checked. */
export interface LoadedGroup {
  readonly name: string;
  readonly operations: Operations;
  readonly entries: readonly Entry[];
  readonly resources: readonly ManagedResource[];
  /** Those that name operations of other groups. */
  readonly spanning: readonly Resource[];
}

/** A contract with the operations of some of its groups, or of all. */
export interface LoadedContract<K extends Contract = Contract, Names extends keyof K['groups'] = keyof K['groups']>
  extends Contract {
  readonly operations: { readonly [Group in Names]: Loaded<K, Group> };
  /** In the order of the routes. */
  readonly entries: readonly Entry[];
  readonly byId: ReadonlyMap<string, Entry>;
  readonly resources: readonly ManagedResource[];
}

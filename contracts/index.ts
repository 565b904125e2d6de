import type { About, Contract } from './core/contract.js';
import type { Routes } from './core/route.js';
import { about as infrahub } from './vendors/infrahub/about.js';
import type { Infrahub } from './vendors/infrahub/index.js';
import { about as virtfusion } from './vendors/virtfusion/about.js';
import type { Virtfusion } from './vendors/virtfusion/index.js';
import { about as virtuozzo } from './vendors/virtuozzo/about.js';
import type { Virtuozzo } from './vendors/virtuozzo/index.js';

/** A vendor's contract, loaded when it is first asked for. */
export interface Listed extends About {
  load(): Promise<Contract>;
}

/** A contract of which the type tells the routes and no more: all of its operations would be more than a declaration may hold. */
const entry = <R extends Routes>(
  about: About,
  load: () => Promise<WithRoutes<R>>,
): About & { load(): Promise<WithRoutes<R>> } => ({
  ...about,
  load,
});

type WithRoutes<R> = Omit<Contract, 'routes'> & { readonly routes: R };

const listed = {
  virtfusion: entry(virtfusion, async () => (await import('./vendors/virtfusion/index.js')).virtfusion),
  infrahub: entry(infrahub, async () => (await import('./vendors/infrahub/index.js')).infrahub),
  virtuozzo: entry(virtuozzo, async () => (await import('./vendors/virtuozzo/index.js')).virtuozzo),
} satisfies Readonly<Record<string, Listed>>;

/** The contracts of this package; to be asked by name with `vendorNamed`. */
export const contracts: Readonly<Record<string, Listed>> = listed;

/**
 * The types of the calls of each vendor, for the compiler. A vendor of another package adds its own, so that what its
 * calls sent is typed: `declare module 'hostdouble' { interface VendorOperations { readonly acme: OperationsOf<typeof contract> } }`
 */
export interface VendorOperations {
  readonly virtfusion: Virtfusion;
  readonly infrahub: Infrahub;
  readonly virtuozzo: Virtuozzo;
}

/** Ids of all that the vendors of this package are known to have. */
export type ListedOperationId = {
  [Vendor in keyof typeof listed]: ReturnType<(typeof listed)[Vendor]['load']> extends Promise<
    infer K extends { readonly routes: unknown }
  >
    ? IdsOf<K['routes']>
    : never;
}[keyof typeof listed];

type IdsOf<R> = { [Group in keyof R & string]: `${Group}.${keyof R[Group] & string}` }[keyof R & string];

/** The vendor of this name; throws an error that names those there are. */
export function vendorNamed(name: string): Listed {
  const listed = Object.hasOwn(contracts, name) ? contracts[name] : undefined;
  if (listed === undefined)
    throw new Error(`there is no vendor "${name}"; there are ${Object.keys(contracts).join(', ')}`);
  return listed;
}

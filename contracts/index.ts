import type { Contract } from './core/contract.js';

/** A vendor's contract, loaded when it is first asked for. */
export interface Listed {
  readonly title: string;
  /** Paths under which its API is reached, the real one first. */
  readonly basePaths: readonly `/${string}`[];
  /** A path that shows something at once: the first request for a newcomer. */
  readonly firstCall: `/${string}`;
  load(): Promise<Contract>;
}

const listed = {
  virtfusion: {
    title: 'VirtFusion Global API',
    basePaths: ['/api/v1'],
    firstCall: '/api/v1/selfService/usage/byUserExtRelationId/1',
    load: async () => (await import('./vendors/virtfusion/index.js')).virtfusion,
  },
  infrahub: {
    title: 'NexGen Cloud Infrahub API (Hyperstack)',
    basePaths: ['/v1'],
    firstCall: '/v1/billing/billing/usage',
    load: async () => (await import('./vendors/infrahub/index.js')).infrahub,
  },
  virtuozzo: {
    title: 'Virtuozzo Application Platform API (Jelastic)',
    basePaths: ['/1.0', '/JBilling'],
    firstCall: '/1.0/billing/account/rest/getaccount',
    load: async () => (await import('./vendors/virtuozzo/index.js')).virtuozzo,
  },
} satisfies Readonly<Record<string, Listed>>;

/** The vendors, one entry each; to be asked by name with `vendorNamed`. */
export const contracts: Readonly<Record<string, Listed>> = listed;

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

/** What of a hypervisor is there and left. */
interface Left {
  readonly max: number;
  readonly free: number;
}

export interface Package {
  readonly id: number;
  readonly enabled: boolean;
  readonly memory: number;
  readonly cpuCores: number;
  readonly primaryStorage: number;
  readonly primaryStorageProfile: number;
}

export interface Row {
  readonly hypervisor: { readonly enabled: boolean; readonly commissioned: boolean; readonly prohibit: boolean };
  readonly resources: {
    readonly memory: Left;
    readonly cpuCores: Left;
    readonly localStorage: Left & { readonly enabled: number };
    readonly otherStorage: readonly (Left & { readonly enabled: number; readonly storageType: number })[];
    readonly network: { readonly total: { readonly ipv4: { readonly free: number } } };
  };
}

/** How often so much fits into what is left beside a reserve of so many percent. No maximum means no limit. */
function times({ max, free }: Left, each: number, reserve: number): number {
  if (each <= 0 || max === 0) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor((free - Math.ceil((max * reserve) / 100)) / each));
}

/** How many disks of a package fit: in the roomiest storage of its type, or in the hypervisor's own. */
function timesStored({ localStorage, otherStorage }: Row['resources'], plan: Package, reserve: number): number {
  const ofType = otherStorage.filter(({ storageType }) => storageType === plan.primaryStorageProfile);
  const storages = plan.primaryStorageProfile > 0 ? ofType : [localStorage];
  return Math.max(
    0,
    ...storages.filter(({ enabled }) => enabled === 1).map(left => times(left, plan.primaryStorage, reserve)),
  );
}

/**
 * How many servers of a package a shop offers in a group: the arithmetic of the stock control of
 * https://github.com/EZSCALE/virtfusion-whmcs-module (1.4.1), which keeps 10 percent back unless told otherwise. Addresses
 * are one pool for the whole group.
 */
export function stock(rows: readonly Row[], plan: Package, reserve = 10): number {
  if (!plan.enabled) return 0;
  const open = rows.filter(
    ({ hypervisor: { enabled, commissioned, prohibit } }) => enabled && commissioned && !prohibit,
  );
  const fit = open.map(({ resources }) =>
    Math.min(
      times(resources.memory, plan.memory, reserve),
      times(resources.cpuCores, plan.cpuCores, reserve),
      timesStored(resources, plan, reserve),
    ),
  );
  const addresses = Math.max(0, ...open.map(({ resources }) => resources.network.total.ipv4.free));
  return Math.min(
    fit.reduce((sum, count) => sum + count, 0),
    addresses,
  );
}

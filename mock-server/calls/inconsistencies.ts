import type { Vendor } from './vendor.js';

/** What does not hold together in a cloud, in words, without letting others be served meanwhile. */
export const inconsistenciesIn = <C>(
  { inconsistencies }: { inconsistencies?(cloud: C): ReturnType<NonNullable<Vendor<never>['inconsistencies']>> },
  cloud: C,
): string[] => [...(inconsistencies?.(cloud) ?? [])].filter(what => what !== undefined);

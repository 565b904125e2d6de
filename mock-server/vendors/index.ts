import type { Vendor } from '../vendor.js';

/** The vendors, one line each; a vendor is loaded when it is first called. */
export const vendors: Readonly<Record<string, () => Promise<Vendor>>> = {
  virtfusion: async () => (await import('./virtfusion/index.js')).virtfusion,
  infrahub: async () => (await import('./infrahub/index.js')).infrahub,
  virtuozzo: async () => (await import('./virtuozzo/index.js')).virtuozzo,
};

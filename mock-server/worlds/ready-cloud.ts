import type { Vendor } from '../calls/vendor.js';
import type { ClockState } from '../domain/clock.js';
import type { Cloud, CloudState } from '../domain/cloud.js';

/** What a cloud was made from: a snapshot keeps it, for restoring a cloud makes it anew first. */
export interface Origin {
  readonly start: number;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A cloud that is ready to be called, with what it was made from. */
export interface ReadyCloud {
  readonly vendor: Vendor;
  readonly origin: Origin;
  readonly cloud: Cloud;
}

/** A world as plain data. A cloud that was never called is not in it: it is made from the seed at its first call. */
export interface WorldState {
  readonly format: 1;
  readonly seed: string;
  readonly number: number;
  /** How the clock stood when the world was opened: what a reset goes back to. */
  readonly opened: ClockState;
  readonly clock: ClockState;
  readonly clouds: Readonly<Record<string, { readonly origin: Origin; readonly state: CloudState }>>;
}

export type LoadVendor = (name: string) => Promise<Vendor>;

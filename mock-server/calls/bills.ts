import type { Instant } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';

/** In what a vendor counts money. */
export interface MoneyUnit {
  /** `USD`, or the vendor's own word: `tokens`. */
  readonly name: string;
  /** What one is worth in a currency, where the unit is none itself. */
  readonly worth?: { readonly currency: string; readonly value: number };
}

/** Somebody who pays. */
export interface BilledAccount {
  readonly id: string;
  readonly name: string;
}

/** At what something happens: at so much credit, or when it lasts for so many hours more. */
export interface MoneyThreshold {
  /** What happens then: `Nothing more can be made`. */
  readonly name: string;
  readonly amount?: number;
  readonly hours?: number;
  /** Whether it is switched on. */
  readonly isOn: boolean;
}

/** How an account stands. */
export interface AccountFunds {
  /** What is left. */
  readonly credit: number;
  /** What it consists of, where that is more than one thing. */
  readonly parts?: Readonly<Record<string, number>>;
  /** When it is used up if what now runs goes on; undefined where that is never, or has been. */
  readonly until?: Instant | undefined;
  readonly thresholds: readonly MoneyThreshold[];
}

/** Something that costs money, or did. */
export interface ChargedThing {
  /** Unique among those of its account, and the same as long as there is a bill: `vm:398`. */
  readonly id: string;
  /** `vm`. */
  readonly kind: string;
  readonly name: string;
  /** The record that it is, as long as that is there. */
  readonly record?: { readonly resource: string; readonly key: string } | undefined;
  /** What it costs an hour now; 0 where it costs nothing. */
  readonly rate: number;
  /**
   * What it cost from one instant to another, as the vendor's own answers have it, unrounded; of the time to come, what it
   * will cost if what now runs goes on and nothing else happens. `cost(a, b) + cost(b, c)` is `cost(a, c)`. Takes as long as
   * it was charged on different terms.
   */
  cost(from: Instant, to: Instant): number;
}

/** What a vendor says of money, with the functions that its own answers use. Amounts are in its unit, unrounded. */
export interface BillSource<C> {
  unit(cloud: C): MoneyUnit;
  /** Everybody who pays; the first is who is shown unless another is asked for. */
  accounts(cloud: C): readonly BilledAccount[];
  funds(cloud: C, account: string): AccountFunds;
  /** What an account pays for in a window, and what it paid for then and is no more. */
  things(cloud: C, account: string, from: Instant, to: Instant): readonly ChargedThing[];
}

/** The bills of a vendor, as they are loaded when somebody asks what things cost. */
export type LoadBills<C = never> = () => Promise<{ readonly bills: BillSource<C> }>;

/** The bills of a vendor over whichever cloud it has. */
export type AnyBills = BillSource<Cloud>;

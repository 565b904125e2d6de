import { type Micros, round } from '../../domain/money.js';

/**
 * All prices, in millionths of the currency's unit, and every guess about money. An hourly price times 730 is a monthly
 * one (https://github.com/jelastic/jelastic-calculator-widget).
 */
export interface Tier {
  /** Holds from this amount on. */
  readonly from: number;
  readonly price: Micros;
}

/** Per reserved cloudlet and hour; a public price list of a hoster, in EUR (https://unispace.io). */
const reserved: readonly Tier[] = [
  { from: 1, price: 4455 },
  { from: 8, price: 4221 },
  { from: 15, price: 3752 },
  { from: 30, price: 3517 },
  { from: 60, price: 3283 },
  { from: 120, price: 2814 },
];

/** Per dynamic cloudlet and hour; the same list. */
const dynamic: readonly Tier[] = [
  { from: 1, price: 4691 },
  { from: 8, price: 4455 },
  { from: 15, price: 3986 },
  { from: 30, price: 3752 },
  { from: 60, price: 3517 },
  { from: 120, price: 3283 },
];

/** Per GB and hour: a guess. */
const DISK_PER_GB: Micros = 137;
/** MB of disk space that each node has free: a guess. */
const FREE_DISK = 10_240;
const MB_PER_GB = 1024;

/** External traffic, per MB (0.02 per decimal GB): a guess. One price only, so that the last month's traffic sets no level. */
const TRAFFIC_PER_MB: Micros = 20;
/** MB of external traffic that each node has free in an hour: a guess. */
const FREE_TRAFFIC = 50;

/**
 * The price at an amount: that of the last tier it reaches, for the whole amount (VOLUME), and nothing below the first.
 * Which tier holds goes by the environment's cloudlets together.
 */
function priceAt(tiers: readonly Tier[], amount: number): Micros {
  let price = 0;
  for (const tier of tiers) {
    if (tier.from > amount) break;
    price = tier.price;
  }
  return price;
}

/** What hours cost, and what else is settled about money. */
export const tariff = {
  currency: 'EUR',
  /** The printed row of the documentation: 3 hours of one address for 0.012846. */
  ipv4: 4282,
  /** A guess: nobody prints a price for it. */
  ipv6: 0,
  /** Built-in SSL of an environment: a guess, as most hosters give it away. */
  ssl: 0,
  reservedAt: (amount: number): Micros => priceAt(reserved, amount),
  dynamicAt: (amount: number): Micros => priceAt(dynamic, amount),
  /** MB of disk space that are free, and what the rest costs an hour. */
  disk(used: number): { readonly free: number; readonly cost: Micros } {
    const free = Math.min(used, FREE_DISK);
    return { free, cost: round(((used - free) * DISK_PER_GB) / MB_PER_GB, 0) };
  },
  /** MB of an hour's traffic that are free, and what the rest costs. */
  traffic(used: number): { readonly free: number; readonly cost: Micros } {
    const free = Math.min(used, FREE_TRAFFIC);
    return { free, cost: (used - free) * TRAFFIC_PER_MB };
  },
  /** Money on the account of every world's caller when its story begins, unless the seed says otherwise: a guess. */
  opening: 1000,
};

import { round } from '../../domain/money.js';
import type { PricePart } from './billing/price-parts.js';
import type { ResourceTerms } from './billing/record.js';
import type { Flavor } from './catalogue.js';

/**
 * All that is known and guessed about money.
 *
 * Known: the price list; the parts of a flavor's price; that ACTIVE and SHUTOFF cost the full price, states that pass
 * by themselves nothing, HIBERNATED the data of the root disk and a retained address; that volumes are charged from
 * available until they are deleted; that a total is a running sum of a minute's price, one addition for each minute.
 * GUESSED: that a bill begins, and usage says so as `create_time`, when a machine becomes ACTIVE or a volume available;
 * that up-time counts the minutes charged; that a hibernated root disk costs as much a GB as a volume; that charging ends when a deletion is accepted;
 * that an address is charged from ATTACHED to DETACHED; that a price is the sum of its parts rounded to nine places
 * (so many have the pricebook's prices); that workers of a cluster are billed as the machines that they are, and nowhere
 * else, so that nothing is counted twice: the cluster, its masters and what stands before them cost nothing; that CANADA-1's largest CPU flavors cost what their parts do.
 */

/** USD an hour for one unit, by the name in the pricebook. */
export type Prices = Readonly<Record<string, number>>;

/** On demand, August 2026: hyperstack.cloud/gpu-pricing; the parts of CPU flavors from sub-resource answers. */
export const prices2026: Prices = {
  vCPU: 0,
  RAM: 0,
  'hypervisor-local-storage': 0,
  'vCPU (cpu-only-flavors)': 0.05,
  'RAM (cpu-only-flavors)': 0.025,
  'hypervisor-local-storage (cpu-only-flavors)': 0.000483871,
  'Cloud-SSD': 0.0000967742, // 0.072 a GB and month of 744 hours
  ObjectStorage: 0.0000193975, // a printed bucket of 8 KiB comes to this
  PublicIP: 0.00672043, // 5 a month
  'RTX-A4000': 0.15,
  'RTX-A6000': 0.5,
  'RTX-A6000-spot': 0.4,
  L40: 1,
  'L40-spot': 0.8,
  'RTX-PRO6000-SE': 1.85,
  'RTX-PRO6000-SE-spot': 1.48,
  'A100-80G-PCIe': 1.35,
  'A100-80G-PCIe-spot': 1.08,
  'A100-80G-PCIe-NVLink': 1.4,
  'A100-80G-SXM4': 1.6,
  'H100-80G-PCIe': 2.5,
  'H100-80G-PCIe-spot': 2,
  'H100-80G-PCIe-NVLink': 2.6,
  'H100-80G-SXM5': 3.2,
  'H200-141G-SXM5': 3.99,
  'B200-SXM': 6,
  'B300-SXM': 7.4,
};

/** Places of a price in the pricebook. */
export const PLACES = 9;

/** Ids of the prices are their places in the book, from here on. */
const FIRST_ID = 2041;
/** Id of a price. */
export const priceId = (prices: Prices, name: string): number => FIRST_ID + Object.keys(prices).indexOf(name);

/** One line of a price. */
export interface PriceLine {
  readonly part: PricePart;
  /** As in the pricebook. */
  readonly name: string;
  readonly amount: number;
  /** USD an hour for one. */
  readonly rate: number;
  readonly price: number;
  /** What the market takes, where a contract says less. */
  readonly market?: { readonly rate: number; readonly price: number };
}

const line = (prices: Prices, part: PricePart, name: string, amount: number): PriceLine => {
  const rate = prices[name] ?? 0;
  return { part, name, amount, rate, price: amount * rate };
};

/** Lines of a machine at work. GPU flavors have rows of their own for what they hold beside the GPUs. */
export function linesAtWork(prices: Prices, flavor: Flavor, hasAddress: boolean): PriceLine[] {
  const kind = flavor.gpu === '' ? ' (cpu-only-flavors)' : '';
  const spot = flavor.name.endsWith('-spot') ? '-spot' : '';
  return [
    line(prices, 'gpu', `${flavor.gpu}${spot}`, flavor.gpus),
    line(prices, 'cpu', `vCPU${kind}`, flavor.cpu),
    line(prices, 'ram', `RAM${kind}`, flavor.ram),
    line(prices, 'publicip', 'PublicIP', hasAddress ? 1 : 0),
    line(prices, 'disk', `hypervisor-local-storage${kind}`, flavor.disk),
  ].filter(({ amount }) => amount > 0);
}

/** Lines of a hibernated machine. */
export const linesHibernated = (prices: Prices, flavor: Flavor, hasAddress: boolean): PriceLine[] =>
  [line(prices, 'publicip', 'PublicIP', hasAddress ? 1 : 0), line(prices, 'disk', 'Cloud-SSD', flavor.disk)].filter(
    ({ amount }) => amount > 0,
  );

export const linesOfVolume = (prices: Prices, type: string, size: number): PriceLine[] => [
  line(prices, 'disk', type, size),
];

/** Lines of a bucket that holds so many GB. */
export const linesOfBucket = (prices: Prices, size: number): PriceLine[] => [
  line(prices, 'disk', 'ObjectStorage', size),
];
/** Less than the market's price, as a contract says: `flat` the price of one, `percent` what is taken off. */
export interface Discount {
  readonly type: 'flat' | 'percent';
  readonly value: number;
}

/** The lines, their GPUs at a lower price. */
export const discounted = (lines: readonly PriceLine[], { type, value }: Discount): PriceLine[] =>
  lines.map(one => {
    if (one.part !== 'gpu') return one;
    const rate = type === 'flat' ? value : round(one.rate * (1 - value / 100), PLACES);
    return { ...one, rate, price: one.amount * rate, market: { rate: one.rate, price: one.price } };
  });

/** The lines as the market has them. */
export const atMarket = (lines: readonly PriceLine[]): PriceLine[] => lines.map(one => ({ ...one, ...one.market }));

/** What lines come to, in USD an hour. A single line is not rounded: 10 GB cost 0.0009677420000000001 in the documentation. */
export function priceOf(lines: readonly PriceLine[]): number {
  const [only] = lines;
  if (lines.length === 1 && only !== undefined) return only.price;
  return round(
    lines.reduce((sum, { price }) => sum + price, 0),
    PLACES,
  );
}

/** What to charge for these lines. */
export function termsOf(state: ResourceTerms['state'], lines: readonly PriceLine[]): ResourceTerms {
  const terms = { state, perHour: priceOf(lines), parts: partsOf(lines) };
  if (lines.every(({ market }) => market === undefined)) return terms;
  const market = atMarket(lines);
  return { ...terms, market: { perHour: priceOf(market), parts: partsOf(market) } };
}

function partsOf(lines: readonly PriceLine[]): Record<PricePart, number> {
  const priceOfPart = (part: PricePart) =>
    lines.filter(line => line.part === part).reduce((sum, { price }) => sum + price, 0);
  return {
    gpu: priceOfPart('gpu'),
    cpu: priceOfPart('cpu'),
    ram: priceOfPart('ram'),
    publicip: priceOfPart('publicip'),
    disk: priceOfPart('disk'),
    ephemeral: priceOfPart('ephemeral'),
  };
}

/** What a minute costs. */
export const perMinute = (perHour: number): number => perHour / 60;

import type { Instant } from '../../domain/clock.js';
import { type Collection, Missing } from '../../domain/collection.js';
import type { Meter } from '../../domain/meter.js';
import { AccountCloud } from './account-cloud.js';
import type { TopUp } from './auto-top-up/record.js';
import type { Balance } from './balances/record.js';
import { BalanceWatch } from './balances/watch.js';
import type { BillKind } from './billing/bill-kinds.js';
import { Ledger } from './billing/ledger.js';
import type { Bill, ResourceTerms } from './billing/record.js';
import { billingInfoKey } from './billing-info/key.js';
import type { BillingInfo } from './billing-info/record.js';
import type { Environment } from './environments/record.js';
import type { Payment } from './payments/record.js';
import type { Prices } from './tariff.js';
import type { Threshold } from './thresholds/record.js';
import type { Voucher } from './vouchers/record.js';

/** What the operator lays down for this vendor. */
export interface InfrahubSettings {
  readonly prices: Prices;
  /** GPUs owned, by `region/model`. */
  readonly gpus: Readonly<Record<string, number>>;
  /** Most machines of one environment. */
  readonly mostMachines: number;
  /** Most keys of one person. */
  readonly mostApiKeys: number;
  /** Known to this world alone: keys that are made in it are drawn with it. */
  readonly secret: string;
  /** Organisations excluded from the release of public addresses in hibernation. */
  readonly keepAddresses: readonly number[];
  /** Names of all that may be tried before it is for all; null for whatever is asked for. */
  readonly betaPrograms: readonly string[] | null;
  /** Payments of these amounts fail, as with a card that is made for tests. */
  readonly declinedAmounts: readonly number[];
}

/** More than the noise of sums, in USD. */
const CENT = 0.01;

/** What belongs to an organisation and has a name. */
interface Named {
  readonly org: number;
  readonly name: string;
}

/** What names of an organisation's things are looked up by. */
export const tenantKey = ({ org, name }: Named): string => `${org}/${name}`;

/** What costs money. */
export interface Chargeable extends Named {
  readonly id: number;
  /** None for what lies in none. */
  readonly environment?: number | null;
  /** In GB. */
  readonly size?: number;
  /** Of a machine that is a node of one. */
  readonly cluster?: number | null;
}

/** What every resource stands on: the organisations, their environments, and what they pay. */
export abstract class TenantCloud extends AccountCloud {
  readonly settings: InfrahubSettings;
  readonly environments: Collection<Environment> = this.collection<Environment>('environment', {
    calledAs: ['snapshot.place.id'],
    key: tenantKey,
    schema: async () => (await import('./environments/record.js')).environment,
  });
  readonly bills: Collection<Bill> = this.collection<Bill>('bill', {
    schema: async () => (await import('./billing/record.js')).bill,
  });
  readonly charges: Meter<ResourceTerms> = this.meter<ResourceTerms>(
    'charges',
    async () => (await import('./billing/record.js')).resourceTerms,
    'bill',
  );
  readonly ledger = new Ledger(this.bills, this.charges);
  readonly payments: Collection<Payment> = this.collection<Payment>('payment', {
    key: ({ uuid }) => uuid,
    schema: async () => (await import('./payments/record.js')).paymentRecord,
  });
  readonly vouchers: Collection<Voucher> = this.collection<Voucher>('voucher', {
    key: ({ code }) => code,
    schema: async () => (await import('./vouchers/record.js')).voucherRecord,
  });
  readonly thresholds: Collection<Threshold> = this.collection<Threshold>('threshold', {
    schema: async () => (await import('./thresholds/record.js')).thresholdRecord,
  });
  readonly topUps: Collection<TopUp> = this.collection<TopUp>('autoTopUp', {
    calledAs: ['topUp'],
    key: ({ org }) => `${org}`,
    schema: async () => (await import('./auto-top-up/record.js')).topUpRecord,
  });
  readonly billingInfos: Collection<BillingInfo> = this.collection<BillingInfo>('billingInfo', {
    key: billingInfoKey,
    schema: async () => (await import('./billing-info/record.js')).billingInfoRecord,
  });
  readonly balances: Collection<Balance> = this.collection<Balance>('balance', {
    schema: async () => (await import('./balances/record.js')).balanceRecord,
  });
  readonly watch = new BalanceWatch({
    balances: this.balances,
    thresholds: this.thresholds,
    topUps: this.topUps,
    agenda: this.agenda,
  });

  constructor(seed: number, start: Instant, settings: InfrahubSettings) {
    super(seed, start);
    this.settings = settings;
  }

  /** An organisation's record; throws `Missing` when it is another's or not there. */
  own<T extends { readonly id: number; readonly org: number }>(
    records: Pick<Collection<T>, 'get' | 'resource'>,
    id: number,
    org: number,
  ): T {
    const record = records.get(id);
    if (record === undefined || record.org !== org) throw new Missing(records.resource, id);
    return record;
  }

  /** An organisation's record of a name, or undefined. */
  named<T extends Named & { readonly id: number }>(records: Collection<T>, name: string, org: number): T | undefined {
    return records.keyed(tenantKey({ org, name }));
  }

  /** What is left of what was paid in, in USD. */
  credit(org: number): number {
    const { paid, settled } = this.organizations.need(org);
    let spent = settled;
    for (const bill of this.bills.filter(one => one.org === org && one.ended === null))
      spent += this.ledger.total(bill, this.now).cost;
    return paid - spent;
  }

  /** What an hour costs now, in USD. */
  rate(org: number): number {
    let rate = 0;
    for (const bill of this.bills.filter(one => one.org === org && one.ended === null))
      rate += this.ledger.terms(bill)?.perHour ?? 0;
    return rate;
  }

  /** Raises what was paid in. */
  payIn(org: number, amount: number): void {
    const { paid } = this.organizations.need(org);
    this.organizations.update(org, { paid: paid + amount });
    this.watch.paidIn(org, amount, this.now);
  }

  /** Takes at once what something cost that has no bill. */
  spend(org: number, cost: number): void {
    const { settled } = this.organizations.need(org);
    this.organizations.update(org, { settled: settled + cost });
    this.watch.paidIn(org, -cost, this.now);
  }

  /** Adds the bills up only where the estimate comes near the threshold. */
  canCreate(org: number): boolean {
    const { threshold } = this.organizations.need(org);
    return this.watch.atLeast(org, this.now) > threshold + CENT || this.credit(org) > threshold;
  }

  /** Charges a resource on these terms from now on, or for nothing with null. Its bill begins with the first. */
  charge(kind: BillKind, resource: Chargeable, terms: ResourceTerms | null): void {
    const id = billId(kind, resource.id);
    const before = this.charges.current(id)?.perHour ?? 0;
    if (terms === null) this.charges.stop(id, this.now);
    else {
      if (this.bills.get(id) === undefined) this.bills.add(this.blankBill(kind, resource));
      this.charges.charge(id, this.now, terms);
    }
    this.#rateChanged(resource.org, (terms?.perHour ?? 0) - before);
  }

  /** The bill of a resource that was never charged. */
  blankBill(kind: BillKind, { id, org, name, environment = null, size = 0, cluster = null }: Chargeable): Bill {
    const key = billId(kind, id);
    const uuid = this.random.uuid({ entity: 'bill', id: key, field: 'id' });
    return { id: key, kind, resource: id, org, name, environment, uuid, size, cluster, since: this.now, ended: null };
  }

  /** Closes a bill for good. A resource that was never charged has none. */
  endBill(kind: BillKind, resource: number): void {
    const id = billId(kind, resource);
    const before = this.charges.current(id)?.perHour ?? 0;
    this.charges.stop(id, this.now);
    const bill = this.bills.get(id);
    if (bill === undefined || bill.ended !== null) return;
    this.#rateChanged(bill.org, -before);
    const ended = this.bills.update(id, { ended: this.now });
    const { settled } = this.organizations.need(bill.org);
    this.organizations.update(bill.org, { settled: settled + this.ledger.total(ended, this.now).cost });
  }

  #rateChanged(org: number, by: number): void {
    this.watch.rateChanged(org, by, this.now, () => this.credit(org));
  }
}

/** Name of a resource's bill, and of what the meter keeps about it. */
export const billId = (kind: BillKind, resource: number): string => `${kind}:${resource}`;

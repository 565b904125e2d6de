import type { Instant } from '../../domain/clock.js';
import { Cloud } from '../../domain/cloud.js';
import { type Collection, Missing } from '../../domain/collection.js';
import type { Meter } from '../../domain/meter.js';
import { flavorOf } from './catalogue.js';
import { Ledger } from './ledger.js';
import type { Account, Bill, Environment, Keypair, Machine, Terms, Volume } from './records.js';
import type { Prices } from './tariff.js';

/** What the operator lays down for this vendor. */
export interface InfrahubSettings {
  readonly prices: Prices;
  /** GPUs owned, by `region/model`. */
  readonly gpus: Readonly<Record<string, number>>;
  /** Most machines of one environment. */
  readonly mostMachines: number;
}

/** What the names of an organisation's things are looked up by. */
const nameOf = ({ org, name }: { readonly org: number; readonly name: string }): string => `${org}/${name}`;

/** What is true behind the Infrahub API in one world: the organisations, what they made, and what it costs. */
export class InfrahubCloud extends Cloud {
  readonly settings: InfrahubSettings;
  readonly accounts: Collection<Account> = this.collection('account');
  readonly environments: Collection<Environment> = this.collection<Environment>('environment', { key: nameOf });
  readonly keypairs: Collection<Keypair> = this.collection<Keypair>('keypair', { key: nameOf });
  readonly machines: Collection<Machine> = this.collection<Machine>('virtualMachine', { key: nameOf });
  readonly volumes: Collection<Volume> = this.collection<Volume>('volume', { key: nameOf });
  readonly bills: Collection<Bill> = this.collection('bill');
  readonly charges: Meter<Terms> = this.meter('charges');
  readonly ledger = new Ledger(this.bills, this.charges);

  constructor(seed: number, start: Instant, settings: InfrahubSettings) {
    super(seed, start);
    this.settings = settings;
  }

  /** An organisation's record; throws `Missing` when it is another's or not there. */
  own<T extends { readonly id: number; readonly org: number }>(records: Collection<T>, id: number, org: number): T {
    const record = records.get(id);
    if (record === undefined || record.org !== org) throw new Missing(records.resource, id);
    return record;
  }

  /** An organisation's record of a name, or undefined. */
  named<T extends { readonly id: number; readonly org: number; readonly name: string }>(
    records: Collection<T>,
    name: string,
    org: number,
  ): T | undefined {
    return records.keyed(nameOf({ org, name }));
  }

  /** What is left of what was paid in, in USD. */
  credit(org: number): number {
    const { paid, settled } = this.accounts.need(org);
    let spent = settled;
    for (const bill of this.bills.filter(one => one.org === org && one.ended === null))
      spent += this.ledger.total(bill, this.now).cost;
    return paid - spent;
  }

  canCreate(org: number): boolean {
    return this.credit(org) > this.accounts.need(org).threshold;
  }

  /** GPUs of a model that nobody holds in a region. A hibernated machine holds none. */
  freeGpus(region: string, model: string): number {
    let free = this.settings.gpus[`${region}/${model}`] ?? 0;
    for (const machine of this.machines.filter(({ state }) => state !== 'HIBERNATED')) {
      const flavor = flavorOf(machine.flavor);
      if (flavor.gpu === model && flavor.region === region) free -= flavor.gpus;
    }
    return Math.max(0, free);
  }

  /** Charges a resource on these terms from now on, or for nothing with null. Its bill begins with the first. */
  charge(bill: Omit<Bill, 'since' | 'ended' | 'uuid'>, terms: Terms | null): void {
    if (terms === null) {
      this.charges.stop(bill.id, this.now);
      return;
    }
    if (this.bills.get(bill.id) === undefined) {
      this.bills.add({ ...bill, uuid: this.#uuidOf(bill.id), since: this.now, ended: null });
    }
    this.charges.charge(bill.id, this.now, terms);
  }

  /** The bill of a resource that was never charged. */
  blankBill(kind: Bill['kind'], resource: Machine | Volume): Bill {
    const { id, org, name, environment } = resource;
    const key = `${kind}:${id}`;
    return {
      id: key,
      kind,
      resource: id,
      org,
      name,
      environment,
      uuid: this.#uuidOf(key),
      size: 'size' in resource ? resource.size : 0,
      since: this.now,
      ended: null,
    };
  }

  /** Closes a bill for good. A resource that was never charged has none. */
  endBill(id: string): void {
    this.charges.stop(id, this.now);
    const bill = this.bills.get(id);
    if (bill === undefined || bill.ended !== null) return;
    const ended = this.bills.update(id, { ended: this.now });
    const account = this.accounts.need(bill.org);
    this.accounts.update(bill.org, { settled: account.settled + this.ledger.total(ended, this.now).cost });
  }

  #uuidOf(bill: string): string {
    return this.random.uuid({ entity: 'bill', id: bill, field: 'id' });
  }
}

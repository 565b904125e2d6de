import { refuse } from '../../../contracts/core/failure.js';
import type { pricebook as operations } from '../../../contracts/vendors/infrahub/pricebook.js';
import { refusals } from '../../../contracts/vendors/infrahub/refusals.js';
import type { Handlers } from '../../calls/handler.js';
import { fixed } from '../../domain/money.js';
import type { InfrahubCloud } from './cloud.js';
import { atMarket, PLACES, type PriceLine, priceId, priceOf } from './tariff.js';
import { linesOfMachine } from './virtual-machines/rules.js';
import { linesOf } from './volumes/rules.js';

/** Nine places as text, and nothing as Python's Decimal writes it. */
const decimal = (price: number): string => (price === 0 ? '0E-9' : fixed(price, PLACES));

export const priceView = (id: number, name: string, price: number) => ({
  id,
  name,
  value: decimal(price),
  original_value: decimal(price),
  discount_applied: false,
  start_time: null,
  end_time: null,
});

/** What a resource costs an hour, line by line. ASSUMED: `price` is the market's, `actual_price` what is charged. */
const calculationView = (
  resource: {
    readonly kind: 'vm' | 'volume' | 'cluster';
    readonly id: number;
    readonly name: string;
    readonly status: string;
  },
  lines: readonly PriceLine[],
) => ({
  type: resource.kind,
  name: resource.name,
  infrahub_id: resource.id,
  status: resource.status,
  host: null,
  price: priceOf(atMarket(lines)),
  actual_price: priceOf(lines),
  resources: lines.map(({ part, name, amount, rate, price, market = { rate, price } }) => ({
    type: part,
    name,
    amount,
    rate: market.rate,
    discounted_rate: rate,
    price: market.price,
    actual_price: price,
  })),
});

export const handlers = {
  list({ cloud }) {
    const prices = Object.entries(cloud.settings.prices);
    return {
      status: 200,
      body: prices.map(([name, price]) => priceView(priceId(cloud.settings.prices, name), name, price)),
    };
  },

  calculate({ params, cloud, caller }) {
    const { resource_type: type, id } = params;
    const resource = calculate(cloud, caller.holder, type, id);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Successful',
        calculated_resource_bills: { org_id: caller.holder, resource },
      },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/** The words in use today, and the older page's. */
function calculate(cloud: InfrahubCloud, org: number, type: string, id: number) {
  if (type === 'virtual-machine' || type === 'instance') {
    const machine = cloud.own(cloud.machines, id, org);
    const lines = linesOfMachine(cloud, machine);
    return calculationView({ kind: 'vm', id, name: machine.name, status: machine.state }, lines);
  }
  if (type === 'volume') {
    const volume = cloud.own(cloud.volumes, id, org);
    return calculationView({ kind: 'volume', id, name: volume.name, status: volume.state }, linesOf(cloud, volume));
  }
  if (type === 'cluster') {
    const { name, state: status, nodes } = cloud.own(cloud.clusters, id, org);
    const workers = nodes.filter(node => node.role === 'worker' && node.state !== 'DELETING');
    const lines = workers.flatMap(({ machine }) => linesOfMachine(cloud, cloud.machines.need(machine)));
    return calculationView({ kind: 'cluster', id, name, status }, lines);
  }
  throw refuse(refusals.noResourceType, type);
}

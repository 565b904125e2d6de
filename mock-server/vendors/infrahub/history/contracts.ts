import type { history as operations } from '../../../../contracts/vendors/infrahub/history/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { matches } from '../common.js';
import { allocationsOf, contractState } from '../contracts/rules.js';
import { billId } from '../tenant-cloud.js';
import { windowOf } from './periods.js';
import { metricsInListView } from './view.js';

/** What the machines of a contract cost while they were in it; the price is what an hour of them costs now. */
export const historyOfContracts = {
  contracts({ query, cloud, caller }) {
    const { from, to } = windowOf(cloud, query);
    const found = cloud.contracts.filter(
      one =>
        one.org === caller.holder && one.start < to && one.end > from && matches(query.search, one.description, one.id),
    );
    const billing_history = found.map(contract => ({
      attributes: {
        id: cloud.random.uuid({ entity: 'contract', id: contract.id, field: 'bill' }),
        infrahub_id: contract.id,
        resource_name: contract.description,
        status: contractState(contract, cloud.now),
      },
      metrics: metricsOf(cloud, contract.id, from, to),
    }));
    return {
      status: 200,
      body: {
        status: true,
        message: 'Billing History for Contract Retrieved Successfully.',
        billing_history_contract: { org_id: caller.holder, billing_history, total_count: billing_history.length },
      },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

function metricsOf(cloud: InfrahubCloud, contract: number, from: number, to: number) {
  const sums = { cost: 0, atMarket: 0, minutes: 0, price: { perHour: 0, atMarket: 0 } };
  for (const allocation of allocationsOf(cloud, contract)) {
    const bill = cloud.bills.get(billId('vm', allocation.id));
    if (bill === undefined) continue;
    const last = Math.min(to, allocation.to ?? to);
    const first = Math.max(from, allocation.from);
    const { cost, minutes } = cloud.ledger.cost(bill, first, last);
    sums.cost += cost;
    sums.atMarket += cloud.ledger.marketCost(bill, first, last);
    sums.minutes += minutes;
    const terms = allocation.to === null ? cloud.ledger.terms(bill) : undefined;
    sums.price.perHour += terms?.perHour ?? 0;
    sums.price.atMarket += (terms?.market ?? terms)?.perHour ?? 0;
  }
  return metricsInListView(sums, sums.price);
}

import type { history as operations } from '../../../../contracts/vendors/infrahub/history/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { Bill } from '../billing/record.js';
import type { InfrahubCloud } from '../cloud.js';
import { lifeOf, stepsOf, windowOf } from './periods.js';
import { pointView } from './view.js';

export const historyOfOrganization = {
  organization({ query, cloud, caller }) {
    const window = windowOf(cloud, query);
    const bills = cloud.ledger.bills(caller.holder, window.from, window.to);
    const costs = cloud.ledger.costs(caller.holder, window.from, window.to);
    const total = costs.vm + costs.volume + costs.snapshot + costs.bucket + costs.cluster;
    const steps = query.graph ? stepsOf(lifeOf(bills, window)) : undefined;
    const metrics = {
      incurred_bill: total,
      non_discounted_bill: total + savedIn(cloud, bills, window.from, window.to),
      vm_cost: costs.vm,
      volume_cost: costs.volume,
      contract_cost: 0,
      snapshot_cost: costs.snapshot,
      bucket_cost: costs.bucket,
      ais_token_cost: 0,
      ais_workload_cost: 0,
      ...(steps && {
        incurred_bill_graph: steps.windows.map(({ from, to }) =>
          pointView(
            from,
            bills.reduce((sum, bill) => sum + cloud.ledger.cost(bill, from, to).cost, 0),
          ),
        ),
      }),
    };
    const attributes = { id: cloud.random.uuid({ entity: 'organization', id: caller.holder, field: 'bill' }) };
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling History Retrieved Successfully.', // sic
        billing_history: {
          org_id: caller.holder,
          billing_history: [{ attributes, metrics }],
          total_count: 1,
          ...(steps && { granularity: steps.seconds }),
        },
      },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/** How much less was charged because of contracts. */
const savedIn = (cloud: InfrahubCloud, bills: readonly Bill[], from: number, to: number): number =>
  bills
    .filter(({ kind, resource }) => kind === 'vm' && cloud.allocations.get(resource) !== undefined)
    .reduce((sum, bill) => sum + cloud.ledger.marketCost(bill, from, to) - cloud.ledger.cost(bill, from, to).cost, 0);

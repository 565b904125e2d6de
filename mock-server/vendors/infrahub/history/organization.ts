import type { history as operations } from '../../../../contracts/vendors/infrahub/history/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { Instant } from '../../../domain/clock.js';
import type { AiUsage } from '../ai-usage/record.js';
import { aiUsagesIn, costOf } from '../ai-usage/rules.js';
import type { Bill } from '../billing/record.js';
import type { InfrahubCloud } from '../cloud.js';
import { lifeOfAi } from './ai-rows.js';
import { lifeOf, stepsOf, windowOf } from './periods.js';
import { pointView } from './view.js';

export const historyOfOrganization = {
  organization({ query, cloud, caller }) {
    const window = windowOf(cloud, query);
    const bills = cloud.ledger.bills(caller.holder, window.from, window.to);
    const costs = cloud.ledger.costs(caller.holder, window.from, window.to);
    const usages = aiUsagesIn(cloud, caller.holder, window.from, window.to);
    const ai = costsOfAi(usages);
    const resources = costs.vm + costs.volume + costs.snapshot + costs.bucket + costs.cluster;
    const total = resources + ai.tokens + ai.workloads;
    const steps = query.graph ? stepsOf(lifeOf([...bills, ...usages.map(lifeOfAi)], window)) : undefined;
    const metrics = {
      incurred_bill: total,
      non_discounted_bill: total + savedIn(cloud, bills, window.from, window.to),
      vm_cost: costs.vm,
      volume_cost: costs.volume,
      contract_cost: 0,
      snapshot_cost: costs.snapshot,
      bucket_cost: costs.bucket,
      ais_token_cost: ai.tokens,
      ais_workload_cost: ai.workloads,
      ...(steps && {
        incurred_bill_graph: steps.windows.map(({ from, to }) =>
          pointView(
            from,
            bills.reduce((sum, bill) => sum + cloud.ledger.cost(bill, from, to).cost, 0) + totalOfAi(usages, from, to),
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

/** What AI products cost, by whether tokens or hours are billed. */
function costsOfAi(usages: readonly AiUsage[]) {
  const costs = { tokens: 0, workloads: 0 };
  for (const usage of usages) {
    const { input, output, hours } = costOf(usage);
    costs.tokens += input + output;
    costs.workloads += hours;
  }
  return costs;
}

/** What those usages cost that were billed in (from, to]. */
const totalOfAi = (usages: readonly AiUsage[], from: Instant, to: Instant): number =>
  usages.filter(({ at }) => at > from && at <= to).reduce((sum, usage) => sum + costOf(usage).total, 0);
/** How much less was charged because of contracts. */
const savedIn = (cloud: InfrahubCloud, bills: readonly Bill[], from: number, to: number): number =>
  bills
    .filter(({ kind, resource }) => kind === 'vm' && cloud.allocations.get(resource) !== undefined)
    .reduce((sum, bill) => sum + cloud.ledger.marketCost(bill, from, to) - cloud.ledger.cost(bill, from, to).cost, 0);

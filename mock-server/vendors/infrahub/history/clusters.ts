import type { history as operations } from '../../../../contracts/vendors/infrahub/history/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { Instant } from '../../../domain/clock.js';
import type { Bill } from '../billing/record.js';
import type { InfrahubCloud } from '../cloud.js';
import { lifeOf, stepsOf, windowOf } from './periods.js';
import { billOf, costIn, listOf, one, priceIn } from './rows.js';
import { machineAttributes, metricsInListView, metricsView, type Price, partAttributes, pointView } from './view.js';

/** A cluster costs what its nodes do. Its own bill, of nothing, tells how long it was there. */
export const historyOfClusters = {
  clusters({ query, cloud, caller }) {
    const { rows, total, pagination } = listOf('cluster', { cloud, caller }, query);
    const { from, to } = windowOf(cloud, query);
    return {
      status: 200,
      body: {
        success: true,
        message: 'Billing History for Cluster Retrieved Successfully.',
        billing_history_cluster: {
          org_id: caller.holder,
          billing_history: rows.map(({ bill }) => ({
            attributes: machineAttributes(cloud, bill),
            metrics: metricsInListView(sumOf(cloud, bill, from, to), priceOf(cloud, bill, to)),
          })),
          total_count: total,
          pagination: { ...pagination, total_count: total },
        },
      },
    };
  },

  cluster({ params, query, cloud, caller }) {
    const bill = billOf('cluster', { cloud, caller }, params.cluster_id);
    const { from, to } = windowOf(cloud, query);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling Details for the Cluster Retrieved Successfully.',
        billing_history_cluster_details: {
          attributes: machineAttributes(cloud, bill),
          metrics: metricsView(sumOf(cloud, bill, from, to), priceOf(cloud, bill, to)),
          nodes: nodesOf(cloud, bill).map(node => ({
            attributes: machineAttributes(cloud, node),
            metrics: metricsView(costIn(cloud, node, from, to), priceIn(cloud, node, to)),
          })),
        },
      },
    };
  },

  clusterGraph({ params, query, cloud, caller }) {
    const bill = billOf('cluster', { cloud, caller }, params.cluster_id);
    const { from, to } = windowOf(cloud, query);
    const nodes = nodesOf(cloud, bill);
    const steps = stepsOf(lifeOf([bill, ...nodes], { from, to }));
    const metrics = {
      incurred_bill: sumOf(cloud, bill, from, to).cost,
      incurred_bill_graph: steps.windows.map(step => pointView(step.from, costOf(cloud, nodes, step.from, step.to))),
    };
    const details = one(bill, { attributes: partAttributes(bill), metrics });
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling Details Hourly Cost datapoints for the Cluster Retrieved Successfully.',
        billing_history_cluster_details: { ...details, granularity: steps.seconds },
      },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/** Bills of the machines that are or were nodes of a cluster. */
const nodesOf = (cloud: InfrahubCloud, { org, resource }: Bill): Bill[] =>
  cloud.bills.filter(bill => bill.org === org && bill.cluster === resource);

const costOf = (cloud: InfrahubCloud, nodes: readonly Bill[], from: Instant, to: Instant): number =>
  nodes.reduce((sum, node) => sum + cloud.ledger.cost(node, from, to).cost, 0);

const sumOf = (cloud: InfrahubCloud, bill: Bill, from: Instant, to: Instant) => ({
  minutes: cloud.ledger.cost(bill, from, to).minutes,
  cost: costOf(cloud, nodesOf(cloud, bill), from, to),
  atMarket: nodesOf(cloud, bill).reduce((sum, node) => sum + cloud.ledger.marketCost(node, from, to), 0),
});

function priceOf(cloud: InfrahubCloud, bill: Bill, to: Instant): Price {
  const live = nodesOf(cloud, bill).filter(({ ended }) => ended === null);
  const prices = live.map(node => priceIn(cloud, node, to));
  return {
    perHour: prices.reduce((sum, { perHour }) => sum + perHour, 0),
    atMarket: prices.reduce((sum, { atMarket }) => sum + atMarket, 0),
  };
}

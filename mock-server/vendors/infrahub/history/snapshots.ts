import type { history as operations } from '../../../../contracts/vendors/infrahub/history/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { windowOf } from './periods.js';
import { billOf, graphOf, listOf, one, priceIn } from './rows.js';
import { billedAttributes, metricsOfStoredView, storedAttributes } from './view.js';

export const historyOfSnapshots = {
  snapshots({ query, cloud, caller }) {
    const { rows, total, pagination } = listOf('snapshot', { cloud, caller }, query);
    return {
      status: 200,
      body: {
        success: true,
        message: 'Billing History for Snapshot Retrieved Successfully.',
        billing_history_snapshot: {
          org_id: caller.holder,
          billing_history: rows.map(({ bill, metrics }) => ({ attributes: billedAttributes(cloud, bill), metrics })),
          total_count: total,
          pagination: { ...pagination, total_count: total },
        },
      },
    };
  },

  snapshot({ params, query, cloud, caller }) {
    const bill = billOf('snapshot', { cloud, caller }, params.snapshot_id);
    const { from, to } = windowOf(cloud, query);
    const metrics = metricsOfStoredView(cloud.ledger.cost(bill, from, to), priceIn(cloud, bill, to));
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling Details for the snapshot Retrieved Successfully.', // worded after that of the volumes
        billing_history_snapshot_details: one(bill, { attributes: storedAttributes(cloud, bill), metrics }),
      },
    };
  },

  snapshotGraph({ params, query, cloud, caller }) {
    const bill = billOf('snapshot', { cloud, caller }, params.snapshot_id);
    const { metrics, granularity } = graphOf(cloud, bill, query);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling Details Hourly Cost datapointsfor the snapshot Retrieved Successfully.', // sic
        billing_history_snapshot_details: {
          ...one(bill, { attributes: storedAttributes(cloud, bill), metrics }),
          granularity,
        },
      },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

import type { history as operations } from '../../../../contracts/vendors/infrahub/history/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { windowOf } from './periods.js';
import { billOf, eventsOf, graphOf, listOf, one, priceIn } from './rows.js';
import { billedAttributes, metricsOfStoredView, storedAttributes } from './view.js';

export const historyOfVolumes = {
  volumes({ query, cloud, caller }) {
    const { rows, total, pagination } = listOf('volume', { cloud, caller }, query);
    return {
      status: 200,
      body: {
        success: true,
        message: 'Billing History for Volume Retrieved Successfully.',
        billing_history_volume: {
          org_id: caller.holder,
          billing_history: rows.map(({ bill, metrics }) => ({
            attributes: billedAttributes(cloud, bill),
            metrics,
          })),
          total_count: total,
          pagination: { ...pagination, total_count: total },
        },
      },
    };
  },

  volume({ params, query, cloud, caller }) {
    const bill = billOf('volume', { cloud, caller }, params.volume_id);
    const { from, to } = windowOf(cloud, query);
    const metrics = metricsOfStoredView(cloud.ledger.cost(bill, from, to), priceIn(cloud, bill, to));
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling Details for the Volume Retrieved Successfully.',
        billing_history_volume_details: one(bill, { attributes: storedAttributes(cloud, bill), metrics }),
      },
    };
  },

  volumeGraph({ params, query, cloud, caller }) {
    const bill = billOf('volume', { cloud, caller }, params.volume_id);
    const { metrics, granularity } = graphOf(cloud, bill, query);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling Details Hourly Cost datapointsfor the Volume Retrieved Successfully.', // sic
        billing_history_volume_details: {
          ...one(bill, { attributes: storedAttributes(cloud, bill), metrics }),
          granularity,
        },
      },
    };
  },

  volumeEvents({ params, query, cloud, caller }) {
    const bill = billOf('volume', { cloud, caller }, params.volume_id);
    return { status: 200, body: eventsOf(cloud, bill, `volume ${params.volume_id}`, query) };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

import type { history as operations } from '../../../../contracts/vendors/infrahub/history/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { Bill } from '../billing/record.js';
import type { InfrahubCloud } from '../cloud.js';
import { type DateRange, windowOf } from './periods.js';
import { billOf, graphOf, listOf, one, priceIn } from './rows.js';
import { billedAttributes, metricsView, timesByState } from './view.js';

/** GB that were stored at the end of a window, or when the bucket was deleted. */
function sizeIn(cloud: InfrahubCloud, bill: Bill, query: DateRange): number {
  const { to } = windowOf(cloud, query);
  return cloud.ledger.stretches(bill, bill.since, to).at(-1)?.terms.size ?? 0;
}

export const historyOfBuckets = {
  buckets({ query, cloud, caller }) {
    const { rows, total, pagination } = listOf('bucket', { cloud, caller }, query);
    return {
      status: 200,
      body: {
        success: true,
        message: 'Billing History for Bucket Retrieved Successfully.',
        billing_history_bucket: {
          org_id: caller.holder,
          billing_history: rows.map(({ bill, metrics }) => ({
            attributes: billedAttributes(cloud, bill),
            metrics: { ...metrics, size: sizeIn(cloud, bill, query) },
          })),
          total_count: total,
          pagination: { ...pagination, total_count: total },
        },
      },
    };
  },

  bucket({ params, query, cloud, caller }) {
    const bill = billOf('bucket', { cloud, caller }, params.bucket_id);
    const { from, to } = windowOf(cloud, query);
    const metrics = {
      ...metricsView(cloud.ledger.cost(bill, from, to), priceIn(cloud, bill, to)),
      ...timesByState(cloud.ledger.stretches(bill, from, to)),
    };
    return {
      status: 200,
      body: {
        status: true,
        message: 'Biling Details for the Bucket Retrieved Successfully.', // as of volumes
        billing_history_bucket_details: { attributes: billedAttributes(cloud, bill), metrics },
      },
    };
  },

  bucketGraph({ params, query, cloud, caller }) {
    const bill = billOf('bucket', { cloud, caller }, params.bucket_id);
    const { metrics, granularity } = graphOf(cloud, bill, query);
    return { status: 200, body: { ...one(bill, { attributes: billedAttributes(cloud, bill), metrics }), granularity } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

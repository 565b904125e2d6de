import type { billing as operations } from '../../../../contracts/vendors/infrahub/billing.js';
import type { Handlers } from '../../../calls/handler.js';
import { DAY, startOfDay } from '../../../domain/clock.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Bill } from './record.js';
import { usageView } from './view.js';

export const handlers = {
  usage({ query, cloud, caller }) {
    const { deleted, environment } = query;
    const place =
      environment === undefined ? undefined : cloud.named(cloud.environments, environment, caller.holder)?.id;
    const wanted = (bill: Bill): boolean =>
      bill.org === caller.holder &&
      (deleted === undefined || deleted === (bill.ended !== null)) &&
      (environment === undefined || bill.environment === place || `${bill.environment}` === environment);
    const bills = cloud.bills.filter(wanted);
    const data = bills.map(bill => usageView(cloud, bill));
    const cache = cloud.ledger.holdsUntil(bills, cloud.now);
    return { status: 200, body: { message: 'Successful', status: true, data }, cache };
  },

  lastDayCost({ cloud, caller }) {
    const today = startOfDay(cloud.now);
    const costs = { vm: 0, volume: 0 };
    for (const bill of cloud.ledger.bills(caller.holder, today - DAY, today))
      costs[bill.kind] += cloud.ledger.cost(bill, today - DAY, today).cost;
    const data = {
      instances_cost: costs.vm,
      volumes_cost: costs.volume,
      clusters_cost: 0,
      total_cost: costs.vm + costs.volume,
    };
    return { status: 200, body: { message: 'Successful', status: true, data }, cache: today + DAY };
  },

  alive() {
    return { status: 200, body: { message: 'alive' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

import type { billing as operations } from '../../../../contracts/vendors/infrahub/billing.js';
import type { Handlers } from '../../../calls/handler.js';
import { DAY, startOfDay } from '../../../domain/clock.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Bill } from './record.js';
import { isUsage, usageView } from './view.js';

export const handlers = {
  usage({ query, cloud, caller }) {
    const { deleted, environment } = query;
    const place =
      environment === undefined ? undefined : cloud.named(cloud.environments, environment, caller.holder)?.id;
    const wanted = (bill: Bill): boolean =>
      bill.org === caller.holder &&
      (deleted === undefined || deleted === (bill.ended !== null)) &&
      (environment === undefined || bill.environment === place || `${bill.environment}` === environment);
    const bills = cloud.bills.filter(wanted).filter(isUsage);
    const data = bills.map(bill => usageView(cloud, bill));
    const cache = cloud.ledger.holdsUntil(bills, cloud.now);
    return { status: 200, body: { message: 'Successful', status: true, data }, cache };
  },

  lastDayCost({ cloud, caller }) {
    const today = startOfDay(cloud.now);
    const costs = cloud.ledger.costs(caller.holder, today - DAY, today);
    const data = {
      instances_cost: costs.vm,
      volumes_cost: costs.volume,
      clusters_cost: costs.cluster,
      total_cost: costs.vm + costs.volume + costs.cluster,
    };
    return { status: 200, body: { message: 'Successful', status: true, data }, cache: today + DAY };
  },

  alive() {
    return { status: 200, body: { message: 'alive' } };
  },

  aliveDoc() {
    return { status: 200, body: { message: 'alive' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

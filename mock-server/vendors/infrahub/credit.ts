import type { credit as operations } from '../../../contracts/vendors/infrahub/credit.js';
import type { Handlers } from '../../calls/handler.js';
import type { InfrahubCloud } from './cloud.js';

export const handlers = {
  show({ cloud, caller }) {
    const data = {
      credit: cloud.credit(caller.holder),
      threshold: cloud.organizations.need(caller.holder).threshold,
      can_create_instance: cloud.canCreate(caller.holder),
    };
    const live = cloud.bills.filter(({ org, ended }) => org === caller.holder && ended === null);
    const cache = cloud.ledger.holdsUntil(live, cloud.now);
    return { status: 200, body: { message: 'Success', status: true, data }, cache };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

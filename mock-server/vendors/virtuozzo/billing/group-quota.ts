import type { groupQuota as operations } from '../../../../contracts/vendors/virtuozzo/billing/group-quota.js';
import type { Handlers } from '../../../calls/handler.js';
import { accountGroups } from '../catalogue.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { mustOperate } from '../users/account/person.js';

export const handlers = {
  getGroups({ cloud, caller }) {
    mustOperate(cloud, caller);
    return { status: 200, body: { result: 0, array: accountGroups.map(name => ({ name, type: name })) } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

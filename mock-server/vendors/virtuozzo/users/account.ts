import type { users as operations } from '../../../../contracts/vendors/virtuozzo/users/account.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { personView } from './person.js';

export const handlers = {
  getUserInfo({ cloud, caller }) {
    return { status: 200, body: { result: 0, ...personView(cloud.accounts.need(caller.holder)) } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

import { Failure, refuse } from '../../../contracts/core/failure.js';
import {
  notExcluded,
  type floatingIpExclusions as operations,
} from '../../../contracts/vendors/infrahub/floating-ip-exclusions.js';
import type { Handlers } from '../../calls/handler.js';
import type { InfrahubCloud } from './cloud.js';

export const handlers = {
  show({ params, cloud, caller }) {
    const isOther = params.org_id !== caller.holder && cloud.organizations.get(params.org_id) !== undefined;
    if (isOther) throw new Failure('forbidden');
    if (!cloud.keepsAddresses(params.org_id)) throw refuse(notExcluded);
    return { status: 200, body: { status: true, message: 'Org is excluded from floating IP detachment' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

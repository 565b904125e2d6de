import type { z } from 'zod';
import type { person } from '../../../../contracts/vendors/virtuozzo/users/person.js';
import type { Account } from '../billing/account/record.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { personOf } from './account/person.js';

/** Members by which a user is shown. */
export function personView(cloud: VirtuozzoCloud, { id, email, name }: Account): z.output<typeof person> {
  const changed = personOf(cloud, id);
  return {
    uid: id,
    email,
    name: changed.name ?? name,
    status: changed.isSuspended ? 'SUSPENDED' : 'ENABLED',
    accessType: 'FULL_ACCESS',
    authType: changed.hasSecondFactor ? 'TFA' : 'BASIC',
    ...(Object.keys(changed.data).length > 0 && { data: { ...changed.data } }),
  };
}

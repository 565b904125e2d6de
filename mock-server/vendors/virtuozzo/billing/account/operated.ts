import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Caller } from '../../../../domain/credentials.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { mustOperate } from '../../users/account/person.js';
import type { Account } from './record.js';

/** The account that an operator's call is about. */
export function operated(cloud: VirtuozzoCloud, caller: Caller, uid: number): Account {
  mustOperate(cloud, caller);
  const record = cloud.accounts.get(uid);
  if (record === undefined) throw refuse(refusals.noUser, { uid });
  return record;
}

import type { z } from 'zod';
import type {
  apiListItem,
  collaboration,
  partner,
  policy,
  resourceAnswer,
  role,
} from '../../../../../contracts/vendors/virtuozzo/users/collaboration/schemas.js';
import type { Account } from '../../billing/account/record.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { knownMethod } from './methods.js';
import type { Collaboration, Role, SharedResource } from './record.js';
import { policyOf } from './rights.js';
import type { Policy } from './system-policies.js';

const statuses = {
  pending: 'PENDING',
  rejected: 'REJECTED',
  active: 'ACTIVE',
  suspended: 'SUSPENDED',
  left: 'LEFT',
} as const;

const partnerView = ({ id, email, name }: Account): z.output<typeof partner> => ({
  id,
  email,
  name,
  authType: 'BASIC',
});

/** A collaboration as one of the two sees it. */
export function collaborationView(record: Collaboration, uid: number): z.output<typeof collaboration> {
  const { id, owner, email, member, status, memberName, ownerName } = record;
  const displayName = uid === owner ? memberName : ownerName;
  return {
    id,
    ownerUid: owner,
    ...(member !== null && { memberUid: member }),
    email,
    status: statuses[status],
    ...(displayName !== null && { displayName }),
    ...(memberName !== null && { memberDisplayName: memberName }),
    ...(ownerName !== null && { ownerDisplayName: ownerName }),
  };
}

/** One collaboration in an answer of its own, with the two behind it. */
export function collaborationBody({ accounts }: VirtuozzoCloud, record: Collaboration, uid: number) {
  const member = record.member === null ? undefined : accounts.get(record.member);
  return {
    result: 0,
    isOwner: uid === record.owner,
    collaboration: {
      ...collaborationView(record, uid),
      owner: partnerView(accounts.need(record.owner)),
      ...(member !== undefined && { member: partnerView(member) }),
    },
  } as const;
}

export function itemView(name: string): z.output<typeof apiListItem> {
  const { id, isShareable } = knownMethod(name) ?? { id: 0, isShareable: false };
  return { id, method: name, isCollaborationAccessible: isShareable };
}

export const policyView = (shown: Policy): z.output<typeof policy> => ({
  id: shown.id,
  name: shown.name,
  ...(shown.uniqueName !== null && { uniqueName: shown.uniqueName }),
  ...(shown.description !== null && { description: shown.description }),
  isSystem: shown.owner === null,
  type: shown.isAboutAccount ? 'COLLABORATION' : 'ENVIRONMENT',
  behavior: 'ALLOW',
  apiListItems: shown.methods.map(itemView),
});

/** Policies of a role that were deleted are no longer in it. */
export const roleView = (
  cloud: VirtuozzoCloud,
  { id, name, description, receivesNotification, policies }: Role,
): z.output<typeof role> => ({
  id,
  name,
  ...(description !== null && { description }),
  receiveNotification: receivesNotification,
  policies: policies
    .map(one => policyOf(cloud, one))
    .filter(one => one !== undefined)
    .map(policyView),
});

/** With its maker, as the call that made or changed it answers. */
export const withOwner = <Shown extends object>({ accounts }: VirtuozzoCloud, shown: Shown, uid: number) => ({
  ...shown,
  owner: partnerView(accounts.need(uid)),
});

const types = { environment: 'ENV', group: 'ENV_GROUP', account: 'ACCOUNT' } as const;

export const kindOf = (type: (typeof types)[keyof typeof types]): SharedResource['kind'] =>
  type === 'ENV' ? 'environment' : type === 'ENV_GROUP' ? 'group' : 'account';

export function resourceView(cloud: VirtuozzoCloud, shared: SharedResource): z.output<typeof resourceAnswer> {
  const { owner, member } = cloud.collaborations.need(shared.collaboration);
  const roles = shared.roles.map(id => cloud.roles.need(id));
  return {
    result: 0,
    id: shared.id,
    collaborationId: shared.collaboration,
    resourceId: shared.resource,
    type: types[shared.kind],
    roleIds: [...shared.roles],
    roles: roles.map(role => roleView(cloud, role)),
    ownerUid: owner,
    ...(member !== null && { memberId: member }),
    receiveNotification: roles.some(({ receivesNotification }) => receivesNotification),
  };
}

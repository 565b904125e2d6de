import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { collaboration as operations } from '../../../../../contracts/vendors/virtuozzo/users/collaboration/operations.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { Collaboration } from './record.js';
import { isOf, mustBe, sharedBy, sharedTo } from './rules.js';
import { collaborationBody, collaborationView } from './view.js';

/** Invitations and what becomes of them. */
export const members = {
  inviteMember({ query, cloud, caller }) {
    const owner = caller.holder;
    const email = query.email.toLowerCase();
    if (cloud.accounts.need(owner).email.toLowerCase() === email)
      throw refuse(refusals.invalidParameter, { name: 'email' });
    const before = cloud.collaborations.find(one => one.owner === owner && one.email.toLowerCase() === email);
    if (before !== undefined && before.status !== 'rejected' && before.status !== 'left')
      throw refuse(refusals.memberInvited, { email: query.email });
    const memberName = query.displayName ?? null;
    const record =
      before === undefined
        ? cloud.collaborations.add({
            id: cloud.nextId('collaboration'),
            owner,
            email: query.email,
            member: null,
            status: 'pending',
            invitedOn: cloud.now,
            memberName,
            ownerName: null,
          })
        : invitedAgain(cloud, before, { memberName });
    return { status: 200, body: collaborationBody(cloud, record, owner) };
  },

  resendMemberInvitation({ query, cloud, caller }) {
    const record = sharedBy(cloud, caller.holder, query.id);
    mustBe(record, 'pending', 'rejected', 'left');
    invitedAgain(cloud, record);
    return { status: 200, body: { result: 0 } };
  },

  editMember({ query, cloud, caller }) {
    const { id } = sharedBy(cloud, caller.holder, query.id);
    const record = cloud.collaborations.update(id, {
      ...(isNamed(query) && { memberName: query.displayName ?? null }),
    });
    return { status: 200, body: collaborationBody(cloud, record, caller.holder) };
  },

  suspendMember({ query, cloud, caller }) {
    const record = sharedBy(cloud, caller.holder, query.id);
    mustBe(record, 'active');
    cloud.collaborations.update(record.id, { status: 'suspended' });
    return { status: 200, body: { result: 0 } };
  },

  activateMember({ query, cloud, caller }) {
    const record = sharedBy(cloud, caller.holder, query.id);
    mustBe(record, 'suspended');
    cloud.collaborations.update(record.id, { status: 'active' });
    return { status: 200, body: { result: 0 } };
  },

  deleteMember({ query, cloud, caller }) {
    const { id } = sharedBy(cloud, caller.holder, query.id);
    takeBack(cloud, id);
    cloud.collaborations.remove(id);
    return { status: 200, body: { result: 0 } };
  },

  getMembers({ query, cloud, caller }) {
    const { id } = query;
    const found =
      id === undefined
        ? cloud.collaborations.filter(({ owner }) => owner === caller.holder)
        : [sharedBy(cloud, caller.holder, id)];
    const collaborations = found.map(record => collaborationView(record, caller.holder));
    return { status: 200, body: { result: 0, isOwner: true, collaborations } };
  },

  getCollaborations({ query, cloud, caller }) {
    const { id, ownerUid } = query;
    const found =
      id === undefined
        ? cloud.collaborations.filter(record => isOf(cloud, caller.holder, record))
        : [sharedTo(cloud, caller.holder, id)];
    const collaborations = found
      .filter(({ owner }) => ownerUid === undefined || owner === ownerUid)
      .map(record => collaborationView(record, caller.holder));
    return { status: 200, body: { result: 0, isOwner: false, collaborations } };
  },

  acceptCollaboration({ query, cloud, caller }) {
    const member = caller.holder;
    const before = sharedTo(cloud, member, query.id);
    mustBe(before, 'pending');
    const others = cloud.collaborations.filter(({ owner }) => owner === before.owner);
    if (others.some(one => one.member === member)) throw refuse(refusals.memberInvited, { email: before.email });
    const record = cloud.collaborations.update(before.id, { status: 'active', member });
    return { status: 200, body: collaborationBody(cloud, record, member) };
  },

  rejectCollaboration({ query, cloud, caller }) {
    const record = sharedTo(cloud, caller.holder, query.id);
    mustBe(record, 'pending');
    cloud.collaborations.update(record.id, { status: 'rejected' });
    return { status: 200, body: { result: 0 } };
  },

  leaveCollaboration({ query, cloud, caller }) {
    const record = sharedTo(cloud, caller.holder, query.id);
    mustBe(record, 'active', 'suspended');
    takeBack(cloud, record.id);
    cloud.collaborations.update(record.id, { status: 'left', member: null });
    return { status: 200, body: { result: 0 } };
  },

  editCollaboration({ query, cloud, caller }) {
    const { id } = sharedTo(cloud, caller.holder, query.id);
    const record = cloud.collaborations.update(id, { ...(isNamed(query) && { ownerName: query.displayName ?? null }) });
    return { status: 200, body: collaborationBody(cloud, record, caller.holder) };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Whether a call says a name, be it an empty one, which takes the name away. */
const isNamed = (query: object): boolean => 'displayName' in query;

const invitedAgain = (cloud: VirtuozzoCloud, { id }: Collaboration, changed: Partial<Collaboration> = {}) =>
  cloud.collaborations.update(id, { ...changed, status: 'pending', invitedOn: cloud.now });

/** Nothing is shared in the collaboration any more. */
function takeBack({ sharedResources }: VirtuozzoCloud, collaboration: number): void {
  for (const { id } of sharedResources.filter(shared => shared.collaboration === collaboration))
    sharedResources.remove(id);
}

import type { z } from 'zod';
import { refuse } from '../../../../contracts/core/failure.js';
import {
  inviteRefusals,
  type invites as operations,
  type shownInvite,
} from '../../../../contracts/vendors/infrahub/invites.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import { emailKey } from '../users/keys.js';
import type { Invite } from './record.js';

/** How long an email is on its way. */
const ON_ITS_WAY = 10_000;

/** The first two words are printed; the last is ours. */
const statusOf = ({ isAccepted, createdAt }: Invite, now: number): string =>
  isAccepted ? 'CONFIRMED' : now < createdAt + ON_ITS_WAY ? 'EMAIL_SENT' : 'CONFIRMATION_PENDING';

const inviteView = (invite: Invite, now: number): z.output<typeof shownInvite> => ({
  id: invite.id,
  email: invite.email,
  status: statusOf(invite, now),
  created_at: timeText(invite.createdAt),
});

export const handlers = {
  list({ cloud, caller }) {
    const invites = cloud.invites.filter(({ org }) => org === caller.holder).map(one => inviteView(one, cloud.now));
    return { status: 200, body: { status: true, message: 'Getting invites successful', invites } };
  },

  create({ body: { email }, cloud, caller }) {
    const org = caller.holder;
    const person = cloud.people.keyed(emailKey({ email }));
    if (person !== undefined && cloud.membershipOf(org, person.id) !== undefined)
      throw refuse(inviteRefusals.isMember, email);
    const earlier = cloud.invites.keyed(`${org}/${emailKey({ email })}`);
    if (earlier?.isAccepted === false) throw refuse(inviteRefusals.isInvited, email);
    if (earlier !== undefined) cloud.invites.remove(earlier.id); // of somebody who left since
    const id = cloud.nextId('invite');
    const invite = cloud.invites.add({ id, org, email, isAccepted: false, createdAt: cloud.now });
    const message = 'Inviting user successful';
    return { status: 201, body: { status: true, message, invite: inviteView(invite, cloud.now) } };
  },

  delete({ params, cloud, caller }) {
    cloud.invites.remove(cloud.own(cloud.invites, params.id, caller.holder).id);
    return { status: 200, body: { status: true, message: 'Invite deleted successfully' } };
  },

  accept({ params, cloud, caller }) {
    const user = cloud.people.need(cloud.userOf(caller));
    const invite = cloud.invites.get(params.id);
    if (invite === undefined || emailKey(invite) !== emailKey(user)) throw refuse(inviteRefusals.notFound);
    if (invite.isAccepted) throw refuse(inviteRefusals.isAccepted);
    cloud.invites.update(invite.id, { isAccepted: true });
    const id = cloud.nextId('membership');
    cloud.memberships.add({ id, org: invite.org, user: user.id, role: null, joinedAt: cloud.now });
    return { status: 200, body: { status: true, message: 'Invite accepted successfully' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

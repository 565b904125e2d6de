import type { z } from 'zod';
import { refuse } from '../../../contracts/core/failure.js';
import {
  memberRefusals,
  type organizations as operations,
  type shownMember,
} from '../../../contracts/vendors/infrahub/organizations.js';
import type { Handlers } from '../../calls/handler.js';
import { endKey } from './api-keys/handlers.js';
import type { InfrahubCloud } from './cloud.js';
import { timeText } from './common.js';
import { emailKey } from './users/keys.js';
import type { Membership } from './users/record.js';

function memberView(cloud: InfrahubCloud, { org, user, joinedAt }: Membership): z.output<typeof shownMember> {
  const person = cloud.people.need(user);
  const role = cloud.roleOf(org, user);
  const held = cloud.membershipOf(org, user)?.role ?? null;
  return {
    id: user,
    sub: cloud.random.hex({ entity: 'user', id: user, field: 'sub' }, 64),
    email: person.email,
    username: person.name,
    name: person.name,
    role: role === 'owner' ? 'Owner' : 'Member',
    rbac_roles: held === null ? [] : [{ name: cloud.roles.need(held).name }],
    last_login: timeText(person.lastLogin),
    created_at: timeText(joinedAt),
    joined_at: timeText(joinedAt),
  };
}

export const handlers = {
  show({ cloud, caller }) {
    const { id, name, createdAt } = cloud.organizations.need(caller.holder);
    const users = cloud.memberships.filter(({ org }) => org === id).map(one => memberView(cloud, one));
    const organization = { id, name, created_at: timeText(createdAt), users };
    const message = 'Successfully retrieved organizations info';
    return { status: 200, body: { status: true, message, organization } };
  },

  update({ body, cloud, caller }) {
    cloud.organizations.update(caller.holder, { name: body.name });
    return { status: 200, body: { status: true, message: 'Organization updated successfully' } };
  },

  removeMember({ body: { email }, cloud, caller }) {
    const org = caller.holder;
    const person = cloud.people.keyed(emailKey({ email }));
    const membership = person && cloud.membershipOf(org, person.id);
    if (membership === undefined) throw refuse(memberRefusals.noMember, email);
    if (cloud.roleOf(org, membership.user) === 'owner') throw refuse(memberRefusals.isOwner);
    cloud.memberships.remove(membership.id);
    const keys = cloud.apiKeys.filter(key => key.org === org && key.user === membership.user);
    for (const key of keys) endKey(cloud, key);
    return { status: 200, body: { status: true, message: 'Member removed successfully' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

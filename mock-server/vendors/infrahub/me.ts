import { refuse } from '../../../contracts/core/failure.js';
import { noOrganization, type me as operations } from '../../../contracts/vendors/infrahub/me.js';
import type { Handlers } from '../../calls/handler.js';
import type { Caller } from '../../domain/credentials.js';
import type { InfrahubCloud } from './cloud.js';
import { timeText } from './common.js';
import { drawnToken } from './drawn.js';
import { grantedView } from './permissions/view.js';
import { permissionsOf } from './roles/rights.js';

/** Answers differ by who calls, not by their organisation alone: none of them is kept for others. */
export const handlers = {
  show({ cloud, caller }) {
    const { email, name, createdAt } = cloud.people.need(cloud.userOf(caller));
    const user = { email, name, username: name, created_at: timeText(createdAt), has_social_login: false };
    return { status: 200, body: { status: true, message: 'Auth user', user } };
  },

  organizations({ cloud, caller }) {
    const person = cloud.userOf(caller);
    const organizations = cloud.memberships
      .filter(({ user }) => user === person)
      .map(({ org }) => cloud.organizations.need(org))
      .map(({ id, name }) => ({ id, name }));
    return { status: 200, body: { organizations } };
  },

  permissions({ cloud, caller }) {
    const permissions = permissionsOf(cloud.roleOf(caller.holder, cloud.userOf(caller))).map(grantedView);
    return { status: 200, body: { status: true, message: 'Getting my permissions successfully', permissions } };
  },

  mfa({ cloud, caller }) {
    const { hasSecondFactor } = cloud.people.need(cloud.userOf(caller));
    const message = 'MFA status retrieved successfully';
    return { status: 200, body: { status: true, message, mfa: { mfa_enabled: hasSecondFactor } } };
  },

  disableMfa({ cloud, caller }) {
    cloud.people.update(cloud.userOf(caller), { hasSecondFactor: false });
    return { status: 200, body: { status: true, message: 'MFA disabled successfully' } };
  },

  changeOrganization({ params: { org_id: org }, cloud, caller }) {
    if (cloud.membershipOf(org, cloud.userOf(caller)) === undefined) throw refuse(noOrganization, org);
    const access_token = tokenFor(cloud, caller, org);
    return {
      status: 200,
      body: { status: true, message: 'Changing organization success', token: { access_token } },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/** A token speaks for the other organisation from now on. A key stays with its own, so whoever calls with one gets a token. */
function tokenFor(cloud: InfrahubCloud, caller: Caller, holder: number): string {
  const { credential } = caller;
  const isToken = credential.scheme === 'accessToken';
  const value = isToken ? credential.value : drawnToken(cloud);
  const user = cloud.userOf(caller);
  cloud.credentials.add({ ...credential, scheme: 'accessToken', value, holder, user });
  return value;
}

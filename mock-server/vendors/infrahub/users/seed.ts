import { z } from 'zod';
import { type CloudInit, type CredentialWay, type Issued, standingOf } from '../../../calls/vendor.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Organization } from '../organization.js';

const someone = (name: string, email: string) =>
  z.strictObject({ name: z.string().min(1).max(100), email: z.email().max(64) }).default({ name, email });

/** Who there is at the beginning. The neighbour owns the other organisation. */
export const peopleSettings = {
  organizationName: z.string().min(3).max(50).default('Example Organization'),
  owner: someone('Jane Doe', 'user@example.com'),
  member: someone('John Roe', 'member@example.com'),
  neighbour: someone('Mary Major', 'neighbour@example.com'),
};
type Laid = z.output<z.ZodObject<typeof peopleSettings>> & { readonly organization: number; readonly user: number };

/**
 * Two organisations with their owners, a member of the first without a role, its owner's invite to the other, and the credentials
 * of all of them.
 */
export function settlePeople(
  cloud: InfrahubCloud,
  account: Pick<Organization, 'paid' | 'settled' | 'threshold'>,
  { organization: org, user, organizationName, owner, member, neighbour }: Laid,
  { issued, start }: Pick<CloudInit, 'issued' | 'start'>,
): void {
  const since = { createdAt: start, lastLogin: start, optedOut: [] };
  cloud.people.add({ id: user, ...owner, ...since, hasSecondFactor: true });
  cloud.people.add({ id: user + 1, ...neighbour, ...since, hasSecondFactor: false });
  cloud.people.add({ id: user + 2, ...member, ...since, hasSecondFactor: false });
  cloud.organizations.add({ id: org, name: organizationName, createdAt: start, user, ...account });
  cloud.organizations.add({ id: org + 1, name: 'Another Organization', createdAt: start, user: user + 1, ...account });
  const join = (of: number, who: number): void => {
    cloud.memberships.add({ id: cloud.nextId('membership'), org: of, user: who, role: null, joinedAt: start });
  };
  join(org, user);
  join(org + 1, user + 1);
  join(org, user + 2);
  // So that there is one to accept: no call tells an invited person its id.
  const id = cloud.nextId('invite');
  cloud.invites.add({ id, org: org + 1, email: owner.email, isAccepted: false, createdAt: start });
  for (const one of issued) admit(cloud, one, { org, user, start });
}

/** Whom a credential of a way speaks for, as what is added to the first organisation and its owner. */
const offsets: Partial<Readonly<Record<CredentialWay, readonly [org: number, user: number]>>> = {
  otherTenant: [1, 1],
  member: [0, 2],
};

/** Makes what a world hands out a credential, and a key one of its person's. */
function admit(
  cloud: InfrahubCloud,
  { way, scheme, value }: Issued,
  first: { readonly org: number; readonly user: number; readonly start: number },
): void {
  if (scheme === null) return;
  const [orgs, users] = offsets[way] ?? [0, 0];
  const [org, user] = [first.org + orgs, first.user + users];
  cloud.credentials.add({ scheme, value, holder: org, user, ...standingOf(way, first.start) });
  if (scheme !== 'apiKey' || way === 'revoked') return;
  const name = way === 'readonly' ? 'readonly' : 'default';
  const about = { description: '', value, isLasting: way === 'valid', createdAt: first.start };
  cloud.apiKeys.add({ id: cloud.nextId('apiKey'), org, user, name, ...about });
}

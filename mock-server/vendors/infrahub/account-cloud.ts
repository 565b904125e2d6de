import { Cloud } from '../../domain/cloud.js';
import type { Collection } from '../../domain/collection.js';
import type { Caller, Credential } from '../../domain/credentials.js';
import type { ApiKey } from './api-keys/record.js';
import type { Invite } from './invites/record.js';
import type { Organization } from './organization.js';
import { claimOf } from './permissions/catalogue.js';
import type { Role } from './roles/record.js';
import { permitted } from './roles/rights.js';
import { emailKey, membershipKey } from './users/keys.js';
import type { Membership, Person } from './users/record.js';

/** Who there is, to which organisation they belong, and what they may do in it. */
export abstract class AccountCloud extends Cloud {
  readonly organizations: Collection<Organization> = this.collection<Organization>('organization', {
    calledAs: ['org', 'balance.id'],
    schema: async () => (await import('./organization.js')).organization,
  });
  readonly people: Collection<Person> = this.collection<Person>('user', {
    key: emailKey,
    schema: async () => (await import('./users/record.js')).person,
  });
  readonly memberships: Collection<Membership> = this.collection<Membership>('membership', {
    key: membershipKey,
    schema: async () => (await import('./users/record.js')).membership,
  });
  readonly roles: Collection<Role> = this.collection<Role>('role', {
    key: ({ org, name }) => `${org}/${name}`,
    schema: async () => (await import('./roles/record.js')).role,
  });
  readonly invites: Collection<Invite> = this.collection<Invite>('invite', {
    key: ({ org, email }) => `${org}/${emailKey({ email })}`,
    schema: async () => (await import('./invites/record.js')).invite,
  });
  readonly apiKeys: Collection<ApiKey> = this.collection<ApiKey>('apiKey', {
    schema: async () => (await import('./api-keys/record.js')).apiKey,
  });

  /** Id of the person who calls. */
  userOf({ holder, credential }: Pick<Caller, 'holder' | 'credential'>): number {
    return credential.user ?? this.organizations.need(holder).user;
  }

  /** That a person belongs to an organisation; undefined when they do not. */
  membershipOf(org: number, user: number): Membership | undefined {
    return this.memberships.keyed(membershipKey({ org, user }));
  }

  /** What a person is in an organisation: its owner, or somebody with a role or without one. */
  roleOf(org: number, user: number): Role | 'owner' | null {
    if (this.organizations.need(org).user === user) return 'owner';
    const role = this.membershipOf(org, user)?.role ?? null;
    return role === null ? null : this.roles.need(role);
  }

  /** The owner may call everything, a member what their role permits. Looking it up costs the same however many there are. */
  override permits({ holder, user }: Credential, path: string, method: string): boolean {
    if (user === undefined || this.organizations.get(holder)?.user === user) return true;
    const claim = claimOf(method, path);
    if (claim === 'nothing') return true;
    const membership = this.membershipOf(holder, user);
    if (membership === undefined || claim === 'membership') return membership !== undefined;
    return membership.role !== null && permitted(this.roles.need(membership.role)).has(claim);
  }
}

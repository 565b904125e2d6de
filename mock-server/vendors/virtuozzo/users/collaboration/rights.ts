import type { Collection } from '../../../../domain/collection.js';
import type { AppEnvironment } from '../../environment/control/record.js';
import type { Collaboration, OwnPolicy, Role, SharedResource } from './record.js';
import { ownPolicy, type Policy, systemPolicies } from './system-policies.js';

/** What of a cloud says who may do what. */
export interface Sharing {
  readonly collaborations: Collection<Collaboration>;
  readonly sharedResources: Collection<SharedResource>;
  readonly roles: Collection<Role>;
  readonly policies: Collection<OwnPolicy>;
  readonly environments: Collection<AppEnvironment>;
}

/** Whoever has an environment shared with him may look at it, by whatever role: without that no list could show it. */
const ALWAYS = ['environment.control.getenvinfo'];
/** Whoever takes part in a collaboration may look at what the account can create. */
const ALWAYS_FOR_ACCOUNT = [
  'environment.control.gettemplates',
  'marketplace.jps.getappinfo',
  'marketplace.app.getappinfo',
];

export const collaborationKey = ({ owner, member, email }: Pick<Collaboration, 'owner' | 'member' | 'email'>): string =>
  `${owner}/${member ?? email.toLowerCase()}`;

/** The collaboration in which an account shares with somebody who has accepted and is not suspended. */
export function activeCollaboration(cloud: Sharing, owner: number, member: number): Collaboration | undefined {
  const found = cloud.collaborations.keyed(`${owner}/${member}`);
  return found?.status === 'active' ? found : undefined;
}

/** A policy by its id: one of the platform's, or one that some account made. */
export function policyOf({ policies }: Pick<Sharing, 'policies'>, id: number): Policy | undefined {
  const own: OwnPolicy | undefined = policies.get(id);
  return own === undefined ? systemPolicies().find(policy => policy.id === id) : ownPolicy(own);
}

/** By what somebody may act on an environment of another account: nothing of it where it is not shared with him. */
export function sharedAs(cloud: Sharing, member: number, environment: AppEnvironment): SharedResource[] {
  if (environment.deletedOn !== null) return [];
  const collaboration = activeCollaboration(cloud, environment.owner, member);
  if (collaboration === undefined) return [];
  return cloud.sharedResources.filter(
    shared => shared.collaboration === collaboration.id && covers(shared, environment),
  );
}

/** A group has the environments in it and in the groups below it, `shop` those of `shop/test`. */
export function covers({ kind, resource }: SharedResource, { id, groups }: AppEnvironment): boolean {
  if (kind === 'account') return true;
  if (kind === 'environment') return id === resource;
  return groups.some(group => group === resource || group.startsWith(`${resource}/`));
}

/** The living environments of others that are shared with somebody, the oldest first. */
export function sharedWith(cloud: Sharing, member: number): AppEnvironment[] {
  if (cloud.collaborations.size === 0) return [];
  return cloud.environments.filter(
    environment => environment.owner !== member && sharedAs(cloud, member, environment).length > 0,
  );
}

/** Whether the roles by which an environment is shared allow a method upon it. */
export const mayCall = (cloud: Sharing, shared: readonly SharedResource[], method: string): boolean =>
  shared.length > 0 &&
  (ALWAYS.includes(method) || policiesOf(cloud, shared).some(({ methods }) => methods.includes(method)));

/** Methods that the roles by which a thing is shared allow, in alphabetical order. */
export const methodsOf = (cloud: Sharing, shared: readonly SharedResource[]): string[] =>
  shared.length === 0
    ? []
    : [...new Set([...ALWAYS, ...policiesOf(cloud, shared).flatMap(({ methods }) => methods)])].sort();

/**
 * Whether somebody may call a method on another's account: where a policy about accounts allows it, by any of his roles
 * there; else where the account itself is shared with him.
 */
export function mayActFor(cloud: Sharing, owner: number, member: number, method: string): boolean {
  const collaboration = activeCollaboration(cloud, owner, member);
  if (collaboration === undefined) return false;
  if (ALWAYS_FOR_ACCOUNT.includes(method)) return true;
  const shared = cloud.sharedResources.filter(one => one.collaboration === collaboration.id);
  return shared.some(one =>
    policiesOf(cloud, [one]).some(
      ({ methods, isAboutAccount }) => (isAboutAccount || one.kind === 'account') && methods.includes(method),
    ),
  );
}

const policiesOf = (cloud: Sharing, shared: readonly SharedResource[]): Policy[] =>
  shared
    .flatMap(({ roles }) => roles)
    .map(id => cloud.roles.get(id))
    .filter((role): role is Role => role !== undefined)
    .flatMap(({ policies }) => policies)
    .map(id => policyOf(cloud, id))
    .filter(policy => policy !== undefined);

import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { Collaboration, OwnPolicy, Role, SharedResource } from './record.js';
import { policyOf } from './rights.js';
import { type Policy, systemPolicies } from './system-policies.js';

const missing = (what: string, name: string | number) => refuse(refusals.noObject, { what, name });

/** A collaboration in which the account shares. */
export function sharedBy(cloud: VirtuozzoCloud, uid: number, id: number): Collaboration {
  const found = cloud.collaborations.get(id);
  if (found?.owner !== uid) throw missing('collaboration', id);
  return found;
}

/** Whether an account takes part in a collaboration or is invited to it; the invitation is known by its e-mail. */
export function isOf(cloud: VirtuozzoCloud, uid: number, { member, email, status }: Collaboration): boolean {
  if (member !== null) return member === uid;
  return status === 'pending' && email.toLowerCase() === cloud.accounts.need(uid).email.toLowerCase();
}

/** A collaboration that somebody else shares in with the account, or invites it to. */
export function sharedTo(cloud: VirtuozzoCloud, uid: number, id: number): Collaboration {
  const found = cloud.collaborations.get(id);
  if (found === undefined || !isOf(cloud, uid, found)) throw missing('collaboration', id);
  return found;
}

/** Refuses what a collaboration's state does not allow. */
export function mustBe(record: Collaboration, ...states: readonly Collaboration['status'][]): void {
  if (!states.includes(record.status)) throw refuse(refusals.wrongCollaborationState, { status: record.status });
}

/** The policies that an account may put in roles. */
export const policiesFor = (cloud: VirtuozzoCloud, uid: number): Policy[] => [
  ...systemPolicies(),
  ...cloud.policies
    .filter(({ owner }) => owner === uid)
    .map(({ id }) => policyOf(cloud, id))
    .filter(policy => policy !== undefined),
];

/** A policy that the account made. Refuses the platform's own: they may be had, not changed. */
export function ownPolicyOf(cloud: VirtuozzoCloud, uid: number, id: number): OwnPolicy {
  if (systemPolicies().some(policy => policy.id === id)) throw refuse(refusals.notPermitted);
  const found = cloud.policies.get(id);
  if (found?.owner !== uid) throw missing('policy', id);
  return found;
}

/** A policy that the account made, or one of the platform's own. */
export function policyFor(cloud: VirtuozzoCloud, uid: number, id: number): Policy {
  const found = policyOf(cloud, id);
  if (found === undefined || (found.owner !== null && found.owner !== uid)) throw missing('policy', id);
  return found;
}

/** Ids of policies that a call names by id or by unique name, each once. Refuses one that the account cannot have. */
export function policiesNamed(cloud: VirtuozzoCloud, uid: number, names: readonly string[]): number[] {
  const all = policiesFor(cloud, uid);
  const found = names.map(name => {
    const policy = all.find(({ id, uniqueName }) => `${id}` === name || uniqueName === name);
    if (policy === undefined) throw refuse(refusals.invalidParameter, { name: 'policies' });
    return policy.id;
  });
  return [...new Set(found)];
}

export function roleOf(cloud: VirtuozzoCloud, uid: number, id: number): Role {
  const found = cloud.roles.get(id);
  if (found?.owner !== uid) throw missing('role', id);
  return found;
}

/** Ids of roles of the account, each once. Refuses one that it does not have. */
export const rolesNamed = (cloud: VirtuozzoCloud, uid: number, ids: readonly number[]): number[] => [
  ...new Set(ids.map(id => roleOf(cloud, uid, id).id)),
];

/** Refuses a name that another role or policy of the account has. */
export function mustBeFree(
  what: string,
  named: readonly { readonly id: number; readonly name: string }[],
  name: string,
  besides?: number,
): void {
  if (named.some(one => one.name === name && one.id !== besides)) throw refuse(refusals.objectExists, { what, name });
}

/**
 * What a call names as shared, as it is kept: an environment by its id, also where a client sends its name. Refuses an
 * environment that the account does not have; a group may be made later.
 */
export function resourceNamed(
  cloud: VirtuozzoCloud,
  owner: number,
  kind: SharedResource['kind'],
  name: string,
): string {
  if (kind === 'group') return name;
  if (kind === 'account') {
    if (name !== `${owner}`) throw refuse(refusals.noUser, { uid: owner });
    return name;
  }
  const found = cloud.livingOf(owner).find(environment => environment.id === name || environment.name === name);
  if (found === undefined) throw refuse(refusals.noEnvironment, { name });
  return found.id;
}

/** Whether what is shared is still there, and its owner's. */
export function isThere(cloud: VirtuozzoCloud, { kind, resource, collaboration }: SharedResource): boolean {
  if (kind !== 'environment') return true;
  const environment = cloud.environments.get(resource);
  return environment?.deletedOn === null && environment.owner === cloud.collaborations.need(collaboration).owner;
}

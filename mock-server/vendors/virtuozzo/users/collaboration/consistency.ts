import { countProblems } from '../../../../domain/counters.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { knownMethod } from './methods.js';
import { policyOf } from './rights.js';

/** What does not hold together about collaborations in a cloud that came from a snapshot, each with its place. */
export function* collaborationInconsistencies(cloud: VirtuozzoCloud): Generator<string> {
  const { ids, accounts, collaborations, policies, roles, sharedResources, environments } = cloud;
  const numbers = (records: readonly { readonly id: number }[]): number[] => records.map(({ id }) => id);
  yield* countProblems('collaboration', ids.collaboration, numbers(collaborations.all()));
  yield* countProblems('role', ids.role, numbers(roles.all()));
  yield* countProblems('sharedResource', ids.sharedResource, numbers(sharedResources.all()));
  yield* countProblems('policy', ids.policy, numbers(policies.all()));

  const pairs = new Set<string>();
  for (const [index, { owner, member, status, email, invitedOn }] of collaborations.all().entries()) {
    const place = `collaboration[${index}]`;
    if (accounts.get(owner) === undefined) yield `${place}.owner: there is no such user`;
    if (member !== null && accounts.get(member) === undefined) yield `${place}.member: there is no such user`;
    if ((member !== null) !== (status === 'active' || status === 'suspended'))
      yield `${place}.member: somebody is a member where he accepted, and nowhere else`;
    if (member === owner) yield `${place}.member: shares with himself`;
    if (invitedOn > cloud.now) yield `${place}.invitedOn: is after the cloud's own time`;
    for (const pair of [`${owner}/${email.toLowerCase()}`, ...(member === null ? [] : [`${owner}/${member}`])]) {
      if (pairs.has(pair)) yield `${place}: is of the same two as another`;
      pairs.add(pair);
    }
  }
  for (const [index, { owner, methods }] of policies.all().entries()) {
    if (accounts.get(owner) === undefined) yield `policy[${index}].owner: there is no such user`;
    if (methods.some(name => knownMethod(name) === undefined))
      yield `policy[${index}].methods: there is no such method`;
  }
  for (const [index, role] of roles.all().entries()) {
    if (accounts.get(role.owner) === undefined) yield `role[${index}].owner: there is no such user`;
    for (const policy of role.policies.map(id => policyOf(cloud, id)))
      if (policy === undefined || (policy.owner !== null && policy.owner !== role.owner))
        yield `role[${index}].policies: one is not the owner's`;
  }
  const shared = new Set<string>();
  for (const [index, one] of sharedResources.all().entries()) {
    const place = `sharedResource[${index}]`;
    const owner = collaborations.get(one.collaboration)?.owner;
    if (owner === undefined) yield `${place}.collaboration: there is no such collaboration`;
    if (one.kind === 'environment' && environments.get(one.resource) === undefined)
      yield `${place}.resource: there is no such environment`;
    if (one.kind === 'account' && one.resource !== `${owner}`) yield `${place}.resource: is not the owner's account`;
    if (one.roles.some(id => roles.get(id)?.owner !== owner)) yield `${place}.roles: one is not the owner's`;
    const key = `${one.collaboration}/${one.kind}/${one.resource}`;
    if (shared.has(key)) yield `${place}: is shared twice`;
    shared.add(key);
  }
}

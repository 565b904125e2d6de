import type { collaboration as operations } from '../../../../../contracts/vendors/virtuozzo/users/collaboration/operations.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { methodsNamed, shareable } from './methods.js';
import type { Role } from './record.js';
import { policyOf } from './rights.js';
import { mustBeFree, ownPolicyOf, policiesFor, policiesNamed, policyFor, roleOf, sharedBy, sharedTo } from './rules.js';
import { ownPolicy } from './system-policies.js';
import { itemView, policyView, roleView, withOwner } from './view.js';

/** What members may be allowed: methods in policies, policies in roles. */
export const roles = {
  addPolicy({ query, cloud, caller }) {
    const owner = caller.holder;
    const methods = methodsNamed(query.methods, 'methods');
    mustBeFree('policy', policiesFor(cloud, owner), query.name);
    const record = cloud.policies.add({
      id: cloud.nextId('policy'),
      owner,
      name: query.name,
      description: query.description ?? null,
      methods,
    });
    return { status: 200, body: { result: 0, policy: withOwner(cloud, policyView(ownPolicy(record)), owner) } };
  },

  editPolicy({ query, cloud, caller }) {
    const { id } = ownPolicyOf(cloud, caller.holder, query.id);
    const methods = methodsNamed(query.methods, 'methods');
    if (query.name !== undefined) mustBeFree('policy', policiesFor(cloud, caller.holder), query.name, id);
    const record = cloud.policies.update(id, {
      methods,
      ...(query.name !== undefined && { name: query.name }),
      ...(query.description !== undefined && { description: query.description }),
    });
    return { status: 200, body: { result: 0, policy: withOwner(cloud, policyView(ownPolicy(record)), caller.holder) } };
  },

  deletePolicy({ query, cloud, caller }) {
    const { id } = ownPolicyOf(cloud, caller.holder, query.id);
    for (const role of cloud.roles.filter(({ policies }) => policies.includes(id)))
      cloud.roles.update(role.id, { policies: role.policies.filter(one => one !== id) });
    cloud.policies.remove(id);
    return { status: 200, body: { result: 0 } };
  },

  getPolicies({ query, cloud, caller }) {
    const found =
      query.id === undefined ? policiesFor(cloud, caller.holder) : [policyFor(cloud, caller.holder, query.id)];
    return { status: 200, body: { result: 0, policies: found.map(policyView) } };
  },

  getPolicyMethods({ query, cloud, caller }) {
    const names =
      query.policyId === undefined
        ? shareable().map(({ name }) => name)
        : policyFor(cloud, caller.holder, query.policyId).methods;
    return { status: 200, body: { result: 0, behavior: 'ALLOW', tokenPermissions: names.map(itemView) } };
  },

  addRole({ query, cloud, caller }) {
    const owner = caller.holder;
    const policies = policiesNamed(cloud, owner, query.policies);
    mustBeFree('role', rolesOf(cloud, owner), query.name);
    const record = cloud.roles.add({
      id: cloud.nextId('role'),
      owner,
      name: query.name,
      description: query.description ?? null,
      receivesNotification: query.receiveNotification ?? false,
      policies,
    });
    return { status: 200, body: { result: 0, role: withOwner(cloud, roleView(cloud, record), owner) } };
  },

  editRole({ query, cloud, caller }) {
    const { id } = roleOf(cloud, caller.holder, query.id);
    const policies = policiesNamed(cloud, caller.holder, query.policies);
    if (query.name !== undefined) mustBeFree('role', rolesOf(cloud, caller.holder), query.name, id);
    const record = cloud.roles.update(id, {
      policies,
      ...(query.name !== undefined && { name: query.name }),
      ...(query.description !== undefined && { description: query.description }),
      ...(query.receiveNotification !== undefined && { receivesNotification: query.receiveNotification }),
    });
    return { status: 200, body: { result: 0, role: withOwner(cloud, roleView(cloud, record), caller.holder) } };
  },

  deleteRole({ query, cloud, caller }) {
    const { id } = roleOf(cloud, caller.holder, query.id);
    for (const shared of cloud.sharedResources.filter(one => one.roles.includes(id)))
      cloud.sharedResources.update(shared.id, { roles: shared.roles.filter(one => one !== id) });
    cloud.roles.remove(id);
    return { status: 200, body: { result: 0 } };
  },

  getRoles({ query, cloud, caller }) {
    const found = query.id === undefined ? rolesOf(cloud, caller.holder) : [roleOf(cloud, caller.holder, query.id)];
    return { status: 200, body: { result: 0, roles: found.map(role => roleView(cloud, role)) } };
  },

  getCollaborationRoleMethods({ query, cloud, caller }) {
    const found = rolesSeen(cloud, caller.holder, query.collaborationId).filter(
      ({ id }) => query.roleId === undefined || id === query.roleId,
    );
    const responses = found.map(({ id, policies }) => {
      const methods = new Set(policies.flatMap(one => policyOf(cloud, one)?.methods ?? []));
      return { result: 0, roleId: id, behavior: 'ALLOW', tokenPermissions: [...methods].map(itemView) } as const;
    });
    return { status: 200, body: { result: 0, responses } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

const rolesOf = (cloud: VirtuozzoCloud, uid: number): Role[] => cloud.roles.filter(({ owner }) => owner === uid);

/** Roles that somebody made or that were given to him; of one collaboration, those that are given in it. */
function rolesSeen(cloud: VirtuozzoCloud, uid: number, id: number | undefined): Role[] {
  const isOwner = id !== undefined && cloud.collaborations.get(id)?.owner === uid;
  const only = id === undefined ? undefined : isOwner ? sharedBy(cloud, uid, id) : sharedTo(cloud, uid, id);
  const among = new Set(
    (only === undefined ? cloud.collaborations.all() : [only])
      .filter(({ owner, member, status }) => owner === uid || (member === uid && status === 'active'))
      .map(one => one.id),
  );
  const given = new Set(
    cloud.sharedResources.filter(({ collaboration }) => among.has(collaboration)).flatMap(shared => shared.roles),
  );
  return cloud.roles.filter(role => given.has(role.id) || (only === undefined && role.owner === uid));
}

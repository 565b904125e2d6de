import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { collaboration as operations } from '../../../../../contracts/vendors/virtuozzo/users/collaboration/operations.js';
import type { WantedSharing } from '../../../../../contracts/vendors/virtuozzo/users/collaboration/schemas.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment } from '../../environment/control/record.js';
import { appidOf } from '../../environment/control/rules.js';
import { methodsNamed, shareable } from './methods.js';
import type { Collaboration, SharedResource } from './record.js';
import { covers, mayCall, methodsOf, sharedAs } from './rights.js';
import { isThere, resourceNamed, rolesNamed, sharedBy, sharedTo } from './rules.js';
import { kindOf, resourceView } from './view.js';

/** What is shared, and what that allows. */
export const resources = {
  addResources({ query, cloud, caller }) {
    const collaboration = sharedBy(cloud, caller.holder, query.collaborationId);
    const wanted = query.resources.map(one => wantedOf(cloud, collaboration, one));
    const added = wanted.map(one => {
      const before = sharedAlready(cloud, one);
      const given = before?.roles ?? [];
      return share(cloud, { ...one, roles: [...given, ...one.roles.filter(id => !given.includes(id))] });
    });
    return { status: 200, body: { result: 0, responses: added.map(shared => resourceView(cloud, shared)) } };
  },

  setResource({ query, cloud, caller }) {
    const collaboration = sharedBy(cloud, caller.holder, query.collaborationId);
    const shared = share(cloud, wantedOf(cloud, collaboration, query));
    return { status: 200, body: resourceView(cloud, shared) };
  },

  setResources({ query, cloud, caller }) {
    const sent = query.resources ?? query.resource;
    if (sent === undefined) throw refuse(refusals.invalidParameter, { name: 'resources' });
    const collaboration = sharedBy(cloud, caller.holder, query.collaborationId);
    const wanted = sent.map(one => wantedOf(cloud, collaboration, one));
    const kept = new Set(wanted.map(one => share(cloud, one).id));
    for (const { id } of ofCollaboration(cloud, collaboration)) if (!kept.has(id)) cloud.sharedResources.remove(id);
    const responses = ofCollaboration(cloud, collaboration).map(shared => resourceView(cloud, shared));
    return { status: 200, body: { result: 0, responses } };
  },

  deleteResources({ query, cloud, caller }) {
    const collaboration = sharedBy(cloud, caller.holder, query.collaborationId);
    const all = ofCollaboration(cloud, collaboration).map(({ id }) => id);
    const missing = query.ids.find(id => !all.includes(id));
    if (missing !== undefined) throw refuse(refusals.noObject, { what: 'resource', name: missing });
    for (const id of new Set(query.ids)) cloud.sharedResources.remove(id);
    return { status: 200, body: { result: 0 } };
  },

  getCollaborationResources({ query, cloud, caller }) {
    const { collaborationId: id, type } = query;
    if (id !== undefined && cloud.collaborations.get(id)?.owner !== caller.holder) sharedTo(cloud, caller.holder, id);
    const found = seenBy(cloud, caller.holder).filter(
      ({ collaboration, kind }) =>
        (id === undefined || collaboration === id) && (type === undefined || kind === kindOf(type)),
    );
    return { status: 200, body: { result: 0, responses: found.map(shared => resourceView(cloud, shared)) } };
  },

  getMemberResources({ query, cloud, caller }) {
    const { memberId } = query;
    const seen = seenBy(cloud, caller.holder);
    if (memberId === undefined)
      return { status: 200, body: { result: 0, responses: seen.map(shared => resourceView(cloud, shared)) } };
    // Members are named by the id of their collaboration in all calls about them, and by their uid in what is shared.
    const meant = cloud.collaborations.filter(
      ({ id, owner, member }) =>
        (id === memberId || member === memberId) && (owner === caller.holder || member === caller.holder),
    );
    if (meant.length === 0) throw refuse(refusals.noObject, { what: 'member', name: memberId });
    const found = seen.filter(({ collaboration }) => meant.some(({ id }) => id === collaboration));
    return { status: 200, body: { result: 0, responses: found.map(shared => resourceView(cloud, shared)) } };
  },

  getResourceRoles({ query, cloud, caller }) {
    const { ownerUid } = query;
    const kind = kindOf(query.resourceType ?? 'ENV');
    const found = seenBy(cloud, caller.holder).filter(
      shared =>
        shared.kind === kind &&
        isNamed(cloud, shared, query.resourceId) &&
        (ownerUid === undefined || cloud.collaborations.need(shared.collaboration).owner === ownerUid),
    );
    if (found.length === 0 && !isOwn(cloud, caller.holder, kind, query.resourceId))
      throw refuse(refusals.noObject, { what: 'resource', name: query.resourceId });
    return { status: 200, body: { result: 0, responses: found.map(shared => resourceView(cloud, shared)) } };
  },

  getCollaborationResourceMethods({ query, cloud, caller }) {
    const kind = kindOf(query.resourceType ?? 'ENV');
    if (isOwn(cloud, caller.holder, kind, query.resourceId))
      return { status: 200, body: { result: 0, array: shareable().map(({ name }) => name) } };
    const environment = kind === 'environment' ? environmentOf(cloud, query.resourceId) : undefined;
    const shared =
      environment === undefined
        ? seenBy(cloud, caller.holder).filter(one => one.kind === kind && one.resource === query.resourceId)
        : sharedAs(cloud, caller.holder, environment);
    if (shared.length === 0) throw refuse(refusals.noObject, { what: 'resource', name: query.resourceId });
    return { status: 200, body: { result: 0, array: methodsOf(cloud, shared) } };
  },

  checkEnvironmentRights({ query, cloud, caller }) {
    const methods = methodsNamed(query.serviceMethod, 'serviceMethod');
    const name = query.envName || appidOf(query);
    if (name === undefined) throw refuse(refusals.invalidParameter, { name: 'envName' });
    const environment = environmentOf(cloud, name);
    const isOwner = environment?.owner === caller.holder;
    const shared = environment === undefined ? [] : sharedAs(cloud, caller.holder, environment);
    if (!isOwner && shared.length === 0) throw refuse(refusals.noEnvironment, { name });
    const allows = (method: string): boolean => isOwner || mayCall(cloud, shared, method);
    if (!(query.isAny ? methods.some(allows) : methods.every(allows))) throw refuse(refusals.notPermitted);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

type Terms = Omit<SharedResource, 'id'>;

/** What a call wants shared, with everything it names found. */
function wantedOf(
  cloud: VirtuozzoCloud,
  { id, owner }: Collaboration,
  { resourceId, type, resourceType, roleIds }: WantedSharing & { readonly type?: WantedSharing['type'] },
): Terms {
  const kind = kindOf(type ?? resourceType ?? 'ENV');
  const resource = resourceNamed(cloud, owner, kind, resourceId);
  return { collaboration: id, kind, resource, roles: rolesNamed(cloud, owner, roleIds ?? []) };
}

const sharedAlready = (cloud: VirtuozzoCloud, { collaboration, kind, resource }: Terms): SharedResource | undefined =>
  cloud.sharedResources.find(
    one => one.collaboration === collaboration && one.kind === kind && one.resource === resource,
  );

/** Shares a thing by these roles and no others. */
function share(cloud: VirtuozzoCloud, terms: Terms): SharedResource {
  const before = sharedAlready(cloud, terms);
  if (before !== undefined) return cloud.sharedResources.update(before.id, { roles: terms.roles });
  return cloud.sharedResources.add({ id: cloud.nextId('sharedResource'), ...terms });
}

const ofCollaboration = (cloud: VirtuozzoCloud, { id }: Collaboration): SharedResource[] =>
  cloud.sharedResources.filter(shared => shared.collaboration === id && isThere(cloud, shared));

/** What somebody shares, and what is shared with him now. */
function seenBy(cloud: VirtuozzoCloud, uid: number): SharedResource[] {
  return cloud.sharedResources.filter(shared => {
    const { owner, member, status } = cloud.collaborations.need(shared.collaboration);
    return (owner === uid || (member === uid && status === 'active')) && isThere(cloud, shared);
  });
}

const environmentOf = (cloud: VirtuozzoCloud, name: string): AppEnvironment | undefined =>
  cloud.environments.find(({ id, name: short, deletedOn }) => deletedOn === null && (id === name || short === name));

/** Whether what is shared is the thing of that name, or a group or an account that has it. */
function isNamed(cloud: VirtuozzoCloud, shared: SharedResource, name: string): boolean {
  const environment = shared.kind === 'environment' ? environmentOf(cloud, name) : undefined;
  return environment === undefined ? shared.resource === name : covers(shared, environment);
}

function isOwn(cloud: VirtuozzoCloud, uid: number, kind: SharedResource['kind'], name: string): boolean {
  const own = cloud.livingOf(uid);
  if (kind === 'environment') return own.some(environment => environment.id === name || environment.name === name);
  return kind === 'account' ? name === `${uid}` : own.some(({ groups }) => groups.includes(name));
}

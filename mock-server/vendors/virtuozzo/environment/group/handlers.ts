import type { z } from 'zod';
import { refuse } from '../../../../../contracts/core/failure.js';
import type { group as operations } from '../../../../../contracts/vendors/virtuozzo/environment/group.js';
import { groupExists } from '../../../../../contracts/vendors/virtuozzo/environment/layer-refusals.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { environmentMeant } from '../control/rules.js';
import { groupNamed, groupsOf, isWithin, makeGroups, remove, rename, setGroupsOf, takeOutOf } from './groups.js';
import type { EnvironmentGroup } from './record.js';

export const handlers = {
  getGroups({ query, cloud, caller }) {
    const all = groupsOf(cloud, caller.holder);
    const { targetAppid } = query;
    if (targetAppid === undefined) return listed(all);
    const { groups } = environmentMeant(cloud, caller.holder, { appid: targetAppid });
    return listed(all.filter(({ name }) => groups.includes(name)));
  },

  createGroup({ query, cloud, caller }) {
    const names = namesIn(query, query.data?.name);
    const taken = groupsOf(cloud, caller.holder).find(({ name }) => names.includes(name));
    if (taken !== undefined) throw refuse(groupExists, { name: taken.name });
    makeGroups(cloud, caller.holder, names);
    return listed(
      names.map(name => {
        const { id } = groupNamed(cloud, caller.holder, name);
        return cloud.environmentGroups.update(id, looksOf(query.data ?? {}));
      }),
    );
  },

  editGroup({ query, cloud, caller }) {
    const { id, name } = groupNamed(cloud, caller.holder, query.srcGroupName ?? need(query.groupName, 'srcGroupName'));
    const wanted = query.dstGroupName ?? query.data?.name ?? name;
    if (wanted !== name) {
      if (groupsOf(cloud, caller.holder).some(group => group.name === wanted) || isWithin(wanted, name))
        throw refuse(groupExists, { name: wanted });
      rename(cloud, caller.holder, name, wanted);
    }
    return listed([cloud.environmentGroups.update(id, looksOf(query.data ?? {}))]);
  },

  removeGroup({ query, cloud, caller }) {
    const names = namesIn(query);
    for (const name of names) groupNamed(cloud, caller.holder, name);
    for (const name of names) remove(cloud, caller.holder, name);
    return { status: 200, body: { result: 0 } };
  },

  setIsolationEnabled({ query, cloud, caller }) {
    const { id } = groupNamed(cloud, caller.holder, query.groupName);
    cloud.environmentGroups.update(id, { isIsolated: query.enabled });
    return { status: 200, body: { result: 0 } };
  },

  attachEnv({ query, cloud, caller }) {
    const environment = targetOf(cloud, caller.holder, query);
    setGroupsOf(cloud, environment, [...environment.groups, ...query.envGroup]);
    return { status: 200, body: { result: 0 } };
  },

  detachEnv({ query, cloud, caller }) {
    takeOutOf(cloud, targetOf(cloud, caller.holder, query), query.envGroup);
    return { status: 200, body: { result: 0 } };
  },

  setEnv({ query, cloud, caller }) {
    const { owner, groups } = setGroupsOf(cloud, targetOf(cloud, caller.holder, query), query.envGroup);
    return listed(groupsOf(cloud, owner).filter(({ name }) => groups.includes(name)));
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** A name that a call must bring. */
function need<T>(name: T | undefined, parameter: string): T {
  if (name === undefined) throw refuse(refusals.invalidParameter, { name: parameter });
  return name;
}

/** The groups that a call means: https://github.com/liip/jelapi names one as `groupName`. */
function namesIn(
  {
    envGroup,
    groupName,
  }: { readonly envGroup?: readonly string[] | undefined; readonly groupName?: string | undefined },
  inData?: string | null,
): readonly string[] {
  return envGroup ?? [need(groupName ?? (inData || undefined), 'envGroup')];
}

/** The environment that `targetAppid` names, or else the one that the call means. */
const targetOf = (
  cloud: VirtuozzoCloud,
  uid: number,
  query: Parameters<typeof environmentMeant>[2] & { readonly targetAppid?: string | undefined },
) => environmentMeant(cloud, uid, query.targetAppid === undefined ? query : { appid: query.targetAppid });

type Looks = Pick<EnvironmentGroup, 'color' | 'icon' | 'visibility' | 'isIsolated'>;

/** What the JSON of a group says of its looks; what it does not name stays, and a null takes it back. */
const looksOf = ({
  color,
  icon,
  visibility,
  isIsolated,
}: { readonly [Key in keyof Looks]?: Looks[Key] | null | undefined }): Partial<Looks> => ({
  ...(color !== undefined && { color }),
  ...(icon !== undefined && { icon }),
  ...(visibility !== undefined && { visibility: visibility ?? 'SHOW' }),
  ...(isIsolated !== undefined && { isIsolated: isIsolated ?? false }),
});

const listed = (groups: readonly EnvironmentGroup[]) => ({
  status: 200 as const,
  body: { result: 0 as const, array: groups.map(view) },
});

type GroupView = z.output<(typeof operations.getGroups.responses)[200]>['array'][number];

const view = ({ id, name, color, icon, isIsolated, owner, visibility }: EnvironmentGroup): GroupView => ({
  id,
  name,
  ...(color !== null && { color }),
  ...(icon !== null && { icon }),
  ...(name.includes('/') && { hierarchy: name.slice(0, name.lastIndexOf('/')) }),
  isIsolated,
  uid: owner,
  visibility,
});

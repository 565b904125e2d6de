import { refuse } from '../../../../../contracts/core/failure.js';
import { tooManyGroups } from '../../../../../contracts/vendors/virtuozzo/environment/layer-refusals.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment } from '../control/record.js';
import type { EnvironmentGroup } from './record.js';

/** No quota of the platform is known that limits groups; the bound is ours. */
const MOST_GROUPS = 500;

export const groupsOf = (cloud: VirtuozzoCloud, owner: number): EnvironmentGroup[] =>
  cloud.environmentGroups.allKeyed(`${owner}`);

/** A group by its name. Refuses one that the account does not have. */
export function groupNamed(cloud: VirtuozzoCloud, owner: number, name: string): EnvironmentGroup {
  const found = groupsOf(cloud, owner).find(group => group.name === name);
  if (found === undefined) throw refuse(refusals.noObject, { what: 'environment group', name });
  return found;
}

/** Makes those of these groups that are not there, and the groups that they stand in. */
export function makeGroups(cloud: VirtuozzoCloud, owner: number, names: readonly string[]): void {
  const known = new Set(groupsOf(cloud, owner).map(({ name }) => name));
  for (const name of new Set(names.flatMap(withParents))) {
    if (known.has(name)) continue;
    if (known.size >= MOST_GROUPS) throw refuse(tooManyGroups, { most: MOST_GROUPS });
    known.add(name);
    const plain = { color: null, icon: null, visibility: 'SHOW', isIsolated: false } as const;
    cloud.environmentGroups.add({ id: cloud.nextId('environmentGroup'), owner, name, ...plain });
  }
}

/** `a/b` stands in `a`. */
const withParents = (name: string): string[] => {
  const parts = name.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/')).filter(group => group !== '');
};

export const isWithin = (name: string, group: string): boolean => name === group || name.startsWith(`${group}/`);

/** The environment is in these groups from now on, and in no others; those that are not there are made. */
export function setGroupsOf(
  cloud: VirtuozzoCloud,
  { id, owner, groups }: AppEnvironment,
  wanted: readonly string[],
): AppEnvironment {
  makeGroups(cloud, owner, wanted);
  const unique = [...new Set(wanted)];
  const isSame = unique.length === groups.length && unique.every((name, index) => name === groups[index]);
  return cloud.environments.update(id, isSame ? {} : { groups: unique });
}

/** Takes an environment out of groups. Refuses a group that it is not in. */
export function takeOutOf(cloud: VirtuozzoCloud, environment: AppEnvironment, names: readonly string[]): void {
  const missing = names.find(name => !environment.groups.includes(name));
  if (missing !== undefined) throw refuse(refusals.noObject, { what: 'environment group', name: missing });
  setGroupsOf(
    cloud,
    environment,
    environment.groups.filter(name => !names.includes(name)),
  );
}

/** Gives a group another name, and all that stand in it with it. */
export function rename(cloud: VirtuozzoCloud, owner: number, from: string, to: string): void {
  const renamed = (name: string): string => (isWithin(name, from) ? to + name.slice(from.length) : name);
  for (const { id, name } of groupsOf(cloud, owner)) cloud.environmentGroups.update(id, { name: renamed(name) });
  for (const { id, groups } of cloud.livingOf(owner))
    if (groups.some(name => isWithin(name, from))) cloud.environments.update(id, { groups: groups.map(renamed) });
  makeGroups(cloud, owner, [to]);
}

/** Removes a group with all that stand in it; no environment is in them any longer. */
export function remove(cloud: VirtuozzoCloud, owner: number, group: string): void {
  for (const { id, name } of groupsOf(cloud, owner)) if (isWithin(name, group)) cloud.environmentGroups.remove(id);
  for (const { id, groups } of cloud.livingOf(owner))
    if (groups.some(name => isWithin(name, group)))
      cloud.environments.update(id, { groups: groups.filter(name => !isWithin(name, group)) });
}

/** What does not hold together about groups in a cloud that came from a snapshot, each with its place. */
export function* groupInconsistencies(cloud: VirtuozzoCloud): Generator<string> {
  const names = new Set<string>();
  for (const [index, { id, owner, name }] of cloud.environmentGroups.all().entries()) {
    const place = `environmentGroup[${index}]`;
    if (cloud.accounts.get(owner) === undefined) yield `${place}.owner: there is no such user`;
    if (id > (cloud.ids.environmentGroup ?? 0)) yield `${place}.id: is higher than the highest that was given out`;
    if (names.has(`${owner} ${name}`)) yield `${place}.name: is that of another group`;
    names.add(`${owner} ${name}`);
  }
}

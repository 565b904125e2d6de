import type { Contract, Entry, Groups, LoadedContract, LoadedGroup, ManagedResource } from './contract.js';
import { groupProblems } from './group-problems.js';
import type { Operation } from './operation.js';
import { contractProblems, loadedProblems } from './problems.js';
import { isSpanning, type Resource, resourcesOf } from './resource.js';
import { resourceProblems } from './resource-problems.js';
import { type Routes, routesOf } from './route.js';

/**
 * Checks what can be checked before operations are loaded: no two routes match the same call, and every way to
 * authenticate and every name in the playbook exists. Throws an error that lists all that is wrong. What a group says is
 * checked when the group loads.
 */
export function defineContract<
  const R extends Routes,
  const G extends Groups & { readonly [Group in Exclude<keyof G, keyof R>]: never },
>(contract: Omit<Contract, 'routes' | 'groups'> & { readonly routes: R; readonly groups: G }): Contract<R, G> {
  refuseWhenWrong(contract.vendor, contractProblems(contract));
  return contract;
}

function refuseWhenWrong(what: string, problems: Iterable<string>): void {
  const wrong = [...problems];
  if (wrong.length > 0) throw new Error(`contract ${what} is wrong:\n  ${wrong.join('\n  ')}`);
}

const loading = new WeakMap<Contract, Map<string, Promise<LoadedGroup>>>();

/** Loads a group of a contract and checks it, once. Rejects with all that is wrong with it. */
export function loadGroup(contract: Contract, name: string): Promise<LoadedGroup> {
  const groups = loading.get(contract) ?? new Map<string, Promise<LoadedGroup>>();
  loading.set(contract, groups);
  const known = groups.get(name);
  if (known !== undefined) return known;
  const group = loadedGroup(contract, name).then(loaded => {
    atHand.set(group, loaded);
    return loaded;
  });
  groups.set(name, group);
  return group;
}

/** What a contract says of a route; undefined for one that it knows and does not describe. */
export async function describedBy(
  contract: Contract,
  { group, id }: { readonly group: string; readonly id: string },
): Promise<Entry | undefined> {
  if (!Object.hasOwn(contract.groups, group)) return undefined;
  return (await loadGroup(contract, group)).entries.find(entry => entry.id === id);
}

const atHand = new WeakMap<Promise<LoadedGroup>, LoadedGroup>();

/** A group of a contract if it was loaded already. */
export const groupAtHand = (contract: Contract, name: string): LoadedGroup | undefined => {
  const group = loading.get(contract)?.get(name);
  return group && atHand.get(group);
};

async function loadedGroup(contract: Contract, name: string): Promise<LoadedGroup> {
  const source = Object.hasOwn(contract.groups, name) ? contract.groups[name] : undefined;
  if (source === undefined) throw new Error(`contract ${contract.vendor} describes no group "${name}"`);
  const operations = typeof source === 'function' ? await source() : source;
  const all = resourcesOf(operations);
  const resources = all.filter(resource => !isSpanning(resource));
  refuseWhenWrong(contract.vendor, groupProblems(contract, name, operations, resources));
  const entries = Object.entries(operations).map(([key, operation]) => entryOf(name, key, operation));
  const named = (key: string): Entry => {
    const entry = entries.find(one => one.name === key);
    if (entry === undefined) throw new Error(`${contract.vendor} has no operation ${name}.${key}`);
    return entry;
  };
  const spanning = all.filter(isSpanning);
  return { name, operations, entries, resources: resources.map(resource => managed(resource, named)), spanning };
}

/** The resources of a group that name operations of others, of which those groups are loaded that they name. */
function* spanningResources(
  contract: Contract,
  { name: group, spanning }: LoadedGroup,
  byId: ReadonlyMap<string, Entry>,
  isWhole: boolean,
): Generator<ManagedResource> {
  const find = (name: string): Entry | undefined => byId.get(name.includes('.') ? name : `${group}.${name}`);
  for (const resource of spanning) {
    const { create, destroy, gone, ready, after = [] } = resource;
    const names = [create, destroy, gone.read, ...(ready === undefined ? [] : [ready.read]), ...after];
    const operations = Object.fromEntries(
      names.flatMap(name => {
        const entry = find(name);
        return entry === undefined ? [] : [[name, entry.operation]];
      }),
    );
    if (!isWhole && names.some(name => find(name) === undefined)) continue;
    const problems = [...resourceProblems(contract, operations, resource)];
    refuseWhenWrong(
      contract.vendor,
      problems.map(problem => `resource of ${group}: ${problem}`),
    );
    yield managed(resource, name => {
      const entry = find(name);
      if (entry === undefined) throw new Error(`${contract.vendor} has no operation ${name}`);
      return entry;
    });
  }
}

const entryOf = (group: string, name: string, operation: Operation): Entry => ({
  id: `${group}.${name}`,
  group,
  name,
  operation,
});

const managed = (resource: Resource, named: (name: string) => Entry): ManagedResource => ({
  create: named(resource.create),
  ids: resource.ids,
  sent: resource.sent ?? {},
  after: (resource.after ?? []).map(named),
  ...(resource.ready && { ready: { ...resource.ready, read: named(resource.ready.read) } }),
  destroy: named(resource.destroy),
  destroyWith: resource.destroyWith ?? {},
  gone: { ...resource.gone, read: named(resource.gone.read) },
});

/** Loads these groups of a contract, or all of them, and checks what they say of each other. */
export async function loadContract<K extends Contract, const Name extends keyof K['groups'] & string>(
  contract: K,
  names: readonly Name[] = allGroups<Name>(contract),
): Promise<LoadedContract<K, Name>> {
  const groups = await Promise.all(names.map(name => loadGroup(contract, name)));
  const byId = new Map(groups.flatMap(({ entries }) => entries.map(entry => [`${entry.id}`, entry] as const)));
  const entries = routesOf(contract.routes).flatMap(({ id }) => byId.get(id) ?? []);
  const operations = Object.fromEntries(groups.map(({ name, operations }) => [name, operations]));
  const isWhole = names.length === allGroups(contract).length;
  const resources = groups.flatMap(group => [...group.resources, ...spanningResources(contract, group, byId, isWhole)]);
  const loaded = { ...contract, operations, entries, byId, resources };
  refuseWhenWrong(contract.vendor, loadedProblems(loaded));
  return loaded as unknown as LoadedContract<K, Name>;
}

const allGroups = <Name extends string>({ groups }: Contract): readonly Name[] =>
  Object.keys(groups) as readonly string[] as readonly Name[];

import type { Entry, LoadedGroup, ManagedResource } from '../../../contracts/core/contract.js';
import { loadContract, loadGroup } from '../../../contracts/core/define-contract.js';
import { carrierNames, schemesOf } from '../../../contracts/core/dialect.js';
import { paramNames, routesOf } from '../../../contracts/core/route.js';
import { neededKeys } from '../../../contracts/core/schema.js';
import type { Vendor } from '../../calls/vendor.js';
import type { Part } from '../../domain/transaction.js';
import { isCalled, speaksOf } from './links.js';
import { plainName } from './resources.js';

/** A thing that the vendor is asked about. */
export interface AskedThing {
  readonly resource: string;
  readonly part: Part;
  readonly record: object;
}

/** A read that is about one thing, with what it is called with. */
export interface Reading {
  readonly entry: Entry;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** It is called with another member of the record, such as its name. */
  readonly isByMember: boolean;
  /** The thing is the item of a list whose member of this name has this value; else the answer is all of it. */
  readonly item?: { readonly member: string; readonly value: string };
}

/** Most operations that are asked. */
const MOST = 8;

/**
 * The reads of a contract that answer about one thing: those that take its id, or another name that its resource is known
 * by, and nothing else that must be there. Those come first by which the kit sees that such a thing is ready or gone. `lists`
 * are those that take nothing and may have it as an item.
 */
export async function readingsOf(
  { contract, groups: served }: Pick<Vendor, 'contract' | 'groups'>,
  thing: AskedThing,
): Promise<{ readonly found: readonly Reading[]; readonly lists: readonly Reading[] }> {
  const { routes, dialect } = contract;
  // Of a form the routes do not tell what an operation takes.
  const isForm = dialect.input === 'form';
  const near = routesOf(routes).filter(({ group, path }) => {
    const names = paramNames(path);
    return isOf(group, thing) || (names.length > 0 && names.every(name => wordFor(name, group, thing) !== undefined));
  });
  const names = [...new Set(near.map(({ group }) => group))].filter(
    group => Object.hasOwn(contract.groups, group) && Object.hasOwn(served, group),
  );
  const { entries, resources } = isForm
    ? await loadContract(contract)
    : joined(await Promise.all(names.map(name => loadGroup(contract, name))));
  const named = resources.filter(({ ids }) =>
    Object.keys(ids).some(name => speaksOf(name, thing.resource, thing.part)),
  );
  // A group may make things of several kinds.
  const own = named.length > 0 ? named : resources.filter(({ create }) => isOf(create.group, thing));
  const firsts = own.flatMap(({ ready, gone }) => [ready?.read.id, gone.read.id]);
  const readings = entries
    .filter(({ group }) => Object.hasOwn(served, group))
    .flatMap(entry => readingBy(entry, thing, schemesNames(contract, entry)) ?? []);
  const rank = ({ entry: { id, group } }: Reading): number =>
    firsts.includes(id) ? firsts.indexOf(id) : isOf(group, thing) ? MOST : 2 * MOST;
  const byId = readings.some(reading => rank(reading) < 2 * MOST && !reading.isByMember);
  const found = readings
    .filter(({ isByMember }) => !isByMember || !byId)
    .toSorted((one, other) => rank(one) - rank(other));
  return { found: found.slice(0, MOST), lists: listsOf(entries, own, thing).slice(0, MOST) };
}

const joined = (groups: readonly LoadedGroup[]) => ({
  entries: groups.flatMap(({ entries }) => entries),
  resources: groups.flatMap(({ resources }) => resources),
});

/** Names in the query under which a credential travels. */
const schemesNames = ({ dialect }: Vendor['contract'], { operation }: Entry): string[] =>
  schemesOf(dialect, operation).flatMap(name => {
    const scheme = dialect.schemes[name];
    return scheme?.in === 'query' ? carrierNames(scheme) : [];
  });

/** Whether a group of operations bears the name of a thing's resource. */
const isOf = (group: string, { resource, part }: AskedThing): boolean => speaksOf(group, resource, part);

/** What a thing is called in a call: in place of this param or member of the query; undefined where that is no name of it. */
function wordFor(name: string, group: string, thing: AskedThing): Word | undefined {
  const { resource, part, record } = thing;
  const called = part.calledAs?.find(one => one.when === undefined && isCalled(name, one));
  const isOwn = isOf(group, thing);
  const member =
    called !== undefined
      ? (called.by ?? 'id')
      : speaksOf(name, resource, part) || (name === 'id' && isOwn)
        ? 'id'
        : isOwn && plainName(name) !== ''
          ? name
          : undefined;
  const value: unknown =
    member !== undefined && Object.hasOwn(record, member) ? Reflect.get(record, member) : undefined;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return { value: `${value}`, isByMember: called === undefined && member !== 'id' };
}

interface Word {
  readonly value: string;
  readonly isByMember: boolean;
}

function readingBy(entry: Entry, thing: AskedThing, carriers: readonly string[]): Reading | undefined {
  const { operation, group } = entry;
  if (operation.effect !== 'read' || neededKeys(operation.body).length > 0) return undefined;
  const needed = { params: paramNames(operation.path), query: neededKeys(operation.query) };
  const found: Record<'params' | 'query', Record<string, string>> = { params: {}, query: {} };
  let isByMember = false;
  for (const part of ['params', 'query'] as const)
    for (const name of needed[part]) {
      const word = wordFor(name, group, thing);
      if (word !== undefined) {
        found[part][name] = word.value;
        isByMember ||= word.isByMember;
      } else if (part === 'params' || !carriers.includes(name)) return undefined;
    }
  const { params, query } = found;
  return Object.keys({ ...params, ...query }).length === 0 ? undefined : { entry, params, query, isByMember };
}

/** Lists that take nothing and may have a thing as an item: those that show whether it is gone, then those of its group. */
function listsOf(entries: readonly Entry[], own: readonly ManagedResource[], thing: AskedThing): Reading[] {
  const reads = new Map(own.map(({ gone: { read, at } }) => [read, /\.(\w+)$/.exec(at ?? '')?.[1] ?? 'id']));
  for (const entry of own.length > 0 ? [] : entries)
    if (isOf(entry.group, thing) && entry.operation.effect === 'read' && !reads.has(entry)) reads.set(entry, 'id');
  return [...reads].flatMap(([entry, member]) => {
    const { operation } = entry;
    if (paramNames(operation.path).length > 0 || neededKeys(operation.query).length > 0) return [];
    const { record } = thing;
    const value: unknown = Reflect.get(record, Object.hasOwn(record, member) ? member : 'id');
    return [{ entry, params: {}, query: {}, isByMember: false, item: { member, value: `${value}` } }];
  });
}

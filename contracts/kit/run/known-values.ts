import type { Entry, LoadedContract } from '../../core/contract.js';
import type { Example, Overlay, Schema } from '../../core/operation.js';
import type { Source } from '../../core/playbook.js';
import { wordsIn } from '../../core/problems.js';
import { paramNames } from '../../core/route.js';
import { bare, heldBy, keysOf, memberOf, placeOf, placesOf } from '../../core/schema.js';

/** A value that was found, and the params of the call that found it: they belong together. */
export interface Known {
  readonly value: string;
  readonly beside: Readonly<Record<string, string>>;
}

/** `vm_id`, `vmId` and `VMID` are one name. */
export const nameOf = (text: string): string => text.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();

const singular = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch)es$/, '$1')
    .replace(/([^s])s$/, '$1');

/** Members that hold a thing without saying which. */
const PLAIN = new Set(['data', 'items', 'array', 'infos', 'objects', 'results', 'response', 'object', 'attributes']);
const IDENTITY = new Set(['id', 'uuid', 'name', 'key']);

/**
 * Names by which a place of an answer may be asked for: `$.servers[*].id` as `serverid`, `$.data[*].id` of the group
 * `servers` likewise, `$.data.user_id` as `userid`.
 */
export function namesOf(path: string, group: string): string[] {
  const words = path.split(/[.[\]*"]+/).filter(word => word !== '' && word !== '$');
  const last = words.at(-1);
  if (last === undefined) return [];
  const lower = last.toLowerCase();
  if (!IDENTITY.has(lower)) return /(id|name|uuid|key)$/i.test(last) ? [nameOf(last)] : [];
  const holder = words.slice(0, -1).filter(word => !PLAIN.has(word));
  const nouns = holder.length <= 1 ? [...holder.slice(-1), group] : holder.slice(-1);
  return [...new Set(nouns.map(noun => nameOf(singular(noun) + last)))];
}

/** Name under which a param is asked for: a plain `{id}` is that of what stands before it in the path. */
export function paramName({ operation }: Entry, param: string): string {
  if (!IDENTITY.has(param.toLowerCase())) return nameOf(param);
  const before = operation.path.slice(0, operation.path.indexOf(`{${param}}`));
  const noun =
    before
      .split('/')
      .filter(word => word !== '' && !word.startsWith('{'))
      .at(-1) ?? '';
  return nameOf(singular(noun) + param);
}

/** Where the values of a param or of a member of the query come from, where the contract says so. */
export const sourceFor = ({ playbook }: LoadedContract, { operation }: Entry, name: string): Source | undefined =>
  operation.sources?.[name] ?? playbook?.sources?.[name];

/** What a source's values are kept under. */
const keyOf = ({ read, at, parameter }: Source): string => [read, at, ...(parameter ? [parameter] : [])].join(' ');

/** Names of the query that a call cannot do without. */
export const neededKeys = (schema: Schema | undefined): string[] =>
  schema === undefined
    ? []
    : keysOf(schema).filter(key => {
        const member = memberOf(schema, key);
        return member !== undefined && !bare(member.schema).optional;
      });

const overlaysOf = ({ operation }: Entry): Overlay[] => Object.values(operation.checkedWith ?? {});

/** What the answers so far have shown that calls can be made with. It keeps few values of each name. */
export interface Pool {
  /** Takes from a success what some operation may ask for. */
  harvest(entry: Entry, schema: Schema, body: unknown, input: Example): void;
  /** Sets what this run made itself: from then on it goes before all that was found. */
  make(name: string, value: string): void;
  forget(name: string): void;
  /** Forgets what was found under a name, to be found anew. */
  drop(entry: Entry, name: string): void;
  made(name: string): string | undefined;
  /** Values for a param or a member of the query: the one made, unless `others` are wanted, else those found. */
  values(entry: Entry, name: string, others?: boolean): readonly Known[];
  /** Reads whose answers may give values for a name, the likeliest first. */
  providers(entry: Entry, name: string): readonly Entry[];
}

/** Values kept of each name. */
export const MOST = 12;

export function createPool(contract: LoadedContract): Pool {
  const all = contract.entries;
  const found = new Map<string, Known[]>();
  const made = new Map<string, string>();
  const wanted = new Set(
    all.flatMap(entry => [
      ...paramNames(entry.operation.path).map(param => paramName(entry, param)),
      ...keysOf(entry.operation.query).map(nameOf),
      ...overlaysOf(entry).flatMap(wordsIn).map(nameOf),
    ]),
  );
  const sources = new Map<string, Source[]>();
  const declared = [contract.playbook?.sources ?? {}, ...all.map(({ operation }) => operation.sources ?? {})];
  for (const source of declared.flatMap(Object.values<Source>)) {
    const place = `${source.read} ${source.at}`;
    sources.set(place, [...(sources.get(place) ?? []), source]);
  }
  const index = providersOf(all, wanted);

  const add = (key: string, known: Known): void => {
    const before = found.get(key) ?? [];
    if (before.length < MOST && !before.some(({ value }) => value === known.value)) found.set(key, [...before, known]);
  };
  const nameFor = (entry: Entry, name: string): string =>
    entry.operation.path.includes(`{${name}}`) ? paramName(entry, name) : nameOf(name);
  const keyFor = (entry: Entry, name: string): string => {
    const source = sourceFor(contract, entry, name);
    return source === undefined ? nameFor(entry, name) : keyOf(source);
  };

  return {
    harvest(entry, schema, body, input) {
      const beside = input.params ?? {};
      for (const { path, keys, value } of heldBy(schema, body)) {
        if (typeof value !== 'string' && typeof value !== 'number') continue;
        if (value === '') continue;
        const known = { value: String(value), beside };
        for (const source of sources.get(`${entry.id} ${path}`) ?? []) {
          const of = source.parameter === undefined ? known.value : parameterOf(known.value, source.parameter);
          if (of !== null) add(keyOf(source), { ...known, value: of });
        }
        const names = namesOf(path, entry.group).filter(name => wanted.has(name));
        if (names.length === 0 || placeOf(schema, keys).secret) continue;
        for (const name of names) add(name, known);
      }
    },
    make: (name, value) => made.set(nameOf(name), value),
    forget: name => made.delete(nameOf(name)),
    drop: (entry, name) => found.delete(keyFor(entry, name)),
    made: name => made.get(nameOf(name)),
    values(entry, name, others = false) {
      const own = others ? undefined : (made.get(nameOf(name)) ?? made.get(nameFor(entry, name)));
      if (own !== undefined) return [{ value: own, beside: {} }];
      return found.get(keyFor(entry, name)) ?? [];
    },
    providers(entry, name) {
      const source = sourceFor(contract, entry, name);
      if (source !== undefined)
        return all.filter(({ id, operation }) => id === source.read && operation.effect === 'read');
      return (index.get(nameFor(entry, name)) ?? []).filter(({ id }) => id !== entry.id);
    },
  };
}

const parameterOf = (address: string, name: string): string | null =>
  URL.canParse(address) ? new URL(address).searchParams.get(name) : null;

/** By name, the reads whose answers hold it: those that need least first, and the same group's before others. */
function providersOf(all: readonly Entry[], wanted: ReadonlySet<string>): ReadonlyMap<string, Entry[]> {
  const index = new Map<string, Entry[]>();
  const reads = all.filter(({ operation }) => operation.effect === 'read');
  const needs = (entry: Entry): number =>
    paramNames(entry.operation.path).length + neededKeys(entry.operation.query).length;
  for (const entry of reads.toSorted((one, other) => needs(one) - needs(other)))
    for (const schema of Object.values(entry.operation.responses))
      for (const { path } of placesOf(schema))
        for (const name of namesOf(path, entry.group)) {
          const known = index.get(name) ?? [];
          if (wanted.has(name) && !known.includes(entry)) index.set(name, [...known, entry]);
        }
  return index;
}

import type { Entry, LoadedContract } from '../../core/contract.js';
import { heldBy } from '../../core/held.js';
import type { Example, Schema } from '../../core/operation.js';
import { wordsIn } from '../../core/overlay.js';
import type { Source } from '../../core/playbook.js';
import { leadsElsewhere } from '../../core/request.js';
import { paramNames } from '../../core/route.js';
import { keysOf, neededKeys, placesOf } from '../../core/schema.js';
import { nameOf, namesOf, paramName } from '../../core/value-names.js';

/** A value, and what named things in the call whose answer had it: use them together. */
export interface KnownValue {
  readonly value: string;
  readonly beside: Readonly<Record<string, string>>;
}

/** The source that the contract names for a param or a member of the query, if it names one. */
export const sourceFor = ({ playbook }: LoadedContract, { operation }: Entry, name: string): Source | undefined =>
  operation.sources?.[name] ?? playbook?.sources?.[name];

/** The key for the values of a source. */
const keyOf = ({ read, at, parameter }: Source): string => [read, at, ...(parameter ? [parameter] : [])].join(' ');

/** The words in braces of an operation's `checkedWith`. */
export const wordsOf = ({ operation }: Entry): string[] => Object.values(operation.checkedWith ?? {}).flatMap(wordsIn);

const nameFor = (entry: Entry, name: string): string =>
  entry.operation.path.includes(`{${name}}`) ? paramName(entry, name) : nameOf(name);

/** Most values that are kept for a name. */
export const MOST_VALUES = 12;
/** No id or name is longer: a longer text is not kept, for no address could carry it. */
export const LONGEST_VALUE = 1000;

/** Types of values that an address can carry. */
const IN_ADDRESSES: ReadonlySet<string> = new Set(['string', 'number', 'bigint']);

/** Values from the answers so far with which other calls can be made, a few for each name. */
export class KnownValues {
  readonly #contract: LoadedContract;
  readonly #found = new Map<string, KnownValue[]>();
  readonly #made = new Map<string, string>();
  /** Names that some operation takes. Keep no others. */
  readonly #wanted: ReadonlySet<string>;
  /** Sources by their read and place. */
  readonly #sources = new Map<string, Source[]>();
  readonly #providers: ReadonlyMap<string, readonly Entry[]>;

  constructor(contract: LoadedContract) {
    this.#contract = contract;
    const { entries, playbook } = contract;
    this.#wanted = new Set(
      entries.flatMap(entry => [
        ...paramNames(entry.operation.path).map(param => paramName(entry, param)),
        ...keysOf(entry.operation.query).map(nameOf),
        ...wordsOf(entry).map(nameOf),
      ]),
    );
    const declared = [playbook?.sources ?? {}, ...entries.map(({ operation }) => operation.sources ?? {})];
    for (const source of declared.flatMap(Object.values<Source>)) {
      const place = `${source.read} ${source.at}`;
      this.#sources.set(place, [...(this.#sources.get(place) ?? []), source]);
    }
    this.#providers = providersOf(entries, this.#wanted);
  }

  /** Keeps the values of a success that some operation takes. Keeps no secrets, unless a source names them. */
  harvest(entry: Entry, schema: Schema, body: unknown, input: Example): void {
    const beside = { ...identifying(input.query), ...input.params };
    const takers = new Map<string, Takers>(); // the same of each row of a list
    for (const { path, value, secret } of heldBy(schema, body)) {
      if (!IN_ADDRESSES.has(typeof value) || value === '') continue;
      const taking = takers.get(path) ?? this.#takersOf(entry, path);
      takers.set(path, taking);
      const { sources, names } = taking;
      if (sources.length === 0 && (names.length === 0 || secret)) continue;
      const known = { value: String(value), beside };
      for (const source of sources) {
        const of = source.parameter === undefined ? known.value : parameterOf(known.value, source.parameter);
        if (of !== null) this.#add(keyOf(source), { ...known, value: of });
      }
      if (!secret) for (const name of names) this.#add(name, known);
    }
  }

  #takersOf({ id, group }: Entry, path: string): Takers {
    const names = namesOf(path, group).filter(name => this.#wanted.has(name));
    return { sources: this.#sources.get(`${id} ${path}`) ?? [], names };
  }

  #add(key: string, known: KnownValue): void {
    if (leadsElsewhere(known.value) || known.value.length > LONGEST_VALUE) return;
    const before = this.#found.get(key) ?? [];
    if (before.length < MOST_VALUES && !before.some(({ value }) => value === known.value))
      this.#found.set(key, [...before, known]);
  }

  /** Sets the id of a thing that this run made. Use it before all that was found. */
  make(name: string, value: string): void {
    this.#made.set(nameOf(name), value);
  }

  /** Forgets the id of a thing that this run made. */
  forget(name: string): void {
    this.#made.delete(nameOf(name));
  }

  /** Forgets what was found, so that it is read anew. */
  drop(entry: Entry, name: string): void {
    this.#found.delete(this.#keyFor(entry, name));
  }

  made(name: string): string | undefined {
    return this.#made.get(nameOf(name));
  }

  /** Values for a param or a member of the query: the one that was made, or, if none or `others` are wanted, those found. */
  values(entry: Entry, name: string, others = false): readonly KnownValue[] {
    const own = others ? undefined : (this.made(name) ?? this.#made.get(nameFor(entry, name)));
    if (own !== undefined) return [{ value: own, beside: {} }];
    return this.#found.get(this.#keyFor(entry, name)) ?? [];
  }

  /** Reads whose answers may have values for a name, those that need the least input first. */
  providers(entry: Entry, name: string): readonly Entry[] {
    const source = sourceFor(this.#contract, entry, name);
    if (source === undefined)
      return (this.#providers.get(nameFor(entry, name)) ?? []).filter(({ id }) => id !== entry.id);
    const read = this.#contract.byId.get(source.read);
    return read?.operation.effect === 'read' ? [read] : [];
  }

  #keyFor(entry: Entry, name: string): string {
    const source = sourceFor(this.#contract, entry, name);
    return source === undefined ? nameFor(entry, name) : keyOf(source);
  }
}

/** Who takes the value of a place: what names the place, and names of values that some operation takes. */
interface Takers {
  readonly sources: readonly Source[];
  readonly names: readonly string[];
}

/** Names of members that name a thing. */
export const IDENTIFIER = /(ids?|name|uuid|key)$/i;

/** The members of a query that name things. */
const identifying = (query: Example['query'] = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      IDENTIFIER.test(name) && typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );

function parameterOf(address: string, name: string): string | null {
  if (URL.canParse(address)) return new URL(address).searchParams.get(name);
  const words = address.split('/');
  return words.includes(name) ? (words[words.indexOf(name) + 1] ?? null) : null;
}

/** For each name, the reads whose answers have it, those that need the least input first. */
function providersOf(all: readonly Entry[], wanted: ReadonlySet<string>): ReadonlyMap<string, readonly Entry[]> {
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

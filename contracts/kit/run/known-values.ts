import type { Entry, LoadedContract } from '../../core/contract.js';
import type { Example, Schema } from '../../core/operation.js';
import { wordsIn } from '../../core/overlay.js';
import type { Source } from '../../core/playbook.js';
import { paramNames } from '../../core/route.js';
import { heldBy, keysOf, neededKeys, placeOf, placesOf } from '../../core/schema.js';
import { nameOf, namesOf, paramName } from '../../core/value-names.js';

/** A value that was found, and the params of the call that found it: they belong together. */
export interface KnownValue {
  readonly value: string;
  readonly beside: Readonly<Record<string, string>>;
}

/** Where the values of a param or of a member of the query come from, where the contract says so. */
export const sourceFor = ({ playbook }: LoadedContract, { operation }: Entry, name: string): Source | undefined =>
  operation.sources?.[name] ?? playbook?.sources?.[name];

/** What a source's values are kept under. */
const keyOf = ({ read, at, parameter }: Source): string => [read, at, ...(parameter ? [parameter] : [])].join(' ');

/** Words in braces of what an operation is checked with. */
export const wordsOf = ({ operation }: Entry): string[] => Object.values(operation.checkedWith ?? {}).flatMap(wordsIn);

const nameFor = (entry: Entry, name: string): string =>
  entry.operation.path.includes(`{${name}}`) ? paramName(entry, name) : nameOf(name);

/** Values kept of each name. */
export const MOST_VALUES = 12;

/** What the answers so far have shown that calls can be made with. It keeps few values of each name. */
export class KnownValues {
  readonly #contract: LoadedContract;
  readonly #found = new Map<string, KnownValue[]>();
  readonly #made = new Map<string, string>();
  /** Names that some operation asks for; no other is kept. */
  readonly #wanted: ReadonlySet<string>;
  /** Sources by the read and the place that they name. */
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

  /** Takes from a success what some operation may ask for. */
  harvest(entry: Entry, schema: Schema, body: unknown, input: Example): void {
    const beside = input.params ?? {};
    for (const { path, keys, value } of heldBy(schema, body)) {
      if ((typeof value !== 'string' && typeof value !== 'number') || value === '') continue;
      const known = { value: String(value), beside };
      for (const source of this.#sources.get(`${entry.id} ${path}`) ?? []) {
        const of = source.parameter === undefined ? known.value : parameterOf(known.value, source.parameter);
        if (of !== null) this.#add(keyOf(source), { ...known, value: of });
      }
      const names = namesOf(path, entry.group).filter(name => this.#wanted.has(name));
      if (names.length === 0 || placeOf(schema, keys).secret) continue;
      for (const name of names) this.#add(name, known);
    }
  }

  #add(key: string, known: KnownValue): void {
    const before = this.#found.get(key) ?? [];
    if (before.length < MOST_VALUES && !before.some(({ value }) => value === known.value))
      this.#found.set(key, [...before, known]);
  }

  /** Sets what this run made itself: from then on it goes before all that was found. */
  make(name: string, value: string): void {
    this.#made.set(nameOf(name), value);
  }

  /** What this run made is there no longer. */
  forget(name: string): void {
    this.#made.delete(nameOf(name));
  }

  /** Forgets what was found under a name, to be found anew. */
  drop(entry: Entry, name: string): void {
    this.#found.delete(this.#keyFor(entry, name));
  }

  made(name: string): string | undefined {
    return this.#made.get(nameOf(name));
  }

  /** Values for a param or a member of the query: the one made, unless `others` are wanted, else those found. */
  values(entry: Entry, name: string, others = false): readonly KnownValue[] {
    const own = others ? undefined : (this.made(name) ?? this.#made.get(nameFor(entry, name)));
    if (own !== undefined) return [{ value: own, beside: {} }];
    return this.#found.get(this.#keyFor(entry, name)) ?? [];
  }

  /** Reads whose answers may give values for a name, the likeliest first. */
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

const parameterOf = (address: string, name: string): string | null =>
  URL.canParse(address) ? new URL(address).searchParams.get(name) : null;

/** By name, the reads whose answers hold it: those that need least first. */
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

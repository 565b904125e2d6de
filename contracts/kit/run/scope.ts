import type { Contract, LoadedContract } from '../../core/contract.js';
import { loadContract } from '../../core/define-contract.js';
import { didYouMean, isMeant } from '../../core/names.js';
import { paramNames, routesOf } from '../../core/route.js';
import { credentialNames } from '../transport/credentials.js';
import { meantInQuery } from './input.js';
import { KnownValues, sourceFor, wordsOf } from './known-values.js';
import type { RunOptions } from './options.js';

/** What a run is about. */
export interface Scope {
  /** The contract with the groups that the run needs, and no others. */
  readonly contract: LoadedContract;
  selected(id: string): boolean;
  /** Operations of the other groups, by their routes. */
  readonly notAsked: number;
}

/** Groups that describe operations, in the order of the routes. */
const groupsOf = ({ routes, groups }: Contract): string[] =>
  Object.keys(routes).filter(group => Object.hasOwn(groups, group));

/** Ids of the operations that are described, as far as it can be told before they are loaded. */
const idsOf = ({ routes, groups }: Contract): string[] =>
  routesOf(routes)
    .filter(({ group }) => Object.hasOwn(groups, group))
    .map(({ id }) => id);

/**
 * Whether an operation is to be compared: named by `only` (all when it is empty) and not by `skip`. Throws for a
 * pattern that names none: what it was to leave out would be called, or what it was to choose would not be.
 */
export function selector(
  contract: Contract,
  only: readonly string[] = [],
  skip: readonly string[] = [],
): (id: string) => boolean {
  const ids = idsOf(contract);
  for (const pattern of [...only, ...skip])
    if (!ids.some(id => isNamed(pattern, id))) throw new UnnamedPattern(contract, pattern);
  return id => (only.length === 0 || only.some(one => isNamed(one, id))) && !skip.some(one => isNamed(one, id));
}

/** `servers.*` and `*.list`; a group alone stands for all in it. */
const isNamed = (pattern: string, id: string): boolean =>
  isMeant(pattern.includes('.') || pattern.includes('*') ? pattern : `${pattern}.*`, id);

/** A pattern that names no operation. */
export class UnnamedPattern extends Error {
  readonly pattern: string;

  constructor(contract: Contract, pattern: string) {
    const names = [...groupsOf(contract), ...idsOf(contract)];
    super(
      routesOf(contract.routes).some(({ id }) => isNamed(pattern, id))
        ? `"${pattern}" is known and not described yet, so that there is nothing to compare`
        : `no operation is named "${pattern}"${didYouMean(pattern.replace(/\.?\*$/, ''), names)}`,
    );
    this.pattern = pattern;
  }
}

/**
 * Loads the groups of what is selected and of the reads that give its values; all of them when a value has no read among
 * these, and when the run may do more than read, for what is made may need things of any group. Throws as `selector` does.
 */
export async function loadScope(options: Pick<RunOptions, 'contract' | 'only' | 'skip' | 'allow'>): Promise<Scope> {
  const { contract, only = [], skip = [], allow = [] } = options;
  const selected = selector(contract, only, skip);
  const all = groupsOf(contract);
  const isWide = allow.some(effect => effect !== 'read');
  const chosen = new Set(
    routesOf(contract.routes)
      .filter(({ id }) => selected(id))
      .map(({ group }) => group),
  );
  let groups = isWide ? all : all.filter(group => chosen.has(group));
  let loaded = await loadContract(contract, groups);
  for (let more = missingGroups(loaded, selected, all); more.length > 0; more = missingGroups(loaded, selected, all)) {
    groups = all.filter(group => groups.includes(group) || more.includes(group));
    loaded = await loadContract(contract, groups);
  }
  for (const pattern of [...only, ...skip]) refuseUndescribed(loaded, pattern);
  return { contract: loaded, selected, notAsked: countNotAsked(contract, groups) };
}

/** Operations of groups other than these, by their routes. */
export const countNotAsked = (contract: Contract, groups: readonly string[]): number =>
  idsOf(contract).filter(id => !groups.includes(id.split('.')[0] ?? '')).length;

/** A pattern all of whose operations are known and not described names none. */
function refuseUndescribed(loaded: LoadedContract, pattern: string): void {
  const named = idsOf(loaded).filter(id => isNamed(pattern, id));
  const isLoaded = (id: string): boolean => Object.hasOwn(loaded.operations, id.split('.')[0] ?? '');
  if (named.every(id => isLoaded(id) && !loaded.byId.has(id))) throw new UnnamedPattern(loaded, pattern);
}

/** Groups that are needed beside those at hand: of the reads that give values, and all when nothing at hand gives one. */
function missingGroups(loaded: LoadedContract, selected: (id: string) => boolean, all: readonly string[]): string[] {
  const missing = all.filter(group => !Object.hasOwn(loaded.operations, group));
  if (missing.length === 0) return [];
  const known = new KnownValues(loaded);
  const needed = new Set<string>();
  const given = new Set(['tag', 'number', ...credentialNames(loaded)]);
  const waiting = loaded.entries.filter(({ id, operation }) => selected(id) && operation.effect === 'read');
  for (const entry of waiting) {
    const words = wordsOf(entry).filter(word => !given.has(word));
    for (const name of [...paramNames(entry.operation.path), ...meantInQuery(loaded, entry), ...words]) {
      const source = sourceFor(loaded, entry, name);
      const group = source?.read.split('.')[0] ?? '';
      const providers = known.providers(entry, name);
      if (missing.includes(group)) needed.add(group);
      else if (source === undefined && providers.length === 0) return missing;
      for (const provider of providers) if (!waiting.includes(provider)) waiting.push(provider);
    }
  }
  return missing.filter(group => needed.has(group));
}

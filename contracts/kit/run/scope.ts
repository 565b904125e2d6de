import type { Contract, LoadedContract } from '../../core/contract.js';
import { loadContract } from '../../core/define-contract.js';
import { didYouMean, isMeant } from '../../core/names.js';
import { paramNames, routesOf } from '../../core/route.js';
import { credentialNames } from '../transport/credentials.js';
import { meantInQuery } from './input.js';
import { KnownValues, sourceFor, wordsOf } from './known-values.js';
import type { RunOptions } from './options.js';

/** What a run may call, and what of it is selected. */
export interface Scope {
  /** The contract with only those groups loaded that the run needs. */
  readonly contract: LoadedContract;
  selected(id: string): boolean;
  /** Number of routes in the other groups. */
  readonly notAsked: number;
}

/** Groups that describe operations, in the order of the routes. */
const groupsOf = ({ routes, groups }: Contract): string[] =>
  Object.keys(routes).filter(group => Object.hasOwn(groups, group));

/** Ids of the routes in those groups. Which of them are described is known when the groups are loaded. */
const idsOf = ({ routes, groups }: Contract): string[] =>
  routesOf(routes)
    .filter(({ group }) => Object.hasOwn(groups, group))
    .map(({ id }) => id);

/**
 * Selects operations: those that `only` names (all, if it is empty) and `skip` does not. Throws if a pattern names none,
 * for then the run would call what it was to leave out, or leave out what it was to call.
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

/** Whether a pattern names an operation: `servers.*`, `*.list`, or `servers` for the whole group. */
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
 * Loads the groups of the selected operations and of the reads that give their values. Loads all groups if none of these
 * reads gives some value, or if the run may do more than read, for a thing may need things of any group. Throws as
 * `selector` does.
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

/** Number of routes in the groups that describe operations and are none of these. */
export const countNotAsked = (contract: Contract, groups: readonly string[]): number =>
  idsOf(contract).filter(id => !groups.includes(id.split('.')[0] ?? '')).length;

/** Refuse a pattern that names only routes without a description: there is nothing to compare. */
function refuseUndescribed(loaded: LoadedContract, pattern: string): void {
  const named = idsOf(loaded).filter(id => isNamed(pattern, id));
  const isLoaded = (id: string): boolean => Object.hasOwn(loaded.operations, id.split('.')[0] ?? '');
  if (named.every(id => isLoaded(id) && !loaded.byId.has(id))) throw new UnnamedPattern(loaded, pattern);
}

/** The groups that must be loaded too: those of sources, or all others if no loaded read gives some value. */
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

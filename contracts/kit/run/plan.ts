import type { Entry, LoadedContract } from '../../core/contract.js';
import type { Effect } from '../../core/operation.js';
import { paramNames } from '../../core/route.js';
import { neededKeys } from '../../core/schema.js';
import { nameOf, paramName } from '../../core/value-names.js';
import { type Reason, reasons } from '../report/report.js';
import { refusalsOf } from '../verdict/refusals.js';
import { isWhole } from '../verdict/wrong-inputs.js';
import { meantInQuery, namesMade } from './input.js';
import { KnownValues } from './known-values.js';
import type { RunOptions } from './options.js';
import { loadScope, type Scope } from './scope.js';

/** What a run would do with one operation. */
export interface PlannedCall {
  readonly operation: string;
  readonly effect: Effect;
  /** `GET /servers/{serverId}`. */
  readonly call: string;
  /** Where its things come from: `serverId from servers.list`. */
  readonly things: readonly string[];
  /** Refusals that would be tried. */
  readonly refusals: readonly string[];
  /** Why it would not be called, or null. */
  readonly left: string | null;
}

type PlanOptions = Omit<RunOptions, 'target' | 'credentials'>;

/** What a run with these options would do; it sends nothing. Groups in which nothing is asked for are left out. */
export async function plan(options: PlanOptions): Promise<PlannedCall[]> {
  const scope = await loadScope(options);
  const known = new KnownValues(scope.contract);
  const makeable = namesMade(scope.contract);
  return scope.contract.entries.map(entry => plannedCall(entry, options, scope, known, makeable));
}

function plannedCall(
  entry: Entry,
  options: PlanOptions,
  scope: Scope,
  known: KnownValues,
  makeable: ReadonlySet<string>,
): PlannedCall {
  const { contract } = scope;
  const { method, path, effect, query } = entry.operation;
  const needed = neededKeys(query);
  const inQuery = meantInQuery(contract, entry).filter(name => effect !== 'read' || needed.includes(name));
  const names = [...paramNames(path), ...inQuery];
  const isMade = (name: string): boolean => makeable.has(nameOf(name)) || makeable.has(paramName(entry, name));
  const sourceOf = (name: string): string => {
    if (effect !== 'read' && isMade(name)) return `${name} that the run made`;
    const [provider] = known.providers(entry, name);
    return provider === undefined ? `${name} of the example` : `${name} from ${provider.id}`;
  };
  const reason = reasonToLeave(entry, options, scope, names.some(isMade));
  return {
    operation: entry.id,
    effect,
    call: `${method} ${path}`,
    things: names.map(sourceOf),
    refusals: (options.refusals ?? true) ? refusalIds(contract, entry, names) : [],
    left: reason === null ? null : reasons[reason],
  };
}

function reasonToLeave(
  { id, operation: { effect, endsCredential } }: Entry,
  { allow = [], disposable = false }: PlanOptions,
  { contract, selected }: Scope,
  concernsMade: boolean,
): Reason | null {
  if (!selected(id)) return 'skipped';
  if (effect !== 'read' && !allow.includes(effect)) return 'not-allowed';
  const isOfResource = contract.resources.some(({ create, destroy }) => create.id === id || destroy.id === id);
  if (endsCredential === 'named' && disposable && !isOfResource && !concernsMade) return 'spared';
  return effect === 'read' || disposable || isOfResource || concernsMade ? null : 'not-made';
}

function refusalIds(contract: LoadedContract, entry: Entry, names: readonly string[]): string[] {
  const input = { params: {}, query: {}, ...entry.operation.example };
  if (!isWhole(entry, input)) return [];
  const from = Object.fromEntries(names.map(name => [name, 'found' as const]));
  // A plan has no credentials; let each be there, so that all refusals are listed.
  const credentials = Object.fromEntries(Object.keys(contract.dialect.schemes).map(name => [name, '']));
  return [...new Set(refusalsOf(contract, entry, { input, from }, credentials).map(({ id }) => id))];
}

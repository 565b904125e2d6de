import type { Entry } from '../../core/contract.js';
import { loadContract } from '../../core/define-contract.js';
import type { Effect } from '../../core/operation.js';
import { paramNames } from '../../core/route.js';
import { type Reason, reasons } from '../report/report.js';
import { isWhole, refusalsOf } from '../verdict/refusals.js';
import { meantInQuery, namesMade } from './input.js';
import { createPool, nameOf, neededKeys, paramName } from './known-values.js';
import type { RunOptions } from './run.js';
import { selector } from './scope.js';

/** What a run would do with one operation. */
export interface Step {
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

/** What a run with these options would do, before anything is sent. */
export async function planOf(options: Omit<RunOptions, 'target' | 'credentials'>): Promise<Step[]> {
  const { refusals = true } = options;
  const contract = await loadContract(options.contract);
  const pool = createPool(contract);
  const selected = selector(contract, options.only, options.skip);
  const allow = new Set<Effect>(['read', ...(options.allow ?? [])]);
  const creates = new Set(contract.resources.flatMap(({ create, destroy }) => [create.id, destroy.id]));
  const makeable = namesMade(contract);

  const isMade = (entry: Entry, name: string): boolean =>
    makeable.has(nameOf(name)) || makeable.has(paramName(entry, name));
  const sourceOf = (entry: Entry, name: string): string => {
    if (entry.operation.effect !== 'read' && isMade(entry, name)) return `${name} that the run made`;
    const [provider] = pool.providers(entry, name);
    return provider === undefined ? `${name} of the example` : `${name} from ${provider.id}`;
  };
  const reasonFor = (entry: Entry, names: readonly string[]): Reason | null => {
    if (!selected(entry.id)) return 'skipped';
    if (!allow.has(entry.operation.effect)) return 'not-allowed';
    if (entry.operation.effect === 'read' || options.disposable || creates.has(entry.id)) return null;
    return names.some(name => isMade(entry, name)) ? null : 'not-made';
  };

  return contract.entries.map(entry => {
    const { method, path, effect } = entry.operation;
    const needed = neededKeys(entry.operation.query);
    const inQuery = meantInQuery(contract, entry).filter(name => effect !== 'read' || needed.includes(name));
    const names = [...paramNames(path), ...inQuery];
    const reason = reasonFor(entry, names);
    const example = entry.operation.example ?? {};
    const input = { params: {}, query: {}, ...example };
    const tried =
      refusals && isWhole(entry, input)
        ? refusalsOf(
            contract,
            entry,
            { input, from: Object.fromEntries(names.map(name => [name, 'found'])) },
            stand(contract.dialect.schemes),
          )
        : [];
    return {
      operation: entry.id,
      effect,
      call: `${method} ${path}`,
      things: names.map(name => sourceOf(entry, name)),
      refusals: tried.map(({ id }) => id),
      left: reason === null ? null : reasons[reason],
    };
  });
}

/** Something in place of each credential: a plan holds none. */
const stand = (schemes: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.keys(schemes).map(name => [name, '']));

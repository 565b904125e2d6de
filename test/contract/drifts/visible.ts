import type { LoadedContract } from '../../../contracts/core/contract.js';
import { schemasAt } from '../../../contracts/core/json-path.js';
import { bare } from '../../../contracts/core/schema.js';
import { entryOf, type Fact, type Otherwise, otherwise } from './history.js';

/** Why a run against an older endpoint cannot show a fact, whatever it does. */
export const unseen = {
  'param-renamed': 'a name in a path never travels',
  'param-type-changed': 'a good value has the same bytes in both forms',
  'param-added': 'an older endpoint answers the same and does not read it',
  'request-field-added': 'an older endpoint answers the same and does not read it',
  'request-field-optional': 'a run sends it in any case',
  'status-added': 'no run can bring that refusal about',
  'operation-removed': 'the contract has no such operation',
  'not-described': 'the operation is not described yet',
  'no-place': 'the contract has no such field',
  'may-be-absent': 'the contract lets it be absent',
  'not-shown': 'the answers to a run have no such place',
  'not-reached': 'a run needs a thing for it that it cannot make there',
} as const;

export type Unseen = keyof typeof unseen;

/** What differs between an older endpoint and one of today: what a run can see, and how much of the rest for which reason. */
export interface Visible {
  readonly seen: readonly Otherwise[];
  readonly unseen: ReadonlyMap<Unseen, number>;
}

/** What the answers to a run show. */
export interface Shown {
  /** Whether answers of today have a place at all. */
  isShown(id: string, place: string): boolean;
  /** Whether the older endpoint answers a run's call of an operation as it should. */
  isAnswered(id: string): boolean;
  /** Whether a run against the older endpoint calls an operation. */
  isReached(id: string): boolean;
}

export function visibleIn(contract: LoadedContract, facts: readonly Fact[], shown: Shown): Visible {
  const counts = new Map<Unseen, number>();
  const count = (reason: Unseen): void => {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  };
  for (const fact of facts)
    if (entryOf(contract, fact) === undefined)
      count(fact.kind === 'operation-removed' ? 'operation-removed' : 'not-described');
    else if (isReason(fact.kind)) count(fact.kind);
  const seen = otherwise(contract, facts).filter(one => {
    const reason = reasonOf(contract, one, shown);
    if (reason !== undefined) count(reason);
    return reason === undefined;
  });
  return { seen, unseen: counts };
}

const isReason = (kind: string): kind is Unseen => Object.hasOwn(unseen, kind);

function reasonOf(
  { byId }: LoadedContract,
  { id, place, how }: Otherwise,
  { isShown, isAnswered, isReached }: Shown,
): Unseen | undefined {
  if (how === 'gone' && !isReached(id)) return 'not-reached';
  if (how === 'more' && !isAnswered(id)) return 'not-shown';
  if (how !== 'absent' && how !== 'type') return undefined;
  const schemas = schemasAt(byId.get(id)?.operation, `$.${place.slice(2)}`);
  if (schemas.length === 0) return 'no-place';
  if (how === 'absent' && schemas.every(schema => bare(schema).optional)) return 'may-be-absent';
  return isShown(id, place) && isAnswered(id) ? undefined : 'not-shown';
}

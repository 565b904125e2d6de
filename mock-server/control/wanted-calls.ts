import { loadGroup } from '../../contracts/core/define-contract.js';
import { carrierNames, type Dialect } from '../../contracts/core/dialect.js';
import { jsonPath } from '../../contracts/core/differences.js';
import { Failure } from '../../contracts/core/failure.js';
import type { Operation } from '../../contracts/core/operation.js';
import type { JournalEntry } from '../worlds/journal.js';
import { DEEPEST_WANTED, isOf, isSentByAny, isTooMuch, MOST_WANTED, type WantedCall } from '../worlds/verify.js';
import { unknownNames } from '../worlds/wanted-names.js';
import { operationsOf } from './known-names.js';
import type { RunningServer } from './running-server.js';

/** A pattern of more operations is not held to their names: it would load them all. */
const MOST_LOADED = 20;

/**
 * Refuses what could never have been received: a pattern that means no operation, and a name in a `where` that none of
 * its operations takes and that no call of them sent. A `where` that is too much to be sought is refused too.
 */
export async function needWanted(
  server: RunningServer,
  calls: readonly JournalEntry[],
  { operation: pattern, where }: WantedCall,
): Promise<void> {
  const meant = await operationsOf(server, pattern);
  if (where == null) return;
  needBounded(where);
  if (meant.length > MOST_LOADED) return;
  const described: DescribedCall[] = [];
  for (const { contract, group, name } of meant) {
    if (!Object.hasOwn(contract.groups, group)) return;
    const operation = (await loadGroup(contract, group)).operations[name];
    if (operation === undefined) return;
    described.push({ dialect: contract.dialect, operation });
  }
  needTaken({ operation: pattern, where }, described, calls);
}

/** An operation with the dialect that its calls are in. */
export interface DescribedCall {
  readonly dialect: Dialect;
  readonly operation: Operation;
}

/** Refuses a name in a `where` that none of these operations takes, which a pattern means, and that no call of them sent. */
export function needTaken(
  { operation: pattern, where }: WantedCall,
  described: readonly DescribedCall[],
  calls: readonly JournalEntry[],
): void {
  const schemes = described.flatMap(({ dialect }) => Object.values(dialect.schemes));
  const carriers = new Set(schemes.flatMap(carrierNames).map(name => name.toLowerCase()));
  const operations = described.map(({ operation }) => operation);
  const received = calls.filter(call => isOf(call, { operation: pattern }));
  for (const { keys, near } of unknownNames(operations, where, carriers))
    if (!isSentByAny(received, keys))
      throw new Failure('invalid', { text: `${pattern} takes no ${jsonPath(keys)}, and no call sent it${near}` });
}

/** Refuses a `where` that is too much to be sought in every call. */
export function needBounded(where: unknown): void {
  if (isTooMuch(where))
    throw new Failure('invalid', {
      text: `a \`where\` has at most ${MOST_WANTED} values, nested ${DEEPEST_WANTED} deep at most`,
    });
}

import { groupAtHand } from '../../contracts/core/define-contract.js';
import { HIDDEN } from '../../contracts/core/masked.js';
import type { JournalEntry } from '../worlds/journal.js';
import { type Marks, shownAt, shownPath } from '../worlds/shown-call.js';
import type { NearMiss } from '../worlds/verify.js';
import type { World } from '../worlds/world.js';
import type { RunningServer } from './running-server.js';
import type { ShownMiss } from './said-verdict.js';
import { issuedBy } from './shown-calls.js';

/** Near misses as they may be shown: secrets, and what no contract describes, are masked. It answers at once. */
export function shownMisses(server: RunningServer, world: World, nearest: readonly NearMiss[]): ShownMiss[] {
  const issued = issuedBy(world);
  return nearest.map(({ call, differs }) => {
    const marks = marksAtHand(server, call, issued);
    return {
      call: lineOf(call, marks === undefined ? HIDDEN : shownPath(call, marks)),
      differs: differs.map(({ at, keys, expected, found }) => {
        const of = (value: unknown, isWanted: boolean): unknown =>
          marks === undefined ? HIDDEN : shownAt(call, keys, value, marks, { isWanted });
        return { at, expected: of(expected, true), found: found === undefined ? undefined : of(found, false) };
      }),
    };
  });
}

function lineOf({ number, method, vendor, operation, status, failure }: JournalEntry, path: string): string {
  const of = operation === null ? `no operation of ${vendor}` : `${vendor}/${operation}`;
  return `${number}. ${method} ${path} (${of}), answered ${status}${failure === null ? '' : ` ${failure}`}`;
}

/** What says of a call which of its values are secrets. What was called is loaded, and so is at hand. */
function marksAtHand(
  { vendors }: RunningServer,
  { vendor, operation: id }: JournalEntry,
  issued: readonly string[],
): Marks | undefined {
  const contract = vendors.atHand(vendor)?.contract;
  if (contract === undefined) return undefined;
  const [group = '', name = ''] = id?.split('.') ?? [];
  return { contract, operation: groupAtHand(contract, group)?.operations[name], id, issued };
}

import type { Example } from '../../contracts/core/operation.js';
import type { OperationId } from '../../contracts/core/route.js';
import type { BehindCloud } from '../calls/behind-cloud.js';
import { undone } from '../domain/undone.js';
import type { SeedCaller } from '../seeds/calling.js';
import type { SeedCall } from '../seeds/history.js';

/** What a call is answered, which is undone again; undefined when it is refused, and for an answer that is empty. */
export function onlyAsked(id: OperationId, example: Example, behind: BehindCloud, caller: SeedCaller): unknown {
  try {
    const answered = undone(behind, () => caller.answerTo(callOf(id, example, behind)));
    return answered instanceof Promise ? undefined : answered;
  } catch {
    return undefined;
  }
}

/** An example as the call of a seed. */
export const callOf = (id: OperationId, { params, query, body }: Example, { cloud }: BehindCloud): SeedCall => ({
  ...{ at: cloud.now, call: id, body },
  ...(params && { params }),
  ...(query && { query }),
});

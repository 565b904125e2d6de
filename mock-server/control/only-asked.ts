import type { Example } from '../../contracts/core/operation.js';
import type { OperationId } from '../../contracts/core/route.js';
import type { BehindCloud } from '../calls/behind-cloud.js';
import type { SeedCaller } from '../seeds/calling.js';
import type { SeedCall } from '../seeds/history.js';

/** Undoes a call that was made to see its answer. */
class OnlyAsked extends Error {
  readonly body: unknown;

  constructor(body: unknown) {
    super('only asked');
    this.body = body;
  }
}

/** What a call is answered, which is undone again; undefined when it is refused, and for an answer that is empty. */
export function onlyAsked(id: OperationId, example: Example, behind: BehindCloud, caller: SeedCaller): unknown {
  try {
    return behind.transact(() => {
      const answered = caller.answerTo(callOf(id, example, behind));
      throw new OnlyAsked(answered instanceof Promise ? undefined : answered);
    });
  } catch (error) {
    return error instanceof OnlyAsked ? error.body : undefined;
  }
}

/** An example as the call of a seed. */
export const callOf = (id: OperationId, { params, query, body }: Example, { cloud }: BehindCloud): SeedCall => ({
  ...{ at: cloud.now, call: id, body },
  ...(params && { params }),
  ...(query && { query }),
});

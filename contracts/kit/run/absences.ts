import type { Entry } from '../../core/contract.js';
import type { Schema } from '../../core/operation.js';
import { paramNames } from '../../core/route.js';
import { bare, placeOf } from '../../core/schema.js';
import type { Results } from '../report/results.js';
import type { TransportResult } from '../transport/transport.js';
import { type Absence, operationGone } from '../verdict/gone.js';
import type { Resolved } from './input.js';

/** An operation whose last answer was none of its own. */
interface Suspect {
  readonly entry: Entry;
  readonly absence: Absence;
  /** It was asked again at the end of the run, with things read anew. */
  confirmed: boolean;
}

/**
 * The operations that seem to be gone. An answer is no proof: the thing that was named may have been deleted meanwhile, and
 * trouble may pass. So ask once more when all else was called, and report what still does not answer.
 */
export class Absences {
  readonly #suspects = new Map<string, Suspect>();

  /** Takes note of the answer to a good call. */
  hear(entry: Entry, { from }: Resolved, { reply, trouble }: TransportResult, absence: Absence | undefined): void {
    if (absence === undefined) {
      if (reply !== undefined && trouble === undefined) this.#suspects.delete(entry.id);
      return;
    }
    if (namesThings(entry) && paramNames(entry.operation.path).some(name => isOfExample(entry, name, from))) return;
    this.#suspects.set(entry.id, { entry, absence, confirmed: false });
  }

  /** The reads that seem to be gone. */
  reads(): Entry[] {
    return [...this.#suspects.values()]
      .map(({ entry }) => entry)
      .filter(({ operation }) => operation.effect === 'read');
  }

  /** Takes note of what asking a read again at the end showed. */
  heardAgain({ id }: Entry, isGone: boolean): void {
    const suspect = this.#suspects.get(id);
    if (suspect !== undefined && isGone) suspect.confirmed = true;
    else this.#suspects.delete(id);
  }

  /** Reports the operations that are gone, and those that this account may lack. A call that does more than read is not repeated. */
  tell(results: Results, selected: (id: string) => boolean): void {
    for (const { entry, absence, confirmed } of this.#suspects.values()) {
      if (!selected(entry.id) || (absence.mayPass && !confirmed)) continue;
      const found = `${absence.said} (${absence.status})`;
      const { mayBeAbsent } = entry.operation;
      if (mayBeAbsent !== undefined) results.notCompared(entry, 'may-be-absent', `${mayBeAbsent}; ${found}`);
      else {
        const finding = operationGone(entry, 'an answer of its own', found);
        results.gone(entry, absence.status, finding, confirmed, `answered ${absence.status} (${absence.said})`);
      }
    }
  }
}

/** Whether a value is the example's own: its ids are of nothing at this endpoint. A word of a list is as good as any. */
export const isOfExample = ({ operation }: Entry, name: string, from: Resolved['from']): boolean =>
  from[name] === 'example' && !isWord(operation.params, name) && !isWord(operation.query, name);

function isWord(of: Schema | undefined, name: string): boolean {
  const { schema } = of === undefined ? { schema: undefined } : placeOf(of, [name]);
  return schema !== undefined && bare(schema).type === 'enum';
}

/** Whether the path of an operation names things that may be not there. A name that may be taken, say, is of none. */
export const namesThings = ({ operation }: Entry): boolean => operation.failures?.includes('notFound') === true;

import type { Entry } from '../../core/contract.js';
import { paramNames } from '../../core/route.js';
import { paramName } from '../../core/value-names.js';
import type { Results } from '../report/results.js';
import type { TransportResult } from '../transport/transport.js';
import { type Absence, operationGone } from '../verdict/gone.js';
import type { Calls } from './calls.js';
import type { InputChoice, Resolved } from './input.js';

/** An operation whose last answer was none of its own. */
interface Suspect {
  readonly entry: Entry;
  readonly absence: Absence;
  /** It was asked again at the end of the run, with things read anew. */
  confirmed: boolean;
}

/** What a suspected operation is asked again with: if it is in trouble over one thing, another may tell. */
const AGAIN: readonly InputChoice[] = [{}, { attempt: 1 }];

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
    // The example's ids are of nothing at this endpoint, and its router may take no such id.
    if (namesThings(entry) && paramNames(entry.operation.path).some(name => from[name] === 'example')) return;
    this.#suspects.set(entry.id, { entry, absence, confirmed: false });
  }

  /** Asks the suspected reads again. */
  async askAgain(calls: Calls): Promise<void> {
    const anew = new Set<string>();
    for (const suspect of [...this.#suspects.values()]) {
      if (calls.stopped() !== undefined) return;
      const { entry } = suspect;
      if (entry.operation.effect !== 'read') continue;
      const things = thingsOf(entry);
      if (things !== '' && !anew.has(things)) await calls.lookAgain(entry, AGAIN);
      anew.add(things);
      if (await isGone(entry, calls)) suspect.confirmed = true;
      else this.#suspects.delete(entry.id);
    }
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

/** Whether the path of an operation names things that may be not there. A name that may be taken, say, is of none. */
const namesThings = ({ operation }: Entry): boolean => operation.failures?.includes('notFound') === true;

/** The kinds of things in the path of an operation, and of its own sources: what is to be read anew for it. */
const thingsOf = (entry: Entry): string => {
  const names = paramNames(entry.operation.path);
  const own = names.some(name => entry.operation.sources?.[name] !== undefined) ? [entry.id] : [];
  return [...own, ...names.map(name => paramName(entry, name))].join(' ');
};

/** Whether a read is still answered by nothing of its own, whatever it is asked with. Without data to ask with it is not gone. */
async function isGone(entry: Entry, calls: Calls): Promise<boolean> {
  let asked = false;
  for (const choice of AGAIN) {
    const resolution = await calls.inputFor(entry, choice);
    if ('missing' in resolution) continue;
    if (namesThings(entry) && Object.values(resolution.resolved.from).includes('example')) continue;
    const { absence } = await calls.look(entry, resolution.resolved);
    if (absence === undefined) return false;
    asked = true;
  }
  return asked;
}

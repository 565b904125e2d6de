import type { Entry, LoadedContract } from '../../core/contract.js';
import type { Results } from '../report/results.js';
import { notKept, writtenBy } from '../verdict/kept.js';
import type { CallOutcome } from './call-outcome.js';
import type { Calls } from './calls.js';
import type { Pause } from './waits.js';

/** What reading back needs. */
export interface ReadBackOptions {
  readonly contract: LoadedContract;
  readonly calls: Calls;
  readonly results: Results;
  selected(id: string): boolean;
  readonly pause: Pause;
}

/** A read may lag behind a write: ask so often, with as long a wait between. */
const [TIMES, BETWEEN] = [3, 2000];

/** Looks whether reads show what a call on a thing of this run has written; what they do not is a finding of the read. */
export async function readBack(options: ReadBackOptions, writer: Entry, outcome: CallOutcome): Promise<void> {
  const { contract, results, selected } = options;
  if (!outcome.succeeded || outcome.input === undefined || !selected(writer.id)) return;
  for (const kept of writer.operation.keeps ?? []) {
    const read = contract.byId.get(kept.read);
    const written = writtenBy(kept, outcome.input, outcome.body);
    if (read === undefined || written.length === 0 || !selected(read.id)) continue;
    for (let time = 1; time <= TIMES; time += 1) {
      const shown = read.id === writer.id ? outcome : await shownBy(options, read);
      if (shown === undefined) break;
      const finding = notKept(writer, read, kept, written, shown.body);
      if (finding === undefined) break;
      const isLast = time === TIMES || read.id === writer.id;
      if (isLast) results.found(read, shown.status ?? 0, undefined, finding, time > 1);
      if (isLast) break;
      await options.pause(BETWEEN, { of: 'endpoint', words: `: until ${read.id} shows what ${writer.id} wrote` });
    }
  }
}

/** The answer of a read about the things of this run; undefined if it cannot be asked, or says nothing. */
async function shownBy({ calls }: ReadBackOptions, read: Entry): Promise<CallOutcome | undefined> {
  if (calls.stopped() !== undefined) return undefined;
  const resolution = await calls.inputFor(read);
  if ('missing' in resolution) return undefined;
  const { resolved } = resolution;
  // A read that names a thing must name this run's own; a list names none.
  if (Object.values(resolved.from).some(source => source !== 'made')) return undefined;
  const outcome = await calls.look(read, resolved);
  return outcome.succeeded ? outcome : undefined;
}

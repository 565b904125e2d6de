import type { Entry } from '../../core/contract.js';
import { paramNames } from '../../core/route.js';
import { paramName } from '../../core/value-names.js';
import { type Absences, isOfExample, namesThings } from './absences.js';
import type { Calls } from './calls.js';
import type { InputChoice } from './input.js';

/** What a suspected operation is asked again with: if it is in trouble over one thing, another may tell. */
const AGAIN: readonly InputChoice[] = [{}, { attempt: 1 }];

/** Asks the reads that seem to be gone once more, with things that are read anew. */
export async function askAgain(absences: Absences, calls: Calls): Promise<void> {
  const anew = new Set<string>();
  for (const entry of absences.reads()) {
    if (calls.stopped() !== undefined) return;
    const things = thingsOf(entry);
    if (things !== '' && !anew.has(things)) await calls.lookAgain(entry, AGAIN);
    anew.add(things);
    absences.heardAgain(entry, await isGone(entry, calls));
  }
}

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
    const { from } = resolution.resolved;
    if (namesThings(entry) && Object.keys(from).some(name => isOfExample(entry, name, from))) continue;
    const { absence } = await calls.look(entry, resolution.resolved);
    if (absence === undefined) return false;
    asked = true;
  }
  return asked;
}

import type { Entry, LoadedContract } from './contract.js';
import { schemasAt } from './json-path.js';
import type { Kept } from './operation.js';
import type { JsonPath } from './playbook.js';
import { keysOf } from './schema.js';

/** Whether a kept value is of the call's own answer; else it is a member that was sent. */
export const isPlace = (of: string): of is JsonPath => of.startsWith('$');

/** All that is wrong with what an operation says that reads keep. The read is looked at if its group is loaded. */
export function* keptProblems(contract: LoadedContract): Generator<string> {
  for (const entry of contract.entries)
    for (const kept of entry.operation.keeps ?? [])
      for (const problem of problemsOf(contract, entry, kept)) yield `keeps of ${entry.id}: ${problem}`;
}

function* problemsOf(
  { byId, operations, routes }: LoadedContract,
  entry: Entry,
  { read, at, of }: Kept,
): Generator<string> {
  const { operation } = entry;
  const [group = '', name = ''] = read.split('.');
  const shows = byId.get(read)?.operation;
  if (!Object.hasOwn(routes[group] ?? {}, name) || (shows === undefined && Object.hasOwn(operations, group)))
    yield `there is no operation "${read}"`;
  if (shows !== undefined && read !== entry.id && shows.effect !== 'read')
    yield `"${read}" is to be read, and changes something`;
  if (shows !== undefined && schemasAt(shows, at).length === 0) yield `${read} answers nothing at ${at}`;
  if (isPlace(of)) {
    if (schemasAt(operation, of).length === 0) yield `it answers nothing at ${of}`;
  } else if (![...keysOf(operation.query), ...keysOf(operation.body)].includes(of)) yield `it does not take "${of}"`;
}

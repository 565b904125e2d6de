import type { Entry, LoadedContract, ManagedResource } from '../../core/contract.js';
import type { Effect } from '../../core/operation.js';
import { paramNames } from '../../core/route.js';
import { keysOf } from '../../core/schema.js';
import { nameOf, paramName } from '../../core/value-names.js';
import { many, type Reason, type Report } from '../report/report.js';
import type { Results } from '../report/results.js';
import type { Absences } from './absences.js';
import { askAgain } from './ask-again.js';
import type { Calls } from './calls.js';
import type { InputChoice } from './input.js';
import { type KnownValues, MOST_VALUES, wordsOf } from './known-values.js';
import { callWithOtherInputs } from './other-inputs.js';
import { readBack } from './read-back.js';
import type { Resources } from './resources.js';
import { endsOwn } from './spared.js';
import type { Pause } from './waits.js';

/** What the phases of a run need. */
export interface PhasesOptions {
  readonly contract: LoadedContract;
  readonly calls: Calls;
  readonly resources: Resources;
  readonly results: Results;
  readonly known: KnownValues;
  readonly absences: Absences;
  readonly allow: ReadonlySet<Effect>;
  readonly disposable: boolean;
  selected(id: string): boolean;
  readonly pause: Pause;
  /** Calls with a session that this run opened, for an operation that ends it; undefined if it can open none. */
  callsToEnd(entry: Entry): Promise<Calls | undefined>;
}

/** A call that a thing's state refused is tried again: others may have changed the state, and other things have another. */
const ROUNDS = 3;
const BETWEEN_ROUNDS = 20_000;
/** If a read was not compared for one of these reasons, try it again after things were made. */
const LACKING: ReadonlySet<Reason | null> = new Set<Reason>(['no-data', 'absent', 'credential']);
const OTHER_THINGS: readonly InputChoice[] = Array.from({ length: MOST_VALUES }, (_, attempt) => ({
  others: true,
  attempt,
}));

/**
 * Calls the operations of a contract: first the reads; then, if allowed, makes one thing of each kind, works with them and
 * takes them away. Answers what could not be proved gone.
 */
export async function goThrough(options: PhasesOptions): Promise<Report['left']> {
  const { contract, calls, resources, results, absences, allow, selected } = options;
  const chosen = contract.entries.filter(({ id }) => selected(id));
  const reads = chosen.filter(({ operation }) => operation.effect === 'read');
  const others = chosen.filter(({ operation }) => operation.effect !== 'read');
  await visitAll(reads, calls);
  for (const entry of others) if (!allow.has(entry.operation.effect)) results.notCompared(entry, 'not-allowed');
  const allowed = others.filter(({ operation }) => allow.has(operation.effect));
  if (allowed.length === 0) {
    await askAgain(absences, calls);
    return [];
  }
  try {
    for (const resource of resourcesFor(options, allowed)) await resources.make(resource);
    await workWithThings(options, reads, allowed);
    await askAgain(absences, calls);
  } finally {
    await resources.takeAllAway();
  }
  if (options.disposable) await tryTheRest(options, allowed);
  // Ask whether the run has ended only if it left something out: its time may be over since.
  const rest = allowed.filter(entry => results.operation(entry).reason === 'stopped');
  if (rest.length > 0 && calls.stopped() === undefined)
    for (const entry of rest) results.notCompared(entry, 'not-made');
  return resources.left();
}

async function visitAll(entries: readonly Entry[], calls: Calls): Promise<void> {
  for (const entry of entries) if (calls.stopped() === undefined) await calls.visit(entry);
}

/** Ids of the operations that make resources or take them away. */
const ofResources = ({ resources }: LoadedContract): ReadonlySet<string> =>
  new Set(resources.flatMap(({ create, destroy }) => [create.id, destroy.id]));

/** Calls operations that change something, those that destroy last, and in between reads that could not be compared. */
async function workWithThings(
  options: PhasesOptions,
  reads: readonly Entry[],
  allowed: readonly Entry[],
): Promise<void> {
  const { contract, calls, results, disposable, pause } = options;
  const own = ofResources(contract);
  const readAgain = (): Promise<void> =>
    visitAll(
      reads.filter(entry => LACKING.has(results.reasonOf(entry))),
      calls,
    );
  await readAgain();
  const between = allowed.filter(entry => !own.has(entry.id) && !endsOwn(contract, entry));
  const gentle = between.filter(({ operation }) => operation.effect !== 'destroy');
  for (const entry of gentle) await work(entry, options);
  const isWaiting = (entry: Entry): boolean => results.reasonOf(entry) === 'state';
  const rounds = disposable ? ROUNDS : 1;
  for (let round = 0; round < rounds && gentle.some(isWaiting) && calls.stopped() === undefined; round += 1) {
    const waiting = gentle.filter(isWaiting);
    const words = `, for the state of things did not allow ${many(waiting.length, 'call')} yet`;
    await pause(BETWEEN_ROUNDS, { of: 'endpoint', words });
    for (const entry of waiting)
      if (round === 0) await work(entry, options);
      else await calls.visit(entry, OTHER_THINGS);
  }
  await readAgain();
  await callWithOtherInputs(options, reads);
  for (const entry of between.filter(one => !gentle.includes(one))) await work(entry, options);
}

/** Calls an operation that changes something. If the endpoint is not disposable, only on what this run made. */
async function work(entry: Entry, options: PhasesOptions): Promise<void> {
  const { calls, resources, results, disposable } = options;
  if (calls.stopped() !== undefined) return;
  const resolution = await calls.inputFor(entry);
  const isOwn = 'resolved' in resolution && resources.concernsOwn(entry, resolution.resolved);
  if (!isOwn && !disposable) {
    if ('missing' in resolution) return calls.tellMissing(entry, resolution.missing);
    return results.notCompared(entry, 'not-made');
  }
  if (isOwn) await resources.waitUntilReadyFor(entry);
  const outcome = await calls.visit(entry);
  if (outcome.reason === 'absent' && (await calls.lookAgain(entry))) await calls.visit(entry);
  if (isOwn) await readBack(options, entry, outcome);
}

/** On a disposable endpoint, tries what could not be compared with whatever things there are. */
async function tryTheRest(
  { contract, calls, resources, results, callsToEnd }: PhasesOptions,
  allowed: readonly Entry[],
): Promise<void> {
  const own = ofResources(contract);
  const makes = new Set(contract.resources.map(({ create }) => create.id));
  const rest = [...allowed.filter(({ id }) => own.has(id)), ...allowed.filter(entry => endsOwn(contract, entry))];
  for (const entry of rest) {
    if (results.operation(entry).outcome !== 'not-compared' || calls.stopped() !== undefined) continue;
    const by = endsOwn(contract, entry) ? await callsToEnd(entry) : calls;
    if (by === undefined) results.notCompared(entry, 'spared');
    else if (makes.has(entry.id)) await resources.makeWithOthers(entry);
    else await by.visit(entry);
  }
}

/** The resources to make, in order: those that are selected, and those whose ids selected operations or other resources take. */
function resourcesFor({ contract, selected, allow }: PhasesOptions, allowed: readonly Entry[]): ManagedResource[] {
  const asked = new Set(
    allowed.flatMap(entry =>
      [...paramNames(entry.operation.path), ...keysOf(entry.operation.query)].map(name => paramName(entry, name)),
    ),
  );
  const chosen: ManagedResource[] = [];
  for (const resource of inOrder(contract.resources).toReversed()) {
    const { create, ids } = resource;
    if (!allow.has(create.operation.effect)) continue;
    if (!selected(create.id) && !Object.keys(ids).some(name => asked.has(nameOf(name)))) continue;
    chosen.unshift(resource);
    for (const key of [...keysOf(create.operation.body), ...keysOf(create.operation.query)]) asked.add(nameOf(key));
  }
  return chosen;
}

/** Puts a resource before those that are made from it, and keeps the contract's order otherwise. */
function inOrder(resources: readonly ManagedResource[]): ManagedResource[] {
  const left = [...resources];
  const needs = ({ create }: ManagedResource, { ids }: ManagedResource): boolean => {
    const { path, query, body } = create.operation;
    return [...paramNames(path), ...keysOf(query), ...keysOf(body), ...wordsOf(create)].some(key =>
      Object.keys(ids).some(id => nameOf(id) === nameOf(key)),
    );
  };
  const ordered: ManagedResource[] = [];
  while (left.length > 0) {
    const at = left.findIndex(one => !left.some(other => other !== one && needs(one, other)));
    ordered.push(...left.splice(Math.max(at, 0), 1));
  }
  return ordered;
}

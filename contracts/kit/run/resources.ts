import type { Entry, LoadedContract, ManagedResource } from '../../core/contract.js';
import type { Effect, Example } from '../../core/operation.js';
import { paramNames } from '../../core/route.js';
import { keysOf } from '../../core/schema.js';
import type { Reason, Report } from '../report/report.js';
import type { Tally } from '../report/results.js';
import type { Caller, Visit } from './calls.js';
import { namesMade, overlaid, type Resolved, valueAt, type Wish } from './input.js';
import { MOST, nameOf, type Pool, paramName } from './known-values.js';

/** What a run does at an endpoint, beside how it calls. */
export interface LivesOptions {
  readonly contract: LoadedContract;
  readonly caller: Caller;
  readonly pool: Pool;
  readonly tally: Tally;
  readonly allow: ReadonlySet<Effect>;
  readonly disposable: boolean;
  selected(id: string): boolean;
  sleep(milliseconds: number): Promise<void>;
  /** Longest wait for a thing to be ready or gone, in milliseconds. */
  readonly settleFor: number;
}

/** A thing that this run made, or may have made. */
interface Standing {
  readonly life: ManagedResource;
  readonly name: string;
  /** Undefined where no answer told it: then it cannot be taken away. */
  readonly value: string | undefined;
  /** The name that it was given. */
  readonly sent: string | undefined;
}

const OWN_NAME = /hostdouble-[a-z0-9]+/;
const POLL = 2000;
/** A refusal for the state of a thing may be over when other calls have changed it, and other things may be in another. */
const ROUNDS = 3;
const BETWEEN = 20_000;
/** Reasons that a thing made meanwhile may have done away with. */
const LACKING: ReadonlySet<Reason | null> = new Set<Reason>(['no-data', 'absent', 'credential']);
const OTHERS: readonly Wish[] = Array.from({ length: MOST }, (_, attempt) => ({ others: true, attempt }));

/**
 * Goes through the contract: reads; then, as far as allowed, makes one of each kind of thing, works with what it made,
 * and takes all of it away again in the opposite order, each proved gone by a read. Answers what could not be.
 */
export async function liveThrough(options: LivesOptions): Promise<Report['left']> {
  const { contract, caller, tally, allow, selected } = options;
  const all = contract.entries.filter(({ id }) => selected(id));
  const reads = all.filter(({ operation }) => operation.effect === 'read');
  const others = all.filter(({ operation }) => operation.effect !== 'read');
  const visitAll = async (list: readonly Entry[]): Promise<void> => {
    for (const entry of list) if (caller.stopped() === undefined) await caller.visit(entry);
  };

  await visitAll(reads);
  for (const entry of others) if (!allow.has(entry.operation.effect)) tally.notCompared(entry, 'not-allowed');
  const allowed = others.filter(({ operation }) => allow.has(operation.effect));
  if (allowed.length === 0) return [];

  const standing: Standing[] = [];
  const isLast = ({ id }: Entry): boolean => contract.playbook?.last?.includes(id) ?? false;
  const ofLives = new Set(contract.resources.flatMap(({ create, destroy }) => [create.id, destroy.id]));
  try {
    for (const life of livesFor(options, allowed)) await begin(life, options, standing);
    const readAgain = (): Promise<void> => visitAll(reads.filter(entry => LACKING.has(tally.reasonOf(entry))));
    await readAgain();
    const between = allowed.filter(entry => !ofLives.has(entry.id) && !isLast(entry));
    const gentle = between.filter(({ operation }) => operation.effect !== 'destroy');
    for (const entry of gentle) await work(entry, options, standing);
    const isWaiting = (entry: Entry): boolean => tally.reasonOf(entry) === 'state';
    const rounds = options.disposable ? ROUNDS : 1;
    for (let round = 0; round < rounds && gentle.some(isWaiting) && caller.stopped() === undefined; round += 1) {
      await options.sleep(BETWEEN);
      for (const entry of gentle.filter(isWaiting))
        if (round === 0) await work(entry, options, standing);
        else await caller.visit(entry, OTHERS);
    }
    await readAgain();
    for (const entry of between.filter(one => !gentle.includes(one))) await work(entry, options, standing);
  } finally {
    for (const thing of standing.toReversed()) await end(thing, options, standing);
  }
  if (options.disposable) {
    for (const entry of allowed) if (ofLives.has(entry.id)) await again(entry, options);
    for (const entry of allowed) if (isLast(entry)) await again(entry, options);
  }
  if (caller.stopped() === undefined)
    for (const entry of allowed) if (tally.operation(entry).reason === 'stopped') tally.notCompared(entry, 'not-made');
  return standing.map(({ life, name, value, sent }) => ({
    operation: life.create.id,
    name: `${name} ${value ?? 'unknown'}${value === undefined && sent !== undefined ? `, named ${sent}` : ''}`,
  }));
}

/** Kinds of things to make, in order: those whose own operations are to be compared, and what they and others need. */
function livesFor({ contract, selected, allow }: LivesOptions, allowed: readonly Entry[]): ManagedResource[] {
  const asked = new Set(
    allowed.flatMap(entry =>
      [...paramNames(entry.operation.path), ...keysOf(entry.operation.query)].map(name => paramName(entry, name)),
    ),
  );
  const chosen: ManagedResource[] = [];
  for (const life of inOrder(contract.resources).toReversed()) {
    const { create } = life;
    if (!allow.has(create.operation.effect)) continue;
    if (!selected(create.id) && !Object.keys(life.ids).some(name => asked.has(nameOf(name)))) continue;
    chosen.unshift(life);
    for (const key of [...keysOf(create.operation.body), ...keysOf(create.operation.query)]) asked.add(nameOf(key));
  }
  return chosen;
}

/** Things that others are made from go before these, and otherwise in the contract's order. */
function inOrder(resources: readonly ManagedResource[]): ManagedResource[] {
  const left = [...resources];
  const needs = ({ create: { operation } }: ManagedResource, { ids }: ManagedResource): boolean =>
    [...paramNames(operation.path), ...keysOf(operation.query), ...keysOf(operation.body)].some(key =>
      Object.keys(ids).some(id => nameOf(id) === nameOf(key)),
    );
  const ordered: ManagedResource[] = [];
  while (left.length > 0) {
    const at = left.findIndex(one => !left.some(other => other !== one && needs(one, other)));
    ordered.push(...left.splice(Math.max(at, 0), 1));
  }
  return ordered;
}

async function begin(life: ManagedResource, options: LivesOptions, standing: Standing[]): Promise<void> {
  const { caller } = options;
  const { create } = life;
  if (caller.stopped() !== undefined) return;
  const resolved = await caller.inputFor(create);
  if (resolved === undefined || !(options.disposable || namesOwn(resolved.input, options, life))) {
    if (options.selected(create.id)) options.tally.notCompared(create, resolved ? 'not-made' : 'no-data');
    return;
  }
  for (const visit of await caller.refuse(create, resolved))
    await end(stand(life, visit, options, standing), options, standing);
  const made = await caller.call(create, resolved);
  if (made.mayHaveWorked) stand(life, made, options, standing);
  if (!made.succeeded) return;
  for (const next of life.after) await caller.visit(next);
  await ready(life, options);
}

/** Notes a thing that was made, or may have been: one of which the answer tells no id is known by the name it was sent. */
function stand(
  life: ManagedResource,
  { body, input = {} }: Visit,
  { pool }: LivesOptions,
  standing: Standing[],
): Standing {
  for (const [name, place] of Object.entries(life.ids)) {
    const value = valueAt(body, place);
    if (typeof value === 'string' || typeof value === 'number') pool.make(name, String(value));
  }
  const [name = ''] = Object.keys(life.ids);
  const value = pool.made(name);
  const thing = { life, name, value, sent: OWN_NAME.exec(JSON.stringify(input))?.[0] };
  standing.push(thing);
  return thing;
}

/** Waits until a thing may be worked with. */
async function ready(life: ManagedResource, options: LivesOptions): Promise<void> {
  if (life.ready === undefined) return;
  const { read: entry, at, is } = life.ready;
  await until(options, async () => {
    const resolved = await options.caller.inputFor(entry);
    const body = resolved && (await options.caller.look(entry, resolved)).body;
    return is.some(value => value === valueAt(body, at));
  });
}

/** Calls an operation that changes something: only on what this run made, unless nothing at the endpoint matters. */
async function work(entry: Entry, options: LivesOptions, standing: readonly Standing[]): Promise<void> {
  const { caller, tally } = options;
  if (caller.stopped() !== undefined) return;
  const resolved = await caller.inputFor(entry);
  const isOwn = resolved !== undefined && concernsOwn(entry, resolved, options);
  if (!isOwn && !options.disposable) return tally.notCompared(entry, resolved === undefined ? 'no-data' : 'not-made');
  if (isOwn) for (const { life } of standing) if (concerns(entry, life)) await ready(life, options);
  const { reason } = await caller.visit(entry);
  if (reason === 'absent' && (await caller.lookAgain(entry))) await caller.visit(entry);
}

/** Whether all things of a call that this run could have made are those that it did make, and there is one. */
function concernsOwn(entry: Entry, { input, from }: Resolved, options: LivesOptions): boolean {
  const makeable = namesMade(options.contract);
  const things = Object.entries(from).filter(
    ([name]) => makeable.has(nameOf(name)) || makeable.has(paramName(entry, name)),
  );
  return things.length > 0 && things.every(([, source]) => source === 'made') && namesOwn(input, options);
}

/** Whether a body names, of the things that this run could have made, only those that it did make. */
function namesOwn({ body }: Example, { contract, pool }: LivesOptions, itself?: ManagedResource): boolean {
  const makeable = new Set(namesMade(contract));
  for (const name of Object.keys(itself?.ids ?? {})) makeable.delete(nameOf(name));
  const keys = body !== null && typeof body === 'object' ? Object.keys(body) : [];
  const things = keys.map(key => (makeable.has(nameOf(key)) ? key : key.replace(/s$/, '')));
  return things.every(thing => !makeable.has(nameOf(thing)) || pool.made(thing) !== undefined);
}

const concerns = (entry: Entry, { ids }: ManagedResource): boolean => {
  const names = [...paramNames(entry.operation.path), ...keysOf(entry.operation.query)];
  return Object.keys(ids).some(given => names.some(name => paramName(entry, name) === nameOf(given)));
};

/** Takes a thing away and proves by a read that it is gone; then it stands no longer. */
async function end(thing: Standing, options: LivesOptions, standing: Standing[]): Promise<void> {
  const { caller, pool } = options;
  const { life } = thing;
  const { destroy } = life;
  const isKnown = thing.value !== undefined && pool.made(thing.name) === thing.value;
  const resolved = isKnown ? await caller.inputFor(destroy) : undefined;
  // Not what was found, which is another's: only what this run made is ever taken away.
  if (resolved === undefined || !concernsOwn(destroy, resolved, options)) return;
  await ready(life, options);
  const words = (name: string): string | undefined => pool.made(name);
  const input = overlaid(resolved.input, life.destroyWith, words);
  await caller.refuse(destroy, { ...resolved, input });
  await until(options, async () => {
    const { succeeded, reason } = await caller.call(destroy, { ...resolved, input });
    return succeeded || reason !== 'state';
  });
  const isGone = await until(options, () => gone(thing, options));
  if (!isGone) return;
  standing.splice(standing.indexOf(thing), 1);
  for (const name of Object.keys(life.ids)) pool.forget(name);
}

async function gone({ life, value }: Standing, { caller }: LivesOptions): Promise<boolean> {
  const { read: entry, at } = life.gone;
  const resolved = await caller.inputFor(entry);
  if (resolved === undefined) return false;
  const { succeeded, failure, body } = await caller.look(entry, resolved);
  if (!succeeded) return failure === 'notFound' || failure === 'noRoute';
  return value !== undefined && at !== undefined && !listAt(body, at).includes(value);
}

/** All values at a path with one `[*]`. */
function listAt(body: unknown, path: string): string[] {
  const [before = '$', after = ''] = path.split('[*]');
  const list = valueAt(body, before);
  return Array.isArray(list) ? list.map(item => String(valueAt(item, `$${after}`))) : [];
}

/** Asks until it is so, or the time is over. */
async function until({ sleep, settleFor, caller }: LivesOptions, isSo: () => Promise<boolean>): Promise<boolean> {
  for (let waited = 0; ; waited += POLL) {
    if (await isSo()) return true;
    if (waited >= settleFor || caller.isLost()) return false;
    await sleep(POLL);
  }
}

/** What a life could not show is tried with what else there is. */
async function again(entry: Entry, { caller, tally }: LivesOptions): Promise<void> {
  if (caller.stopped() === undefined && tally.operation(entry).outcome === 'not-compared') await caller.visit(entry);
}

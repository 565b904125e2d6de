import type { Finding } from '../../core/checks.js';
import type { Entry, LoadedContract, ManagedResource } from '../../core/contract.js';
import { valueAt, valuesAt } from '../../core/json-path.js';
import type { Example } from '../../core/operation.js';
import { takenBy } from '../../core/problems.js';
import { nameOf, paramName } from '../../core/value-names.js';
import type { Report } from '../report/report.js';
import type { Results } from '../report/results.js';
import { afterFailed, neverReady, statesInWords } from '../verdict/resources.js';
import type { CallOutcome } from './call-outcome.js';
import type { Calls } from './calls.js';
import { namesMade, type Resolved, sourcesLaid } from './input.js';
import type { KnownValues } from './known-values.js';
import { idsIn, leftOf, type MadeThing, nameSent, type Presence, thingInWords } from './made-thing.js';
import { missingWords, overlaid } from './overlaid.js';
import { readBack } from './read-back.js';
import { durationInWords, TAKING_AWAY, type TimeLimit } from './time-limit.js';
import type { Pause } from './waits.js';

/** What making things needs. */
export interface ResourcesOptions {
  readonly contract: LoadedContract;
  readonly calls: Calls;
  readonly known: KnownValues;
  readonly results: Results;
  /** Nothing at the endpoint matters: what this run did not make may be changed too. */
  readonly disposable: boolean;
  selected(id: string): boolean;
  readonly pause: Pause;
  readonly limit: TimeLimit;
  readonly onTakeAway?: ((taking: TakingAway) => void) | undefined;
  /** Longest wait for a thing to be ready or gone, in milliseconds. */
  readonly settleFor: number;
}

const POLL = 2000;
const OVER = `there was no time left to take it away (${durationInWords(TAKING_AWAY)} after the run had ended)`;

/** Told before a thing is taken away. */
export interface TakingAway {
  /** How many were taken away, or could not be, before. */
  readonly done: number;
  readonly total: number;
  /** `infrahub/virtualMachines vm_id 7`. */
  readonly thing: string;
}

/**
 * The things that a run makes at an endpoint. Make each, wait until it is ready, take it away, and prove by a read that it
 * is gone. If that fails for any reason, the thing is `left` with that reason; nothing here gives up in silence.
 */
export class Resources {
  readonly #options: ResourcesOptions;
  readonly #makeable: ReadonlySet<string>;
  readonly #things: MadeThing[] = [];

  constructor(options: ResourcesOptions) {
    this.#options = options;
    this.#makeable = namesMade(options.contract);
  }

  /** The things that could not be proved gone. */
  left(): Report['left'] {
    return this.#things.map(leftOf);
  }

  /** Makes a thing, calls what it needs before it is of use, and waits until it is ready. */
  async make(resource: ManagedResource): Promise<void> {
    const { calls, results, disposable, selected } = this.#options;
    const { create } = resource;
    if (calls.stopped() !== undefined) return;
    const resolution = await calls.inputFor(create);
    if ('missing' in resolution) return calls.tellMissing(create, resolution.missing);
    const { resolved } = resolution;
    if (!disposable && !this.#namesOwn(resolved.input, resource)) return results.notCompared(create, 'not-made');
    for (const outcome of await calls.refuse(create, resolved)) await this.#takeAway(this.#note(resource, outcome));
    const outcome = await calls.call(create, resolved);
    const thing = outcome.mayHaveWorked ? this.#note(resource, outcome) : undefined;
    // If others need the thing, report that it could not be made even if it was not asked for: they cannot be compared.
    if (!outcome.succeeded && !selected(create.id))
      results.notCompared(create, outcome.reason ?? 'state', outcome.detail);
    if (!outcome.succeeded || thing === undefined) return;
    for (const next of resource.after) await this.#doAfter(next, thing);
    await this.#waitUntilReady(thing);
    await readBack(this.#options, create, outcome);
  }

  /** Makes a thing with whatever values there are, and takes it away at once. */
  async makeWithOthers({ id }: Entry): Promise<void> {
    for (const resource of this.#options.contract.resources) {
      if (resource.create.id !== id) continue;
      const outcome = await this.#options.calls.visit(resource.create);
      for (const one of [...(outcome.wrongly ?? []), outcome])
        if (one.mayHaveWorked) await this.#takeAway(this.#note(resource, one));
      return;
    }
  }

  /** Takes away all things, the last made first. */
  async takeAllAway(): Promise<void> {
    this.#options.limit.leave();
    const things = this.#things.toReversed();
    for (const [done, thing] of things.entries()) {
      this.#options.onTakeAway?.({ done, total: things.length, thing: this.#named(thing) });
      await this.#takeAway(thing);
    }
  }

  /** Waits until the things that an operation takes are ready. */
  async waitUntilReadyFor(entry: Entry): Promise<void> {
    for (const thing of this.#things)
      if (Object.keys(thing.resource.ids).some(id => takenBy(entry).includes(nameOf(id))))
        await this.#waitUntilReady(thing);
  }

  /** Whether a call is about things of this run alone: every thing in it that a run can make was made by this one. */
  concernsOwn(entry: Entry, { input, from }: Resolved): boolean {
    const things = Object.entries(from).filter(
      ([name]) => this.#makeable.has(nameOf(name)) || this.#makeable.has(paramName(entry, name)),
    );
    return things.length > 0 && things.every(([, source]) => source === 'made') && this.#namesOwn(input);
  }

  /** Whether every thing in a body that a run can make was made by this one. */
  #namesOwn({ body }: Example, itself?: ManagedResource): boolean {
    const makeable = new Set(this.#makeable);
    for (const name of Object.keys(itself?.ids ?? {})) makeable.delete(nameOf(name));
    const keys = body !== null && typeof body === 'object' ? Object.keys(body) : [];
    const things = keys.map(key => (makeable.has(nameOf(key)) ? key : key.replace(/s$/, '')));
    return things.every(thing => !makeable.has(nameOf(thing)) || this.#options.known.made(thing) !== undefined);
  }

  /** Notes a thing that was made or may have been. If the answer has no id, report it by the name that it was given. */
  #note(resource: ManagedResource, { body, input = {}, detail }: CallOutcome): MadeThing {
    const [ids, sent] = [idsIn(resource, body, input), nameSent(input)];
    const reason = `${resource.create.id} ${detail}, and it was not taken away yet`;
    const thing: MadeThing = { resource, ids, sent, neverReady: false, reason };
    this.#things.push(thing);
    this.#mean(thing);
    return thing;
  }

  /** Makes further calls be about this thing, also if another of its kind was made since. */
  #mean({ resource, ids }: MadeThing): void {
    const { known } = this.#options;
    for (const name of Object.keys({ ...resource.ids, ...resource.sent })) {
      const value = ids[name];
      if (value === undefined) known.forget(name);
      else known.make(name, value);
    }
  }

  /** Whether a call names a thing by one of its ids. Otherwise it would be about a thing that was found. */
  #isAbout(entry: Entry, { from }: Resolved, { resource }: MadeThing): boolean {
    const ids = Object.keys(resource.ids).map(nameOf);
    return Object.entries(from).some(
      ([name, source]) => source === 'made' && (ids.includes(paramName(entry, name)) || ids.includes(nameOf(name))),
    );
  }

  async #doAfter(next: Entry, thing: MadeThing): Promise<void> {
    const { calls } = this.#options;
    if (calls.stopped() !== undefined) return;
    const { create } = thing.resource;
    const resolution = await calls.inputFor(next);
    const isOwn = 'resolved' in resolution && this.concernsOwn(next, resolution.resolved);
    const outcome = isOwn ? await calls.visit(next) : undefined;
    if (outcome?.succeeded) return;
    const missing = 'missing' in resolution ? `nothing gives ${resolution.missing}` : undefined;
    const detail = outcome?.detail ?? missing ?? 'it would be called with what this run did not make';
    this.#tell(next, outcome?.status ?? 0, afterFailed(next, create, detail));
  }

  #tell(entry: Entry, status: number, finding: Finding): void {
    this.#options.results.found(entry, status, undefined, finding, true);
  }

  /** Waits until a thing is ready. If it never is, that is a finding. */
  async #waitUntilReady(thing: MadeThing): Promise<void> {
    const { ready } = thing.resource;
    const { calls, settleFor, limit } = this.#options;
    if (ready === undefined) return;
    const seen = await this.#ask(
      thing.neverReady ? 0 : settleFor,
      `${this.#named(thing)} is ${statesInWords(ready)}`,
      async () => {
        const resolution = await calls.inputFor(ready.read);
        if ('missing' in resolution || !this.#isAbout(ready.read, resolution.resolved, thing)) return undefined;
        const { body, status = 0 } = await calls.look(ready.read, resolution.resolved);
        return { status, state: valueAt(body, ready.at) };
      },
      one => one === undefined || ready.is.some(state => state === one.state),
    );
    if (seen !== undefined && ready.is.some(state => state === seen.state)) return;
    if (thing.neverReady || calls.isLost() || limit.left() <= 0) return;
    thing.neverReady = true;
    this.#tell(ready.read, seen?.status ?? 0, neverReady(ready, seen?.state, settleFor));
  }

  /** Takes a thing away, or notes why it may still be there. */
  async #takeAway(thing: MadeThing): Promise<void> {
    try {
      const { limit } = this.#options;
      const reason = limit.isOver() ? OVER : await this.#reasonToStay(thing);
      if (reason !== undefined) {
        thing.reason = reason;
        return;
      }
    } catch (error) {
      // Go on: the others must be taken away too.
      thing.reason = `taking it away failed: ${error instanceof Error ? error.message : error}`;
      return;
    }
    this.#things.splice(this.#things.indexOf(thing), 1);
    for (const name of Object.keys(thing.ids)) this.#options.known.forget(name);
  }

  /** Takes a thing away; undefined if that is proved, else the reason why it may still be there. */
  async #reasonToStay(thing: MadeThing): Promise<string | undefined> {
    const { calls, known, settleFor } = this.#options;
    const { create, destroy, destroyWith, gone, ids } = thing.resource;
    const [first = ''] = Object.keys(ids);
    if (thing.ids[first] === undefined) return `${create.id} did not tell its ${first}`;
    this.#mean(thing);
    const resolution = await calls.inputFor(destroy);
    if ('missing' in resolution) return `${destroy.id} cannot be called: nothing gives ${resolution.missing}`;
    const { resolved } = resolution;
    const words = (name: string): string | undefined => known.made(name);
    const [missing] = missingWords(destroyWith, words);
    if (missing !== undefined) return `${destroy.id} cannot be called: nothing gives {${missing}}`;
    const from = sourcesLaid(resolved.from, destroyWith, known, name => words(name) !== undefined);
    // Never take away what this run did not make: it is somebody else's.
    if (!this.concernsOwn(destroy, { input: resolved.input, from }))
      return `${destroy.id} would be called with what this run did not make`;

    await this.#waitUntilReady(thing);
    const before = await this.#presence(thing);
    const call = { from, input: overlaid(resolved.input, destroyWith, words) };
    const wrongly = await calls.refuse(destroy, call);
    const outcome = await this.#ask(
      settleFor,
      `${destroy.id} is taken for ${this.#named(thing)}`,
      () => calls.call(destroy, call),
      ({ reason }) => reason !== 'state',
    );
    // If the read did not show the thing before, its absence now proves nothing, unless an answer said `notFound`.
    const wasShown = before.isThere === true || outcome.failure === 'notFound';
    const isGone = ({ isThere, isCertain }: Presence): boolean => isThere === false && (wasShown || isCertain === true);
    const mayHaveWorked = outcome.mayHaveWorked === true || wrongly.length > 0;
    const isAway = `${this.#named(thing)} is gone`;
    const after = await this.#ask(mayHaveWorked ? settleFor : 0, isAway, () => this.#presence(thing), isGone);
    if (isGone(after)) return undefined;
    const shown = after.isThere === false ? `${gone.read.id} did not show it before either` : after.detail;
    return `${destroy.id} ${outcome.detail}; ${shown}`;
  }

  /** Asks the read that proves a thing gone whether it is there. */
  async #presence(thing: MadeThing): Promise<Presence> {
    const { calls } = this.#options;
    const { read, at } = thing.resource.gone;
    const [first = ''] = Object.keys(thing.resource.ids);
    const resolution = await calls.inputFor(read);
    if ('missing' in resolution) return { detail: `${read.id} cannot be called: nothing gives ${resolution.missing}` };
    if (at === undefined && !this.#isAbout(read, resolution.resolved, thing))
      return { detail: `${read.id} would be about what this run did not make` };
    const { succeeded, failure, body, detail } = await calls.look(read, resolution.resolved);
    if (!succeeded && at === undefined && (failure === 'notFound' || failure === 'noRoute'))
      return { isThere: false, isCertain: failure === 'notFound', detail };
    if (!succeeded) return { detail: `${read.id} ${detail}` };
    const there: Presence = { isThere: true, detail: `${read.id} still shows it` };
    if (at === undefined) return there;
    const list = valuesAt(body, at);
    if (list === undefined) return { detail: `${read.id} answers no list at ${at}` };
    return list.some(value => String(value) === thing.ids[first]) ? there : { isThere: false, detail };
  }

  #named(thing: MadeThing): string {
    return `${this.#options.contract.vendor}/${thing.resource.create.group} ${thingInWords(thing)}`;
  }

  /** Asks until the answer is enough, the time is over, or the endpoint is lost. Answers the last answer. */
  async #ask<T>(
    longest: number,
    until: string,
    question: () => Promise<T>,
    isEnough: (answer: T) => boolean,
  ): Promise<T> {
    const { calls, limit, pause } = this.#options;
    for (let before = 0; ; before += POLL) {
      const answer = await question();
      if (isEnough(answer) || before >= longest || calls.isLost() || limit.left() <= 0) return answer;
      await pause(POLL, { of: 'endpoint', words: `: until ${until}`, part: { before, longest } });
    }
  }
}

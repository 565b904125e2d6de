import { Agenda, type DueJob } from './agenda.js';
import type { Instant } from './clock.js';
import { Collection, type CollectionOptions, type Identified } from './collection.js';
import { Counters } from './counters.js';
import { type Caller, type Credential, KnownCredentials } from './credentials.js';
import { type FailingJob, faultOf, isBefore, type NextJob, type TaskFault, type TaskFaults } from './failing-jobs.js';
import { Meter } from './meter.js';
import { DELIVERY, deliveryOf, type Notice, Outbox } from './outbox.js';
import { Random } from './random.js';
import { type ChangeSet, type LoadSchema, type Part, Transaction } from './transaction.js';

/** Work that a cloud does when time passes: it runs when an entry of the agenda that names it is due. */
export interface Job<C> {
  /** Whether the record that the job is about is there. A snapshot with a job about nothing is refused. */
  has(cloud: C, subject: string): boolean;
  /** `subject` is the text that the job was entered with. */
  run(cloud: C, subject: string): void;
  /** The collection, or one of them, whose record it is about: its subject is the id, or ends in `:` and the id. */
  readonly about?: string | readonly string[];
  /** How it goes wrong when the operator wants that. Without it the job always succeeds. */
  readonly fails?: FailingJob<C>;
}

/** Jobs by the kind that the agenda names. */
export type Jobs<C> = Readonly<Record<string, Job<C>>>;

/** The job of this kind: of the vendor, or of every cloud. */
export const jobOf = (jobs: Jobs<never>, kind: string): Job<never> | undefined =>
  kind === DELIVERY ? delivery : Object.hasOwn(jobs, kind) ? jobs[kind] : undefined;

/** Something that was put in the outbox may be sent. */
const delivery: Job<Cloud> = {
  has: ({ outbox }, subject) => outbox.get(deliveryOf(subject))?.state === 'waiting',
  run: ({ outbox }, subject) => outbox.fallDue(deliveryOf(subject)),
};

/** A job that ran; told to whoever advances the clock. */
export interface Ran {
  readonly at: Instant;
  readonly job: string;
  readonly subject: string;
  /** It failed, for the operator wanted that. */
  readonly failed?: true;
}

/** How time passes in a cloud. */
export interface SettleOptions {
  readonly untilSendable?: boolean;
}

/** What a call says, by part. */
export type InputParts = Readonly<Record<'params' | 'query' | 'body', unknown>>;

/** A cloud as plain data, from which it is restored. */
export interface CloudState {
  readonly now: Instant;
  readonly ids: Readonly<Record<string, number>>;
  readonly parts: Readonly<Record<string, unknown>>;
}

/** A call that was answered well, as far as a cloud remembers such. */
export interface DoneCall {
  /** Path of its route. */
  readonly path: string;
  readonly effect: string;
  readonly caller: Caller;
  /** As its schema puts it out. */
  readonly query: unknown;
  readonly body: unknown;
  /** Milliseconds for which the work goes on after an answer that was lost; 0 where it is done. */
  readonly goesOn: number;
}

const NONE: readonly Ran[] = [];

/** The name under which changes of the counters of ids are noted. */
const IDS = 'ids';

/**
 * What is true behind one vendor's API in one world. It knows nothing of HTTP. Keep all state in parts: what a subclass
 * keeps beside them is not in a snapshot, and is not undone when a call throws. What is worked out from records may be kept
 * under them in a `WeakMap`, for records never change.
 */
export abstract class Cloud {
  /** The time of the call that is answered, or of the job that runs. */
  now: Instant;
  readonly random: Random;
  readonly agenda = new Agenda();
  readonly credentials = new KnownCredentials();
  readonly outbox = new Outbox(this.agenda);
  /** Rises with each change. What was read from the parts stays true while this is the same. */
  version = 0;
  readonly #counters = new Counters();
  readonly #parts = new Map<string, Part>();
  /** Collections by the kind under which their ids are counted. */
  readonly #byKind = new Map<string, { get(id: number): unknown }>();
  readonly #transaction = new Transaction(changes => this.#changed(changes));
  readonly #listeners = new Set<(changes: ChangeSet) => void>();

  constructor(seed: number, now: Instant) {
    this.now = now;
    this.random = new Random(seed);
    this.#counters.join(this.#transaction, IDS);
    this.keep('random', this.random);
    this.keep('agenda', this.agenda);
    this.keep('credentials', this.credentials);
    this.keep('outbox', this.outbox);
  }

  /** The parts of the cloud's state by name. */
  get parts(): ReadonlyMap<string, Part> {
    return this.#parts;
  }

  /** The credential of this value. Override it in a cloud that accepts other values too, such as ids of records. */
  credential(scheme: string, value: string): Credential | undefined {
    return this.credentials.find(scheme, value);
  }

  /** Whether a credential may call this path, of a route, with this verb. Its right to write is checked apart from this. */
  permits(_credential: Credential, _path: string, _method: string): boolean {
    return true;
  }

  /**
   * For whom a call of this path, of a route, acts, its input being right: for its own holder, unless customers may let
   * others act on what is theirs. Override it in a cloud where they may; it may refuse, and changes nothing.
   */
  actingFor({ holder }: Caller, _path: string, _input: InputParts): number {
    return holder;
  }

  /**
   * The next id of a kind, counted from 1; ids set down beforehand come first, and counting goes on after them. An id that
   * a record has, whose collection is counted under this kind, is not given out again.
   */
  nextId(kind: string): number {
    const pinned = this.random.takePin(kind);
    let id = typeof pinned === 'number' ? pinned : this.#counters.highest(kind) + 1;
    const records = this.#byKind.get(kind);
    while (pinned === undefined && records?.get(id) !== undefined) id += 1;
    this.#counters.raise(kind, id);
    return id;
  }

  /** The highest id that was given out, by kind. */
  get ids(): Readonly<Record<string, number>> {
    return this.#counters.save();
  }

  /**
   * Does something to the cloud whole or not at all: when it throws, nothing has happened. Inside another transaction it
   * is a part of that one.
   */
  transact<T>(act: () => T): T {
    const { now } = this;
    try {
      return this.#transaction.run(act);
    } catch (error) {
      this.now = now;
      throw error;
    }
  }

  /** Told of each call that was answered well, as a part of it. Write it in a cloud that remembers who did what. */
  called?(call: DoneCall): void;

  /** Has somebody outside told, as soon as this call or job has ended well. */
  notify(notice: Notice): void {
    this.outbox.put(notice, this.now);
  }

  /**
   * Whether somebody outside may be told when time passes, and so must not have to wait for the next call. Override it in
   * a cloud whose customers subscribe before anything is told.
   */
  get mayNotify(): boolean {
    return this.outbox.isUsed;
  }

  /** Tells a listener, which must not throw, the changes of each call and job from now on; answers how to end that. */
  onChange(listener: (changes: ChangeSet) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Runs what is due up to an instant, in order, each job at its own time; answers which of the vendor's ran. `faults` says
   * which of the tasks fail. With `untilSendable` it stops at the time at which something may be sent.
   */
  settle(
    until: Instant,
    jobs: Jobs<never>,
    faults?: TaskFaults,
    { untilSendable = false }: SettleOptions = {},
  ): readonly Ran[] {
    if (!this.agenda.isDue(until) && !faults?.areEarly) {
      this.now = Math.max(this.now, until);
      return NONE;
    }
    const ran: Ran[] = [];
    const isStopped = (): boolean => untilSendable && this.outbox.sendable.length > 0;
    for (;;) {
      const next = isStopped() ? undefined : this.#next(jobs, faults);
      if (next === undefined || next.at > until) break;
      const one = this.transact(() => this.#run(next, jobs));
      if (one.job !== DELIVERY) ran.push(one);
    }
    if (!isStopped()) this.now = Math.max(this.now, until);
    return ran;
  }

  /** When something happens next; undefined when nothing waits. */
  nextDue(jobs: Jobs<never>, faults?: TaskFaults): Instant | undefined {
    return faults?.areEarly ? this.#next(jobs, faults)?.at : this.agenda.next;
  }

  save(): CloudState {
    const parts: Record<string, unknown> = {};
    for (const [name, part] of this.#parts) parts[name] = part.save();
    return { now: this.now, ids: this.ids, parts };
  }

  load(state: CloudState): void {
    this.version += 1;
    this.now = state.now;
    this.#counters.load(state.ids);
    for (const [name, part] of this.#parts) {
      if (!(name in state.parts)) throw new Error(`the snapshot lacks "${name}"`);
      part.load(state.parts[name]);
    }
    const unknown = Object.keys(state.parts).find(name => !this.#parts.has(name));
    if (unknown !== undefined) throw new Error(`nothing here is named "${unknown}"`);
  }

  protected collection<T extends Identified>(resource: string, options?: CollectionOptions<T>): Collection<T> {
    const collection = new Collection<T>(resource, options);
    this.#byKind.set(collection.kind, collection);
    return this.keep(resource, collection);
  }

  /** `schema` is of the terms; `about` is the collection whose records are charged, where a subject is the id of one. */
  protected meter<Terms>(name: string, schema?: LoadSchema<Terms>, about?: string): Meter<Terms> {
    return this.keep(name, new Meter<Terms>(schema, about));
  }

  /** Makes a piece of state part of the snapshot and of transactions. */
  protected keep<P extends Part>(name: string, part: P): P {
    if (this.#parts.has(name) || name === IDS) throw new Error(`"${name}" is kept twice`);
    this.#parts.set(name, part);
    part.join(this.#transaction, name);
    return part;
  }

  /** The job that is due first, or the task that fails before that. */
  #next(jobs: Jobs<never>, faults: TaskFaults | undefined): NextJob | undefined {
    const { first } = this.agenda;
    if (first === undefined) return undefined;
    let next: NextJob = { job: first, at: first.at, fault: this.#faultOf(first, jobs, faults) };
    if (!faults?.areEarly) return next;
    for (const job of this.agenda.all()) {
      const fault = jobOf(jobs, job.kind)?.fails?.early && this.#faultOf(job, jobs, faults);
      const early = fault && { job, at: fault.at, fault };
      if (early && early.at < job.at && isBefore(early, next)) next = early;
    }
    return next;
  }

  #faultOf(job: DueJob, jobs: Jobs<never>, faults: TaskFaults | undefined): TaskFault | undefined {
    return faultOf(this as never, job, jobOf(jobs, job.kind)?.fails, faults);
  }

  #run({ job: due, at, fault }: NextJob, jobs: Jobs<never>): Ran {
    const { kind, subject } = due;
    const job = jobOf(jobs, kind);
    if (job === undefined) throw new Error(`no job "${kind}"`);
    this.agenda.remove(due);
    this.now = at;
    try {
      if (fault === undefined) job.run(this as never, subject);
      else job.fails?.run(this as never, subject, fault.text);
    } catch (cause) {
      const said = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`the job "${kind}" about "${subject}" failed: ${said}`, { cause });
    }
    fault?.spend();
    return { at, job: kind, subject, ...(fault && { failed: true }) };
  }

  #changed(changes: ChangeSet): void {
    this.version += 1;
    for (const listener of this.#listeners) listener(changes);
  }
}

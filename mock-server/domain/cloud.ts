import { Agenda, type DueJob } from './agenda.js';
import type { Instant } from './clock.js';
import { type Caller, type Credential, KnownCredentials } from './credentials.js';
import { type FailingJob, faultOf, isBefore, type NextJob, type TaskFault, type TaskFaults } from './failing-jobs.js';
import { DELIVERY, deliveryOf, type Notice, Outbox } from './outbox.js';
import { WholeState } from './whole-state.js';

export type { CloudHead, CloudState } from './whole-state.js';

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
  /** Most jobs that run; where more are due, time goes on to the last of them only. Default: all. */
  readonly most?: number;
}

/** What a call says, by part. */
export type InputParts = Readonly<Record<'params' | 'query' | 'body', unknown>>;

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

/** What is true behind one vendor's API in one world. It knows nothing of HTTP. */
export abstract class Cloud extends WholeState {
  readonly agenda = new Agenda();
  readonly credentials = new KnownCredentials();
  readonly outbox = new Outbox(this.agenda);
  constructor(seed: number, now: Instant) {
    super(seed, now);
    this.keep('agenda', this.agenda);
    this.keep('credentials', this.credentials);
    this.keep('outbox', this.outbox);
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

  /** Told of each call that was answered well, as a part of it, but of no read whose answer is sent again. Write it in a cloud that remembers who did what. */
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

  /**
   * Runs what is due up to an instant, in order, each job at its own time; answers which of the vendor's ran. `faults` says
   * which of the tasks fail. With `untilSendable` it stops at the time at which something may be sent, with `most` after so many jobs.
   */
  settle(
    until: Instant,
    jobs: Jobs<never>,
    faults?: TaskFaults,
    { untilSendable = false, most = Number.POSITIVE_INFINITY }: SettleOptions = {},
  ): readonly Ran[] {
    if (!this.agenda.isDue(until) && !faults?.areEarly) {
      this.now = Math.max(this.now, until);
      return NONE;
    }
    const ran: Ran[] = [];
    const isStopped = (): boolean => untilSendable && this.outbox.sendable.length > 0;
    for (let left = most; ; left -= 1) {
      const next = isStopped() ? undefined : this.#next(jobs, faults);
      if (next === undefined || next.at > until) break;
      if (left <= 0) return ran;
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
}

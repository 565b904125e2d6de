import TinyQueue from 'tinyqueue';
import type { Instant } from './clock.js';
import { Part } from './transaction.js';

/** Something that will happen: data only, so that it can be kept in a snapshot. */
export interface DueJob {
  readonly at: Instant;
  /** Order of jobs due at the same instant: the one entered first runs first. */
  readonly order: number;
  /** Which of the vendor's jobs to run. */
  readonly kind: string;
  readonly subject: string;
}

/** Jobs in order of their time; entering and taking one cost the logarithm of how many wait. */
export class Agenda extends Part {
  override readonly form = 'agenda';
  #queue = queueOf([]);
  #entered = 0;

  get size(): number {
    return this.#queue.length;
  }

  /** Enters a job; `subject` names what it is about, such as a record's id. */
  enter(at: Instant, kind: string, subject: string | number): void {
    const job = { at, order: this.#entered++, kind, subject: `${subject}` };
    this.#queue.push(job);
    this.note(job.order, undefined, job);
  }

  /** Takes back all waiting jobs about a subject, or only those of a kind. */
  cancel(subject: string | number, kind?: string): void {
    const isMeant = (job: DueJob): boolean => job.subject === `${subject}` && (kind === undefined || job.kind === kind);
    const taken = this.#queue.data.filter(isMeant).sort(inOrder);
    if (taken.length === 0) return;
    this.#queue = queueOf(this.#queue.data.filter(job => !isMeant(job)));
    for (const job of taken) this.note(job.order, job, undefined);
  }

  /** All waiting jobs about a subject, in the order they will run. */
  waiting(subject: string | number): DueJob[] {
    return this.#queue.data.filter(job => job.subject === `${subject}`).sort(inOrder);
  }

  /** All waiting jobs, in no order. */
  all(): readonly DueJob[] {
    return this.#queue.data;
  }

  /** The job that is due first; undefined when none waits. */
  get first(): DueJob | undefined {
    return this.#queue.peek();
  }

  /** When the next job is due; undefined when none waits. */
  get next(): Instant | undefined {
    return this.first?.at;
  }

  /** Whether a job is due at or before an instant. */
  isDue(until: Instant): boolean {
    const first = this.#queue.peek();
    return first !== undefined && first.at <= until;
  }

  /** The next job due at or before an instant, taken off the agenda; undefined when none is. */
  take(until: Instant): DueJob | undefined {
    const first = this.isDue(until) ? this.first : undefined;
    if (first !== undefined) this.remove(first);
    return first;
  }

  /** Takes off one job that waits. */
  remove(job: DueJob): void {
    if (this.first === job) this.#queue.pop();
    else this.#queue = queueOf(this.#queue.data.filter(other => other !== job));
    this.note(job.order, job, undefined);
  }

  save(): unknown {
    return { entered: this.#entered, jobs: [...this.#queue.data].sort(inOrder) };
  }

  load(saved: unknown): void {
    const { entered, jobs } = saved as { entered: number; jobs: DueJob[] };
    this.#entered = entered;
    this.#queue = queueOf([...jobs]);
  }

  undo(_order: string | number, before: DueJob | undefined, after: DueJob | undefined): void {
    if (before !== undefined) this.#queue.push(before);
    if (after === undefined) return;
    this.#queue = queueOf(this.#queue.data.filter(job => job !== after));
    this.#entered = after.order;
  }
}

const inOrder = (one: DueJob, other: DueJob): number => one.at - other.at || one.order - other.order;

/** A queue of jobs; the array becomes its own. */
const queueOf = (jobs: DueJob[]): TinyQueue<DueJob> => new TinyQueue(jobs, inOrder);

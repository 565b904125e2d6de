import TinyQueue from 'tinyqueue';
import type { Instant } from './clock.js';
import { type KeptRow, Part } from './transaction.js';

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
  #waiting: TinyQueue<DueJob> | undefined;
  /** It is that of others too: copy it before it is changed. */
  #isShared = false;
  /** What was put in or taken away as rows, by order, and is not in the queue yet. */
  #rows: Map<number, DueJob | undefined> | undefined;
  #entered = 0;

  get size(): number {
    return this.all().length;
  }

  /** Enters a job; `subject` names what it is about, such as a record's id. */
  enter(at: Instant, kind: string, subject: string | number): void {
    const job = { at, order: this.#entered++, kind, subject: `${subject}` };
    this.#own().push(job);
    this.note(job.order, undefined, job);
  }

  /** Takes back all waiting jobs about a subject, or only those of a kind. */
  cancel(subject: string | number, kind?: string): void {
    const isMeant = (job: DueJob): boolean => job.subject === `${subject}` && (kind === undefined || job.kind === kind);
    const taken = this.all().filter(isMeant).sort(inOrder);
    if (taken.length === 0) return;
    this.#keep(job => !isMeant(job));
    for (const job of taken) this.note(job.order, job, undefined);
  }

  /** All waiting jobs about a subject, in the order they will run. */
  waiting(subject: string | number): DueJob[] {
    return this.all()
      .filter(job => job.subject === `${subject}`)
      .sort(inOrder);
  }

  /** All waiting jobs, in no order. */
  all(): readonly DueJob[] {
    return this.#queue?.data ?? [];
  }

  /** The job that is due first; undefined when none waits. */
  get first(): DueJob | undefined {
    return this.#queue?.peek();
  }

  /** When the next job is due; undefined when none waits. */
  get next(): Instant | undefined {
    return this.first?.at;
  }

  /** Whether a job is due at or before an instant. */
  isDue(until: Instant): boolean {
    const first = (this.#rows === undefined ? this.#waiting : this.#queue)?.peek();
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
    if (this.first === job) this.#own().pop();
    else this.#keep(other => other !== job);
    this.note(job.order, job, undefined);
  }

  override get form() {
    return 'agenda' as const;
  }

  save(): unknown {
    return { entered: this.#entered, jobs: this.#sorted() };
  }

  load(saved: unknown): void {
    const { entered, jobs } = saved as { entered: number; jobs: DueJob[] };
    this.#entered = entered;
    this.#replace([...jobs]);
  }

  override share(template: this): void {
    this.#rows = undefined;
    this.#entered = template.#entered;
    this.#waiting = template.#queue;
    this.#isShared = true;
  }

  override rows(): Iterable<KeptRow> {
    return this.#sorted().map(job => [job.order, job]);
  }

  /** Any number of them cost one look at those that wait. */
  override putRow(order: number, job: DueJob | undefined): void {
    this.#rows ??= new Map();
    this.#rows.set(order, job);
  }

  override head(): unknown {
    return { entered: this.#entered };
  }

  override putHead(head: unknown): void {
    this.#entered = (head as { entered: number }).entered;
  }

  undo(_order: string | number, before: DueJob | undefined, after: DueJob | undefined): void {
    if (before !== undefined) this.#own().push(before);
    if (after === undefined) return;
    this.#keep(job => job !== after);
    this.#entered = after.order;
  }

  /** What waits; undefined for nothing. */
  get #queue(): TinyQueue<DueJob> | undefined {
    const rows = this.#rows;
    if (rows !== undefined) {
      const others = (this.#waiting?.data ?? []).filter(({ order }) => !rows.has(order));
      this.#replace([...others, ...rows.values()].filter(job => job !== undefined));
    }
    return this.#waiting;
  }

  /** What waits, such as may be changed. */
  #own(): TinyQueue<DueJob> {
    const queue = this.#queue;
    return queue === undefined || this.#isShared ? this.#replace([...(queue?.data ?? [])]) : queue;
  }

  #keep(isKept: (job: DueJob) => boolean): void {
    this.#replace(this.all().filter(isKept));
  }

  /** The array becomes the queue's own. */
  #replace(jobs: DueJob[]): TinyQueue<DueJob> {
    this.#rows = undefined;
    this.#isShared = false;
    this.#waiting = new TinyQueue(jobs, inOrder);
    return this.#waiting;
  }

  #sorted(): DueJob[] {
    return [...this.all()].sort(inOrder);
  }
}

const inOrder = (one: DueJob, other: DueJob): number => one.at - other.at || one.order - other.order;

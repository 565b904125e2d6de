import type { Instant } from './clock.js';
import { Part } from './transaction.js';

/** Something that will happen: data only, so that it can be kept in a snapshot. */
export interface DueJob {
  readonly at: Instant;
  /** Order of jobs due at the same instant: the one entered first runs first. */
  readonly order: number;
  /** Which of the world's jobs to run. */
  readonly kind: string;
  readonly subject: string;
}

/** Jobs in order of their time: a binary heap, so that entering and taking cost the logarithm of what waits. */
export class Agenda extends Part {
  #heap: DueJob[] = [];
  #entered = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** Enters a job; `subject` names what it is about, such as a record's id. */
  enter(at: Instant, kind: string, subject: string | number): void {
    const job = { at, order: this.#entered++, kind, subject: `${subject}` };
    this.#push(job);
    this.note(job.order, undefined, job);
  }

  /** Takes back all waiting jobs about a subject, or only those of a kind. */
  cancel(subject: string | number, kind?: string): void {
    const isMeant = (job: DueJob): boolean => job.subject === `${subject}` && (kind === undefined || job.kind === kind);
    const taken = this.#heap.filter(isMeant);
    if (taken.length === 0) return;
    this.#keep(job => !isMeant(job));
    for (const job of taken) this.note(job.order, job, undefined);
  }

  /** All waiting jobs about a subject, in the order they will run. */
  waiting(subject: string | number): DueJob[] {
    return this.#heap.filter(job => job.subject === `${subject}`).sort(before);
  }

  /** All waiting jobs, in no order. */
  all(): readonly DueJob[] {
    return this.#heap;
  }

  /** Whether a job is due at or before an instant. */
  isDue(until: Instant): boolean {
    const first = this.#heap[0];
    return first !== undefined && first.at <= until;
  }

  /** The next job due at or before an instant, taken off the agenda; undefined when none is. */
  take(until: Instant): DueJob | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.at > until) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink();
    }
    this.note(first.order, first, undefined);
    return first;
  }

  save(): unknown {
    return { entered: this.#entered, jobs: [...this.#heap].sort(before) };
  }

  load(saved: unknown): void {
    const { entered, jobs } = saved as { entered: number; jobs: DueJob[] };
    this.#entered = entered;
    this.#heap = [...jobs]; // in order, hence a heap
  }

  undo(_order: string | number, before: DueJob | undefined, after: DueJob | undefined): void {
    if (before !== undefined) this.#push(before);
    if (after === undefined) return;
    this.#keep(job => job.order !== after.order);
    this.#entered = after.order;
  }

  #keep(isKept: (job: DueJob) => boolean): void {
    const kept = this.#heap.filter(isKept);
    this.#heap = [];
    for (const job of kept) this.#push(job);
  }

  #push(job: DueJob): void {
    const heap = this.#heap;
    let at = heap.push(job) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || before(above, job) <= 0) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = job;
  }

  #sink(): void {
    const heap = this.#heap;
    const job = heap[0];
    if (job === undefined) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const left = heap[child];
      if (left === undefined) break;
      const right = heap[child + 1];
      let below = left;
      if (right !== undefined && before(right, left) < 0) {
        child += 1;
        below = right;
      }
      if (before(job, below) <= 0) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = job;
  }
}

const before = (one: DueJob, other: DueJob): number => one.at - other.at || one.order - other.order;

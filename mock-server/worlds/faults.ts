import { millisecondsOf } from '../../contracts/core/duration.js';
import { DONE_BUT_FAILED, Failure, type FaultKind, TASK_FAILS } from '../../contracts/core/failure.js';
import type { Instant } from '../domain/clock.js';
import type { RunningTask, TaskFaults } from '../domain/failing-jobs.js';
import { concerns } from './rule.js';

export { concerns } from './rule.js';

/** A rule that makes calls fail, or the tasks that calls began. */
export interface Fault {
  readonly id: number;
  /** Operation id with `*` for any piece: `acme/servers.*`; `*` for all. */
  readonly operation: string;
  readonly failure: FaultKind;
  /** Sentence for the answer instead of the dialect's own; null for none. */
  readonly text: string | null;
  /** The vendor's own code in the place of the dialect's (a `result` number). */
  readonly as?: string | number | undefined;
  /** Calls or tasks it still takes; null for all. */
  readonly left: number | null;
  /** How long after its beginning a task fails (`PT30S`), at its end at the latest. */
  readonly after?: string | undefined;
  /** At the beginning of which of its steps a task fails. */
  readonly step?: string | undefined;
}

/** The faults of one world, in the order they were added: the first that matches is taken. */
export class Faults {
  #rules: Fault[] = [];
  #added = 0;

  add(rule: Omit<Fault, 'id'>): Fault {
    this.#added += 1;
    const fault = { id: this.#added, ...rule };
    this.#rules.push(fault);
    return fault;
  }

  all(): readonly Fault[] {
    return this.#rules;
  }

  clear(): void {
    this.#rules = [];
  }

  /**
   * Takes the first rule of calls that matches, and counts it down: throws its failure, or answers that the call is done
   * and its answer lost.
   */
  take(vendor: string, operation: string): boolean {
    if (this.#rules.length === 0) return false;
    const fault = this.#rules.find(rule => rule.failure !== TASK_FAILS && concerns(rule.operation, vendor, operation));
    if (fault === undefined || fault.failure === TASK_FAILS) return false;
    this.#countDown(fault);
    const { failure, text, as } = fault;
    if (failure === DONE_BUT_FAILED) return true;
    throw new Failure(failure, { injected: true, ...(text !== null && { text }), ...(as !== undefined && { as }) });
  }

  /** Which tasks of a vendor are to fail: each is counted down once it has. Undefined while there are no such rules. */
  ofTasks(vendor: string): TaskFaults | undefined {
    if (!this.#rules.some(isOfTasks)) return undefined;
    const rules = () => this.#rules.filter(isOfTasks);
    return {
      get areEarly() {
        return rules().some(({ after, step }) => after !== undefined || step !== undefined);
      },
      find: (task, from) => {
        for (const rule of rules()) {
          const at = concerns(rule.operation, vendor, task.operation) ? failsAt(rule, task) : undefined;
          if (at !== undefined && at >= from) return { at, text: rule.text, spend: () => this.#countDown(rule) };
        }
        return undefined;
      },
    };
  }

  #countDown(fault: Fault): void {
    this.#rules = countedDown(this.#rules, fault);
  }
}

const isOfTasks = ({ failure }: Fault): boolean => failure === TASK_FAILS;

/** When a rule has a task fail; undefined if that never does, for it has no such step or fails at its end only. */
function failsAt({ after, step }: Fault, { due, course }: RunningTask): Instant | undefined {
  if (after === undefined && step === undefined) return due;
  const at = after === undefined ? course?.steps.get(step ?? '') : course && course.begun + millisecondsOf(after);
  return at === undefined ? undefined : Math.min(at, due);
}

/** Rules of which one was taken once more; it is gone when it has been taken as often as was wanted. */
export const countedDown = <R extends { readonly id: number; readonly left: number | null }>(
  rules: readonly R[],
  { id }: R,
): R[] =>
  rules.flatMap(rule => {
    if (rule.id !== id || rule.left === null) return [rule];
    return rule.left === 1 ? [] : [{ ...rule, left: rule.left - 1 }];
  });

import type { DueJob } from './agenda.js';
import type { Instant } from './clock.js';

/** How a job goes wrong: the task that a call began ends badly, though the call was answered well. */
export interface FailingJob<C> {
  /** Operations that begin such a task. A fault must name one of them. */
  readonly operations: readonly string[];
  /** The operation that began this task; undefined where it was none of these, or where this step of it cannot fail. */
  operation(cloud: C, subject: string): string | undefined;
  /**
   * Runs in the place of the job, at its time or, where it may fail early, before; `text` says why, null for no more than
   * that it failed.
   */
  run(cloud: C, subject: string, text: string | null): void;
  /** Says that it may fail early. Without it, it fails when the job is due and no sooner. */
  readonly early?: EarlyFailure<C>;
}

/** How a task may fail before its job is due. */
export interface EarlyFailure<C> {
  /** Names of the steps of the task that an operation begins, in their order. A fault may name one of them. */
  steps(operation: string): readonly string[];
  course(cloud: C, subject: string): TaskCourse;
}

/** When a task began, and when each of its steps begins. */
export interface TaskCourse {
  readonly begun: Instant;
  readonly steps: ReadonlyMap<string, Instant>;
}

/** A task that runs, as far as a fault asks about it. */
export interface RunningTask {
  /** The operation that began it. */
  readonly operation: string;
  /** Its job, by kind and subject. */
  readonly name: string;
  /** When its job is due. */
  readonly due: Instant;
  /** Undefined where it cannot fail before that. */
  readonly course: TaskCourse | undefined;
}

/** Which tasks are to fail. */
export interface TaskFaults {
  /** Whether one may fail before its job is due: then all that wait are looked at. */
  readonly areEarly: boolean;
  /** Why and when a task is to fail, at an instant or later; undefined when it is not. */
  find(task: RunningTask, from: Instant): TaskFault | undefined;
}

/** Why a task is to fail. */
export interface TaskFault {
  readonly at: Instant;
  readonly text: string | null;
  /** Counts it down: call it when the task has failed, and not when that threw and nothing has happened. */
  spend(): void;
}

/** A job that runs next: at its own time, or failing before it. */
export interface NextJob {
  readonly job: DueJob;
  readonly at: Instant;
  readonly fault: TaskFault | undefined;
}

/** A job as faults ask about it; `fails` is how its kind goes wrong. */
export function faultOf<C>(
  cloud: C & { readonly now: Instant },
  { at: due, kind, subject }: DueJob,
  fails: FailingJob<C> | undefined,
  faults: TaskFaults | undefined,
): TaskFault | undefined {
  if (fails === undefined || faults === undefined) return undefined;
  const operation = fails.operation(cloud, subject);
  if (operation === undefined) return undefined;
  const course = faults.areEarly ? fails.early?.course(cloud, subject) : undefined;
  return faults.find({ operation, name: nameOfTask(kind, subject), due, course }, cloud.now);
}

/** Names a task for as long as it runs. */
export const nameOfTask = (kind: string, subject: string): string => `${kind} ${subject}`;

/** Whether the one comes before the other: by time, then in the order in which they were entered. */
export const isBefore = (one: NextJob, other: NextJob): boolean =>
  one.at < other.at || (one.at === other.at && one.job.order < other.job.order);

import { type Cloud, type Jobs, jobOf } from './cloud.js';

/** A job that waits and could not run: there is no such job, or what it is about is not there. */
export interface LooseJob {
  /** Its place among those that wait, in the order they will run. */
  readonly index: number;
  /** The member of it that is wrong. */
  readonly member: 'kind' | 'subject';
  readonly what: string;
}

/** The jobs that a cloud waits for in vain. */
export function* looseJobs(cloud: Cloud, jobs: Jobs<never>): Generator<LooseJob> {
  const waiting = [...cloud.agenda.all()].sort((one, other) => one.at - other.at || one.order - other.order);
  for (const [index, { kind, subject }] of waiting.entries()) {
    const job = jobOf(jobs, kind);
    if (job === undefined) yield { index, member: 'kind', what: 'there is no such job' };
    else if (!job.has(cloud as never, subject))
      yield { index, member: 'subject', what: `what the job "${kind}" is about is not there` };
  }
}

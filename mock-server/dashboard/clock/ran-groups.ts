import type { RanJob } from './steps.js';

/** What a job is about: a record where one is known, else the subject by its name. */
export interface JobThing {
  readonly key: string;
  readonly vendor: string;
  readonly subject: string;
  readonly records: NonNullable<RanJob['records']>;
  count: number;
}

/** Jobs of one kind that ran. */
export interface RanGroup {
  readonly key: string;
  readonly vendor: string;
  readonly job: string;
  readonly isFailed: boolean;
  /** In the order of time. */
  readonly jobs: readonly RanJob[];
  readonly first: string;
  readonly last: string;
  /** What they were about, each once. */
  readonly things: readonly JobThing[];
}

/** Jobs by their kind, those that failed apart; kinds in the order in which each ran first. */
export function ranGroups(ran: readonly RanJob[]): RanGroup[] {
  const groups = new Map<string, RanJob[]>();
  for (const job of ran) {
    const key = `${job.vendor} ${job.job}${job.failed ? ' failed' : ''}`;
    const jobs = groups.get(key) ?? [];
    groups.set(key, jobs);
    jobs.push(job);
  }
  return [...groups].flatMap(([key, jobs]) => {
    const [first, last] = [jobs[0], jobs.at(-1)];
    if (first === undefined || last === undefined) return [];
    const { vendor, job, failed = false } = first;
    return [{ key, vendor, job, isFailed: failed, jobs, first: first.at, last: last.at, things: thingsOf(jobs) }];
  });
}

function thingsOf(jobs: readonly RanJob[]): JobThing[] {
  const things = new Map<string, JobThing>();
  for (const { vendor, subject, records = [] } of jobs) {
    const known = things.get(subject);
    // What it is called and whether it is there is as the last job left it.
    things.set(subject, { key: subject, vendor, subject, records, count: (known?.count ?? 0) + 1 });
  }
  return [...things.values()];
}

import { sqlTime } from '../../../../../contracts/core/time.js';
import type { Instant } from '../../../../domain/clock.js';
import type { Job, Jobs } from '../../../../domain/cloud.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AccountTask } from './record.js';

/** The job that runs when the time of a task has come. */
export const TASK_DUE = 'taskDue';

/** Fields of a cron expression as Quartz reads it: seconds first, and the year may follow. */
const CRON = /^\S+(\s+\S+){4,6}$/;

/**
 * When a task is over, which runs once: the script itself, in a language of the platform's own, is not run here. Undefined
 * for one that runs again and again, and null for what is no time.
 */
export function overAt({ type, value }: AccountTask['trigger'], now: Instant): Instant | undefined | null {
  switch (type) {
    case 'cron':
      return CRON.test(value) ? undefined : null;
    case 'rate':
      return /^[1-9]\d{0,12}$/.test(value) ? undefined : null;
    case 'once_delay':
      return /^\d{1,13}$/.test(value) ? now + Number(value) : null;
    case 'date': {
      const at = /^\d{1,15}$/.test(value) ? Number(value) : sqlTime.parse(value);
      return at === undefined ? null : Math.max(at, now);
    }
    case 'oninit':
      return undefined;
  }
}

const due: Job<VirtuozzoCloud> = {
  has: ({ accountTasks, envTasks }, subject) =>
    (accountTasks.get(Number(subject)) ?? envTasks.get(Number(subject))) !== undefined,
  run({ accountTasks, envTasks }, subject) {
    const id = Number(subject);
    if (accountTasks.get(id) !== undefined) accountTasks.remove(id);
    else envTasks.remove(id);
  },
};

/** A task that runs once is gone when it has run. */
export const jobs = { [TASK_DUE]: due } satisfies Jobs<VirtuozzoCloud>;

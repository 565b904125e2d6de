import type { Job, Jobs } from '../../../../domain/cloud.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { TASK_DUE } from './due.js';

const due: Job<VirtuozzoCloud> = {
  about: ['task', 'envTask'],
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

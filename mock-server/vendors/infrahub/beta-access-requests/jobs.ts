import { DAY } from '../../../domain/clock.js';
import type { Jobs } from '../../../domain/cloud.js';
import type { InfrahubCloud } from '../cloud.js';

/** How long the vendor thinks about a request. No page says; here everybody is let in. */
export const ANSWER_TAKES = DAY;

/** Names a request to the agenda. */
export const requestSubject = (id: number): string => `betaRequest:${id}`;

const idOf = (subject: string): number => Number(/^betaRequest:(\d+)$/.exec(subject)?.[1]);

/** What happens to requests by itself. */
export const betaJobs: Jobs<InfrahubCloud> = {
  betaRequest: {
    about: 'betaRequest',
    has: (cloud, subject) => cloud.betaRequests.get(idOf(subject)) !== undefined,
    run: (cloud, subject) => void cloud.betaRequests.update(idOf(subject), { state: 'approved' }),
  },
};

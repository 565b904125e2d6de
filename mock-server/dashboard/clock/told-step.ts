import { counted } from '../parts/in-words.js';
import { lengthInWords } from './length-in-words.js';
import type { HowFar, PassedTime, TimeStep } from './steps.js';

/** How many records changed, all parts taken together. */
const changesOf = ({ changed }: PassedTime): number =>
  Object.values(changed)
    .flatMap(parts => Object.values(parts))
    .reduce((sum, count) => sum + count, 0);

/** What a step did, in a sentence. */
export function sayPassed({ passed, error }: Pick<TimeStep, 'passed' | 'error'>): string {
  if (passed === undefined) return `It broke off: ${error}`;
  const { ran } = passed;
  const changes = changesOf(passed);
  if (ran.length === 0 && changes === 0) return 'Nothing happened.';
  const failed = ran.filter(job => job.failed).length;
  const jobs = `${counted(ran.length, 'job')} ran${failed > 0 ? `, of which ${failed.toLocaleString('en')} failed` : ''}`;
  return `${jobs}; ${changes === 0 ? 'no record' : counted(changes, 'record')} changed.`;
}

/** How far it was to go, in words. */
export const sayAsked = (asked: HowFar): string => ('by' in asked ? `By ${lengthInWords(asked.by)}` : 'To an instant');

import { type Check, replyChecks } from '../../core/checks.js';
import { refusalChecks } from './refusals.js';
import { resourceChecks } from './resources.js';

/** What holds of an endpoint, each with its id, its sentence and how grave it is that it does not. */
export const allChecks: readonly Pick<Check, 'id' | 'sentence' | 'severity'>[] = [
  ...replyChecks,
  ...refusalChecks,
  ...resourceChecks,
];

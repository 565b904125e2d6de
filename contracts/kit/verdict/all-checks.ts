import { type Check, replyChecks } from '../../core/checks.js';
import { requestChecks } from '../proxy/request-checks.js';
import { disputeChecks } from '../report/disputes.js';
import { moreFindings } from '../report/findings-bound.js';
import { absenceChecks } from './gone.js';
import { keptChecks } from './kept.js';
import { longListCheck } from './long-lists.js';
import { refusalChecks } from './refusals.js';
import { inputChecks } from './refused-input.js';
import { resourceChecks } from './resources.js';

/** What holds of an endpoint, each with its id, its sentence and how grave it is that it does not. */
export const allChecks: readonly Pick<Check, 'id' | 'sentence' | 'severity'>[] = [
  ...replyChecks,
  ...refusalChecks,
  ...resourceChecks,
  ...absenceChecks,
  ...inputChecks,
  ...keptChecks,
  ...disputeChecks,
  ...requestChecks,
  longListCheck,
  moreFindings,
];

import { HOUR, type Instant } from '../../domain/clock.js';
import { begunSteps, wholeSteps } from '../../domain/money.js';

/** The platform charges by whole hours, counted from 1970. */
export interface Hours {
  readonly from: number;
  /** Not one of them. */
  readonly to: number;
}

/** The hour an instant lies in. */
export const hourOf = (at: Instant): number => wholeSteps(at, HOUR);
/** The first hour that begins at an instant or after it. */
export const hourFrom = (at: Instant): number => begunSteps(at, HOUR);

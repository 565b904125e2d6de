import { microTime } from '../../../contracts/core/time.js';
import { type Instant, SECOND } from '../../domain/clock.js';

/** A moment from the panel's database, which keeps whole seconds: the microseconds that are written are zeros. */
export const stamp = (instant: Instant): string => microTime.format(instant - (instant % SECOND));

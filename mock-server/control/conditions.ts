import { utcTime } from '../../contracts/core/time.js';
import type { Conditions } from '../worlds/rule.js';

/** What is told of the conditions of a rule in another form than that in which they are kept. */
export const viewConditions = ({
  where = null,
  between,
}: Conditions): { where: NonNullable<Conditions['where']> | null; between?: [string, string] } => ({
  where,
  ...(between && { between: [utcTime.format(between[0]), utcTime.format(between[1])] }),
});

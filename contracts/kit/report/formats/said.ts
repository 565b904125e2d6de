import type { ReportFinding } from '../report.js';

/** A finding in one sentence. */
export const saidOf = ({ expected, found, evidence, confirmed, times }: ReportFinding): string =>
  `expected ${expected}; found ${found} (${evidence}${confirmed ? '' : ', not repeated'}${times > 1 ? `, ${times} times` : ''})`;

/** Who moved, in one word, and how that is known: `between: It is the same on 9 of the 9 operations that answered.` */
export const movedOf = ({ movedBy, because }: ReportFinding): string => `${movedBy}: ${because}`;

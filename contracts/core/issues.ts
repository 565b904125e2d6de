import { z } from 'zod';

/** Of what several forms of a value have against it, the issue of the form that came nearest: not just another type. */
export function nearestIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const reasons = issue.errors.flat();
  const reason = reasons.find(({ code }) => code !== 'invalid_type') ?? reasons[0];
  return reason === undefined ? issue : nearestIssue({ ...reason, path: [...issue.path, ...reason.path] });
}

/** All that is wrong with a value in words: a line for each thing, and one for where it is. */
export const inWords = ({ issues }: z.core.$ZodError): string => z.prettifyError({ issues: issues.map(nearestIssue) });

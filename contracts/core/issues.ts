import { z } from 'zod';

/** If a union refuses a value, choose the issue of the closest option: one that is not about the type alone. */
export function nearestIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const reasons = issue.errors.flat();
  const reason = reasons.find(({ code }) => code !== 'invalid_type') ?? reasons[0];
  return reason === undefined ? issue : nearestIssue({ ...reason, path: [...issue.path, ...reason.path] });
}

/** A validation error in words: a line for each issue and one for its place. */
export const inWords = ({ issues }: z.core.$ZodError): string => z.prettifyError({ issues: issues.map(nearestIssue) });

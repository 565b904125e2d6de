import { z } from 'zod';

const isNear = ({ code }: z.core.$ZodIssue): boolean => code !== 'invalid_type';

/**
 * If a union refuses a value, choose the issues of the closest option: the first of which one is not about the type alone.
 * Any other issue is the only one of its own.
 */
export function nearestIssues(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const option = issue.errors.find(reasons => reasons.some(isNear)) ?? issue.errors.find(({ length }) => length > 0);
  const found = option?.flatMap(reason => nearestIssues({ ...reason, path: [...issue.path, ...reason.path] }));
  return found ?? [issue];
}

/** One of the nearest issues: one that is not about the type alone, where there is such. */
export function nearestIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  const issues = nearestIssues(issue);
  return issues.find(isNear) ?? issues[0] ?? issue;
}

/** A validation error in words: a line for each issue and one for its place. */
export const inWords = ({ issues }: z.core.$ZodError): string => z.prettifyError({ issues: issues.map(nearestIssue) });

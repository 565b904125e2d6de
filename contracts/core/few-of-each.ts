import type { z } from 'zod';

/** Of one kind of issue at one place, so many rows show it well enough. */
const MOST_OF_A_KIND = 20;
/** Of names that a schema does not list, so many are told: an object with more of them is no answer of this contract. */
const MOST_NAMES = 100;

/**
 * Keeps a few issues of each kind at each place, with `[*]` for all items of a list: what the rest would say is said by
 * then, and an answer of a hundred thousand rows would make as many differences. One code is used for a field that is not
 * there, one that is null and one of another type: the value that stands there tells them apart.
 */
export function fewOfEach(
  issues: readonly z.core.$ZodIssue[],
  valueAt: (path: readonly PropertyKey[]) => unknown,
): z.core.$ZodIssue[] {
  const seen = new Map<string, number>();
  const few: z.core.$ZodIssue[] = [];
  for (const issue of issues) {
    const place = issue.path.map(key => (typeof key === 'number' ? '*' : String(key))).join('\n');
    const isOfNames = issue.code === 'unrecognized_keys';
    const names = isOfNames ? issue.keys.slice(0, MOST_NAMES) : [];
    const value = isOfNames ? undefined : valueAt(issue.path);
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    const kind = [issue.code, type, place, ...names].join('\n');
    const times = (seen.get(kind) ?? 0) + 1;
    if (times > MOST_OF_A_KIND) continue;
    seen.set(kind, times);
    few.push(isOfNames ? { ...issue, keys: names } : issue);
  }
  return few;
}

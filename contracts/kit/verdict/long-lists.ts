import type { Finding } from '../../core/checks.js';

/** The check of how much an answer holds, beside the checks of every answer. */
export const longListCheck = {
  id: 'long-list',
  sentence: 'An answer holds no more than can be compared whole.',
  severity: 'notice',
} as const;

/** The finding that only the first items of an answer's lists were compared. The bound is our own. */
export const longList = (items: number): Finding => ({
  ...{ check: longListCheck.id, severity: longListCheck.severity, path: '$', place: '$', evidence: 'assumed' },
  expected: 'lists that can be compared whole',
  found: `longer ones, of which the first ${items} items were compared`,
});

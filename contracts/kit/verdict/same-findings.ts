import type { Finding } from '../../core/checks.js';

/** The findings of an answer that another answer to the same request shows too. */
export const inBoth = (first: readonly Finding[], second: readonly Finding[]): Finding[] => {
  const again = new Set(second.map(({ check, place }) => `${check} ${place}`));
  return first.filter(({ check, place }) => again.has(`${check} ${place}`));
};

/** Keeps one finding for all items of a list. */
export const onceEach = (findings: readonly Finding[]): Iterable<Finding> =>
  new Map(findings.map(finding => [`${finding.check} ${finding.place}`, finding])).values();

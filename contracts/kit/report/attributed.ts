import { type Attribution, type AttributionFacts, attribute } from '../verdict/attribution.js';
import type { Earlier } from './earlier.js';
import type { Noted } from './noted.js';
import type { Reason, ReportFinding } from './report.js';

/** A finding so far, and what its answer told beside it. */
export interface KeptFinding {
  readonly finding: Omit<ReportFinding, keyof Attribution>;
  readonly noted: Noted;
}

/** What of an operation's results tells who moved. */
interface Answered {
  readonly exchanges: number;
  readonly reason: Reason | null;
  /** Ids of its findings. */
  readonly found: ReadonlySet<string>;
  /** Places that its successes had. */
  readonly seen: ReadonlySet<string>;
}

/** The findings of a run, each with who moved: seen over all its operations, and beside an earlier report if there is one. */
export function attributed(
  kept: ReadonlyMap<string, KeptFinding>,
  lines: ReadonlyMap<string, Answered>,
  earlier: Earlier,
): ReportFinding[] {
  const showing = countSame(kept, lines);
  const answered = [...lines.values()].filter(({ exchanges }) => exchanges > 0).length;
  return [...kept.values()].map(({ finding, noted: { isOtherwiseElsewhere, ...noted } }) => {
    const line = lines.get(finding.operation);
    const isSeen = finding.check === 'missing-field' && line?.seen.has(finding.path) === true;
    const facts: AttributionFacts = {
      ...{ ...noted, answered, reason: line?.reason, earlier: earlier(finding) },
      ...{ showing: showing.get(sameAs(finding)) ?? 0, othersHold: isSeen || isOtherwiseElsewhere },
    };
    return { ...finding, ...attribute(finding, facts) };
  });
}

/** The number of operations that show each difference. */
function countSame(
  kept: ReadonlyMap<string, KeptFinding>,
  lines: ReadonlyMap<string, Answered>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { found } of lines.values()) {
    const same = [...found].flatMap(id => kept.get(id)?.finding ?? []).map(sameAs);
    for (const key of new Set(same)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const sameAs = ({ check, path, found }: Pick<ReportFinding, 'check' | 'path' | 'found'>): string =>
  JSON.stringify([check, path, found]);

import { type Report, wasCompared } from './report.js';
import { type SinceThen, sinceOf } from './since.js';

/** Two reports of one vendor in the order of their time, and what became of each finding. */
export interface Beside {
  readonly earlier: Report;
  readonly later: Report;
  readonly since: SinceThen;
}

/** Compares two reports of one vendor, whichever is given first. Throws an error for reports of different vendors. */
export function besideEachOther(one: Report, other: Report): Beside {
  if (one.vendor !== other.vendor)
    throw new Error(
      `one is a report of ${one.title} (${one.vendor}), the other of ${other.title} (${other.vendor}): only reports of one vendor can be compared`,
    );
  const isFirst = Date.parse(one.startedAt) <= Date.parse(other.startedAt);
  const [earlier, later] = isFirst ? [one, other] : [other, one];
  return { earlier, later, since: sinceOf(later.findings, earlier, comparedIn(later)) };
}

/**
 * Whether the run of a report compared what a finding is about, as a run says it itself with `--since`. What all operations
 * share was compared if nothing was left out. An operation that the report does not know has no route any more, if all were asked.
 */
function comparedIn({ vendor, verdict, operations, counts }: Report): (finding: string) => boolean {
  const known = new Map(operations.map(one => [one.id, one]));
  const isWhole = counts.operations.notAsked === 0;
  const isComplete = isWhole && verdict !== 'environment' && operations.every(({ reason }) => reason !== 'skipped');
  return finding => {
    const [of, about = ''] = finding.split('/');
    if (of !== vendor) return false;
    if (about.startsWith('(')) return isComplete;
    const operation = known.get(about);
    return operation === undefined ? isWhole : wasCompared(operation);
  };
}

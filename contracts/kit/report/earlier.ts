import type { AttributionFacts } from '../verdict/attribution.js';
import { refusalChecks } from '../verdict/refusals.js';
import type { ReportFinding } from './report.js';

/** What an earlier report says of a finding; undefined if it compared nothing there. */
export type Earlier = (finding: Pick<ReportFinding, 'id' | 'operation' | 'check'>) => AttributionFacts['earlier'];

const OF_REFUSALS: ReadonlySet<string> = new Set(refusalChecks.map(({ id }) => id));

/** What is looked at of an earlier report, which may be of another version. */
interface EarlierRun {
  readonly vendor: string;
  readonly startedAt: string;
  readonly findings: readonly { readonly id: string }[];
  readonly operations: readonly {
    readonly id: string;
    readonly outcome: string;
    readonly exchanges: number;
    readonly refusals: { readonly tried: number };
  }[];
}

/** Looks findings up in an earlier report of the same vendor. */
export function earlierIn({ vendor, startedAt, findings, operations }: EarlierRun): Earlier {
  const found = new Set(findings.map(({ id }) => id));
  const byId = new Map(operations.map(one => [one.id, one]));
  const on = startedAt.slice(0, 10);
  return ({ id, operation, check }) => {
    const [of, about = ''] = id.split('/');
    if (of !== vendor) return undefined;
    if (found.has(id)) return { found: true, on };
    const before = byId.get(operation);
    // What all operations share was compared with any of them.
    const isShared = about.startsWith('(') && operations.some(({ exchanges }) => exchanges > 0);
    const isTried = OF_REFUSALS.has(check) ? (before?.refusals.tried ?? 0) > 0 : before?.outcome !== 'not-compared';
    return isShared || (before !== undefined && isTried) ? { found: false, on } : undefined;
  };
}

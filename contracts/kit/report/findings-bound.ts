import { byGravity, type Severity } from '../../core/checks.js';
import type { Entry } from '../../core/contract.js';
import type { ReportFinding } from './report.js';

/** Most findings about one operation that are told one by one: with more of them a person reads none. */
const MOST_OF_ONE = 200;

/** The check of how much is told, beside the checks of every answer. */
export const moreFindings = {
  id: 'more-findings',
  sentence: 'No operation differs in so many places that a person reads none of them.',
  severity: 'error',
} as const;

/** Findings about one operation that are only counted. */
interface Rest {
  readonly entry: Entry;
  readonly about: string;
  readonly status: number;
  severity: Severity;
  count: number;
}

/**
 * Bounds what a run keeps of findings, for an endpoint may invent names without end. What is beyond is counted, and told
 * as one finding that is as grave as the gravest of them.
 */
export class FindingsBound {
  readonly #told = new Map<string, number>();
  readonly #rest = new Map<string, Rest>();

  /** Whether a new finding is to be told; else counts it. */
  takes(entry: Entry, about: string, status: number, severity: Severity): boolean {
    const told = this.#told.get(about) ?? 0;
    if (told < MOST_OF_ONE) {
      this.#told.set(about, told + 1);
      return true;
    }
    const rest = this.#rest.get(about) ?? { entry, about, status, severity, count: 0 };
    if (byGravity(severity, rest.severity) < 0) rest.severity = severity;
    rest.count += 1;
    this.#rest.set(about, rest);
    return false;
  }

  /** A finding for each operation that has more of them than are told. */
  rest(vendor: string): ReportFinding[] {
    return [...this.#rest.values()].map(({ entry, about, status, severity, count }) => ({
      ...{ id: [vendor, about, status, '$', moreFindings.id].join('/'), vendor, operation: entry.id, failure: null },
      ...{ status, path: '$', check: moreFindings.id, severity, confirmed: true, allowed: null },
      expected: 'what the contract says',
      found: `more than ${MOST_OF_ONE} differences, of which these are the first`,
      evidence: entry.operation.evidence ?? 'documented',
      times: count,
      ...{
        request: null,
        excerpt: null,
        movedBy: 'unknown',
        because: 'What differs so often was not looked at one by one.',
      },
    }));
  }
}

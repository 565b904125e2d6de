import type { Severity } from '../../core/checks.js';
import type { Evidence } from '../../core/evidence.js';
import type { Effect } from '../../core/operation.js';

/** Documented reads that are gone, of all that were called. */
interface GoneAmong {
  readonly gone: number;
  readonly called: number;
}

/** A read that was not called for one of these reasons tells nothing; nor does one that was called with what is not there. */
const NOT_CALLED: ReadonlySet<string | null> = new Set<string | null>([
  ...['absent', 'no-data', 'credential', 'may-be-absent', 'unserved', 'not-allowed', 'not-made', 'skipped', 'stopped'],
]);

interface OfOperation {
  readonly id: string;
  readonly effect: Effect;
  readonly evidence: Evidence;
  readonly reason: string | null;
}

interface OfFinding {
  readonly check: string;
  readonly severity: Severity;
  readonly operation: string;
}

/** Counts the documented reads that are gone, also those that a baseline allows: it can allow single ones, not most of an API. */
export function goneAmong(operations: readonly OfOperation[], findings: readonly OfFinding[]): GoneAmong {
  const gone = new Set(
    findings
      .filter(({ check, severity }) => check === 'operation-gone' && severity === 'error')
      .map(one => one.operation),
  );
  const called = operations.filter(
    ({ id, effect, evidence, reason }) =>
      effect === 'read' && evidence === 'documented' && (gone.has(id) || !NOT_CALLED.has(reason)),
  );
  return { gone: called.filter(({ id }) => gone.has(id)).length, called: called.length };
}

interface Conclusion {
  readonly verdict: 'held' | 'drift' | 'environment';
  readonly exitCode: 0 | 2 | 3;
  readonly sentence: string;
}

/** The conclusion of a run; if more than a third of the documented reads are gone, it says so, and is drift. */
export function besides(conclusion: Conclusion, { gone, called }: GoneAmong): Conclusion {
  if (conclusion.verdict === 'environment' || gone * 3 <= called) return conclusion;
  const said = `More than a third of the documented reads that were called are gone: ${gone} of ${called}.`;
  const sentence = conclusion.verdict === 'held' ? said : `${conclusion.sentence} ${said}`;
  return { verdict: 'drift', exitCode: 2, sentence };
}

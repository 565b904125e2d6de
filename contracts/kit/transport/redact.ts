import { redactor } from '../../core/redact.js';
import { printable } from '../report/printable.js';
import type { Report, ReportFinding } from '../report/report.js';

/** Do not look for shorter secrets in paths: a password `data` is no reason to change `$.data`. */
const LEAST_IN_PATHS = 8;

type Clean = (text: string) => string;

/** Takes secrets out before what cannot be printed is written out, which would tear them. */
function cleanerOf(secrets: readonly string[]): Clean {
  const redact = redactor(secrets);
  return text => printable(redact(text));
}

/** Takes secrets, and what a terminal would take for commands, out of a text that an endpoint can influence. */
export const cleanedText = (text: string, secrets: readonly string[]): string => cleanerOf(secrets)(text);

/** Does that with those parts of findings that an endpoint can influence. */
export function cleanedFindings(findings: readonly ReportFinding[], secrets: readonly string[]): ReportFinding[] {
  const clean = cleanerOf(secrets);
  const cleanPath = cleanerOf(secrets.filter(({ length }) => length >= LEAST_IN_PATHS));
  // Both are bounded and made visible where they are made.
  const cleanRequest = redactor(secrets);
  return findings.map(finding => ({
    ...finding,
    id: cleanPath(finding.id),
    path: cleanPath(finding.path),
    found: clean(finding.found),
    request: finding.request && cleanRequest(finding.request),
    excerpt: finding.excerpt && cleanRequest(finding.excerpt),
  }));
}

/** Does that with the other texts of a report that an endpoint can influence. */
export function cleanedReport(report: Report, secrets: readonly string[]): Report {
  const clean = cleanerOf(secrets);
  return {
    ...report,
    target: clean(report.target),
    sentence: clean(report.sentence),
    operations: report.operations.map(one => ({ ...one, detail: one.detail && clean(one.detail) })),
    left: report.left.map(one => ({ ...one, name: clean(one.name), reason: clean(one.reason) })),
  };
}

import { redactor } from '../../core/redact.js';
import type { Report, ReportFinding } from '../report/report.js';

/** Do not look for shorter secrets in paths: a password `data` is no reason to change `$.data`. */
const LEAST_IN_PATHS = 8;

/** Takes secrets out of those parts of findings that an endpoint can influence. */
export function cleanedFindings(findings: readonly ReportFinding[], secrets: readonly string[]): ReportFinding[] {
  const clean = redactor(secrets);
  const cleanPath = redactor(secrets.filter(({ length }) => length >= LEAST_IN_PATHS));
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

/** Takes secrets out of the other texts of a report that an endpoint can influence. */
export function cleanedReport(report: Report, secrets: readonly string[]): Report {
  const clean = redactor(secrets);
  return {
    ...report,
    target: clean(report.target),
    sentence: clean(report.sentence),
    operations: report.operations.map(one => ({ ...one, detail: one.detail && clean(one.detail) })),
    left: report.left.map(one => ({ ...one, name: clean(one.name), reason: clean(one.reason) })),
  };
}

import type { Report, ReportFinding } from '../report/report.js';

const SHORTEST = 4;
const HIDDEN = '[redacted]';

/**
 * Takes known secrets out of a text, also as they are written in addresses and in JSON. A second line of defence: no
 * value that a schema marks as secret is put into a report in the first place.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter(secret => secret.length >= SHORTEST)
    .flatMap(secret => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .toSorted((one, other) => other.length - one.length);
  const unique = [...new Set(forms)];
  return text => unique.reduce((clean, secret) => clean.replaceAll(secret, HIDDEN), text);
}

/** Shorter ones may be words of the contract: a password `data` is no reason to change `$.data`. */
const LEAST_IN_PATHS = 8;

/** Takes secrets out of what an endpoint had a part in; the contract's own words hold none. */
export function cleanedFindings(findings: readonly ReportFinding[], secrets: readonly string[]): ReportFinding[] {
  const clean = redactor(secrets);
  const cleanPath = redactor(secrets.filter(({ length }) => length >= LEAST_IN_PATHS));
  return findings.map(finding => ({
    ...finding,
    id: cleanPath(finding.id),
    path: cleanPath(finding.path),
    found: clean(finding.found),
  }));
}

/** Takes secrets out of the other texts of a report in which an endpoint had a part. */
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

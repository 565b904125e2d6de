import { writeFileSync } from 'node:fs';
import { DAY } from '../../contracts/core/time.js';
import { baselineFrom } from '../../contracts/kit/report/baseline.js';
import { type Report, standing } from '../../contracts/kit/report/report.js';

const MONTH = 30 * DAY;

/**
 * Writes a baseline of all that stands, for a month; the reasons are for a person to write. Answers the exit code of a run
 * that did so: what is in the baseline is accepted, so that 0 says it was written. What was left behind is in no baseline,
 * and a run that compared nothing writes none, for that would replace a good one by an empty one.
 */
export function writeBaseline(file: string, report: Report): number {
  if (report.verdict === 'environment') {
    process.stderr.write(
      `hostdouble: --write-baseline: nothing was written to ${file}, for the check could not be made\n`,
    );
    return report.exitCode;
  }
  const until = Date.parse(report.startedAt) + MONTH;
  const kept = baselineFrom(standing(report.findings), 'not yet looked into', until);
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  return report.left.length > 0 ? report.exitCode : 0;
}

import { type Report, type ReportFinding, standing } from '../report.js';
import { visible } from '../visible.js';
import { movedOf, saidOf } from './said.js';

/** A line of the contract's source. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/** Finds the line of the schema or the operation that a finding contradicts, where the sources are at hand. */
export type Locate = (finding: ReportFinding) => SourceLine | undefined;

const LEVELS = { error: 'error', warning: 'warning', notice: 'notice' } as const;

/** Workflow commands of GitHub Actions: an annotation for each finding that no baseline allows. */
export function github(report: Report, locate: Locate = () => undefined): string {
  const lines = standing(report.findings).map(finding => {
    const place = locate(finding);
    const where = place === undefined ? '' : `file=${property(place.file)},line=${place.line},`;
    return `::${LEVELS[finding.severity]} ${where}title=${property(finding.id)}::${data(saidOf(finding))}%0A${data(movedOf(finding))}`;
  });
  if (report.verdict === 'environment')
    lines.push(`::error title=${property(`hostdouble check ${report.vendor}`)}::${data(report.sentence)}`);
  lines.push(...report.left.map(({ name, reason }) => `::error title=left behind::${data(`${name}: ${reason}`)}`));
  lines.push(
    ...report.baseline.unused.map(({ id }) => `::notice title=baseline::${data(`${id} was not found any more`)}`),
  );
  lines.push(...report.baseline.expired.map(({ id }) => `::warning title=baseline::${data(`${id} expired`)}`));
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** A text as a command's message. A line end would end the command, and what follows could be another. */
const data = (text: string): string => visible(text).replaceAll('%', '%25');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

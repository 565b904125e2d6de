import { asMarkup } from '../../../core/markup.js';
import { type Report, type ReportFinding, type ReportOperation, reaches, reasons, standing } from '../report.js';
import { visible } from '../visible.js';
import { movedOf, saidOf } from './said.js';

/** JUnit's XML: a test case for each operation, skipped when it could not be compared, and one for each thing left behind. */
export function junit(report: Report): string {
  const { operations, vendor, milliseconds } = report;
  const cases = operations.map(operation => caseOf(report, operation));
  const failing = operations.filter(operation => failuresOf(report, operation).length > 0).length;
  const skipped = operations.filter(({ outcome }) => outcome === 'not-compared').length;
  const seconds = (milliseconds / 1000).toFixed(3);
  const errors = [
    ...(report.verdict === 'environment' ? [errorCase(vendor, 'endpoint', report.sentence)] : []),
    ...report.left.map(one => errorCase(vendor, `left behind by ${one.operation}`, `${one.name}: ${one.reason}`)),
  ];
  const counts = `tests="${operations.length + errors.length}" failures="${failing}" errors="${errors.length}" skipped="${skipped}" time="${seconds}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="hostdouble check" ${counts}>`,
    `  <testsuite name="${escaped(vendor)}" hostname="${escaped(report.target)}" timestamp="${report.startedAt.slice(0, 19)}" ${counts}>`,
    ...errors,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const errorCase = (vendor: string, name: string, message: string): string =>
  [
    `    <testcase classname="${escaped(vendor)}" name="${escaped(name)}">`,
    `      <error message="${escaped(message)}"/>`,
    '    </testcase>',
  ].join('\n');

const findingsOf = ({ findings }: Report, { id }: ReportOperation) =>
  standing(findings).filter(({ operation }) => operation === id);

const failuresOf = (report: Report, operation: ReportOperation) =>
  findingsOf(report, operation).filter(({ severity }) => reaches(severity, report.failOn));

function caseOf(report: Report, operation: ReportOperation): string {
  const [group = '', name = ''] = operation.id.split('.');
  const open = `    <testcase classname="${escaped(`${report.vendor}.${group}`)}" name="${escaped(name)}"`;
  const failing = failuresOf(report, operation);
  const failures = failing.map(
    finding =>
      `      <failure type="${finding.severity}" message="${escaped(finding.id)}">${escaped(wholeOf(finding))}</failure>`,
  );
  const others = findingsOf(report, operation).filter(finding => !failing.includes(finding));
  const said = others.map(finding => `${finding.severity} ${finding.id}: ${wholeOf(finding)}`).join('\n');
  const inside = [...failures, ...(said === '' ? [] : [`      <system-out>${escaped(said)}</system-out>`])];
  if (inside.length > 0) return [`${open}>`, ...inside, '    </testcase>'].join('\n');
  if (operation.reason === null) return `${open}/>`;
  const detail = operation.detail === null ? '' : ` (${operation.detail})`;
  return [
    `${open}>`,
    `      <skipped message="${escaped(reasons[operation.reason] + detail)}"/>`,
    '    </testcase>',
  ].join('\n');
}

/** A finding in lines: what it is, who moved, the request, and what of the answer shows it. */
const wholeOf = (finding: ReportFinding): string =>
  [saidOf(finding), movedOf(finding), finding.request, finding.excerpt].filter(line => line !== null).join('\n');

/** Escapes a text for XML and HTML. What XML forbids, and what no reader sees, is written as JSON escapes it. */
export const escaped = (text: string): string => asMarkup(text.split('\n').map(visible).join('\n'));

import { many, type Report, reasons as words } from '../report.js';
import { DISPUTED, disputeLines } from './dispute-lines.js';
import { headOf, inWords } from './since-lines.js';
import { byReason } from './terminal.js';

const MARKS = { held: '✅', drift: '❌', environment: '⚠️' } as const;

/** A summary for a job's page. */
export function markdown(report: Report): string {
  const { counts, findings } = report;
  const rows = findings.map(({ severity, allowed, id, expected, found, evidence }) =>
    [allowed === null ? severity : `${severity} (allowed: ${allowed})`, `\`${id}\``, expected, found, evidence]
      .map(cell)
      .join(' | '),
  );
  const reasons = [...byReason(report)].map(
    ([said, operations]) => `- ${said}: ${operations.map(({ id }) => `\`${id}\``).join(', ')}`,
  );
  const { notCompared, notAsked } = counts.operations;
  if (notAsked > 0) reasons.push(`- ${words.skipped}: ${many(notAsked, 'known operation')} of other groups`);
  return [
    `## ${MARKS[report.verdict]} ${report.title}`,
    '',
    `${report.sentence} Checked against ${report.target}.`,
    '',
    '| operations | fields | exchanges | errors | warnings | notices | allowed |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    `| ${counts.operations.compared} of ${counts.operations.inContract} | ${counts.fields.compared} of ${counts.fields.known} | ${counts.exchanges} | ${counts.findings.error} | ${counts.findings.warning} | ${counts.findings.notice} | ${counts.findings.allowed} |`,
    ...(rows.length === 0
      ? []
      : [
          '',
          '| severity | finding | expected | found | evidence |',
          '| --- | --- | --- | --- | --- |',
          ...rows.map(row => `| ${row} |`),
        ]),
    ...(reasons.length === 0
      ? []
      : [
          '',
          `<details><summary>${many(notCompared + notAsked, 'operation')} not compared</summary>`,
          '',
          ...reasons,
          '',
          '</details>',
        ]),
    ...disputes(report),
    ...sinceThen(report),
    ...report.left.map(
      ({ operation, name, reason }) => `\n**Left behind:** \`${name}\` (made by \`${operation}\`): ${cell(reason)}`,
    ),
    ...report.baseline.unused.map(({ id }) => `\nBaseline: \`${id}\` was not found any more.`),
    ...report.baseline.expired.map(({ id, expires }) => `\nBaseline: \`${id}\` expired on ${expires}.`),
    '',
  ].join('\n');
}

const disputes = ({ disputed }: Report): string[] =>
  disputed.length === 0 ? [] : ['', `${DISPUTED}:`, '', ...disputeLines(disputed).map(line => `- ${line}`)];

const sinceThen = ({ since }: Report): string[] =>
  since === null
    ? []
    : [
        '',
        `${headOf(since)}`,
        '',
        ...since.findings.map(({ change, severity, id }) => `- ${inWords[change]} (${severity}): \`${id}\``),
      ];

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

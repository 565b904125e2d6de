import { many, type Report, type ReportFinding, standing, reasons as words } from '../report.js';
import { visible } from '../visible.js';
import { DISPUTED, disputeLines } from './dispute-lines.js';
import { movedOf } from './said.js';
import { headOf, inWords } from './since-lines.js';
import { byReason } from './terminal.js';

const MARKS = { held: '✅', drift: '❌', environment: '⚠️' } as const;

/** A job's page has a limit of 1 MiB for all its steps. */
const MOST_SHOWN = 50;

/** A summary for a job's page. */
export function markdown(report: Report): string {
  const { counts, findings } = report;
  const rows = findings.map(({ severity, allowed, id, expected, found, evidence, movedBy }) =>
    [
      plain(allowed === null ? severity : `${severity} (allowed: ${allowed})`),
      ...[code(id), plain(expected), plain(found), evidence, movedBy],
    ].join(' | '),
  );
  const reasons = [...byReason(report)].map(
    ([said, operations]) => `- ${said}: ${operations.map(({ id }) => code(id)).join(', ')}`,
  );
  const { notCompared, notAsked } = counts.operations;
  if (notAsked > 0) reasons.push(`- ${words.skipped}: ${many(notAsked, 'known operation')} of other groups`);
  return [
    `## ${MARKS[report.verdict]} ${plain(report.title)}`,
    '',
    `${plain(report.sentence)} Checked against ${code(report.target)}.`,
    '',
    '| operations | fields | exchanges | errors | warnings | notices | allowed |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    `| ${counts.operations.compared} of ${counts.operations.inContract} | ${counts.fields.compared} of ${counts.fields.known} | ${counts.exchanges} | ${counts.findings.error} | ${counts.findings.warning} | ${counts.findings.notice} | ${counts.findings.allowed} |`,
    ...(rows.length === 0
      ? []
      : [
          '',
          '| severity | finding | expected | found | evidence | who moved |',
          '| --- | --- | --- | --- | --- | --- |',
          ...rows.map(row => `| ${row} |`),
        ]),
    ...shown(standing(findings)),
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
      ({ operation, name, reason }) =>
        `\n**Left behind:** ${code(name)} (made by ${code(operation)}): ${plain(reason)}`,
    ),
    ...report.baseline.unused.map(({ id }) => `\nBaseline: ${code(id)} was not found any more.`),
    ...report.baseline.expired.map(({ id, expires }) => `\nBaseline: ${code(id)} expired on ${plain(expires)}.`),
    '',
  ].join('\n');
}

const disputes = ({ disputed }: Report): string[] =>
  disputed.length === 0 ? [] : ['', `${DISPUTED}:`, '', ...disputeLines(disputed).map(line => `- ${plain(line)}`)];

const sinceThen = ({ since }: Report): string[] =>
  since === null
    ? []
    : [
        '',
        `${headOf(since)}`,
        '',
        ...since.findings.map(({ change, severity, id }) => `- ${inWords[change]} (${severity}): ${code(id)}`),
      ];

/** The requests, and what of the answers shows each finding. */
function shown(findings: readonly ReportFinding[]): string[] {
  if (findings.length === 0) return [];
  const lines = findings.slice(0, MOST_SHOWN).flatMap(finding => {
    const { id, request, excerpt } = finding;
    const parts = [request === null ? [] : block('sh', request), excerpt === null ? [] : block('json', excerpt)];
    return [`${code(id)}: ${plain(movedOf(finding))}`, '', ...parts.flat()];
  });
  if (findings.length > MOST_SHOWN) lines.push(`${findings.length - MOST_SHOWN} more are in the other reports.`, '');
  return ['', '<details><summary>Who moved, and the requests that show it</summary>', '', ...lines, '</details>'];
}

/** A text of one line. */
const oneLine = (text: string): string => visible(text.replaceAll(/\s+/g, ' '));

/** A text in which nothing is Markdown or HTML, and that keeps its cell. */
const plain = (text: string): string => oneLine(text).replaceAll(/[\\`*_[\]<>|~&]/g, character => `\\${character}`);

/** A text as code; the fence is longer than any in it, and a pipe ends no cell. */
function code(text: string): string {
  const fence = fenceFor(text, 1);
  const isEdged = text.startsWith('`') || text.endsWith('`');
  const inside = oneLine(isEdged ? ` ${text} ` : text).replaceAll('|', '\\|');
  return `${fence}${inside}${fence}`;
}

function block(language: string, text: string): string[] {
  const fence = fenceFor(text, 3);
  return [`${fence}${language}`, oneLine(text), fence, ''];
}

const fenceFor = (text: string, least: number): string => {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(Math.max(least, longest + 1));
};

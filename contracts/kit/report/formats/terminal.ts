import { styleText } from 'node:util';
import {
  countedOf,
  many,
  type Reason,
  type Report,
  type ReportOperation,
  reasons,
  standing,
  wasCompared,
} from '../report.js';
import { visible } from '../visible.js';
import { DISPUTED, disputeLines } from './dispute-lines.js';
import { movedOf, saidOf } from './said.js';
import { headOf, sinceLines } from './since-lines.js';

type Style = 'red' | 'yellow' | 'green' | 'cyan' | 'dim' | 'bold';
type Paint = (style: Style, text: string) => string;

/**
 * Do not let Node look at standard output: the caller says whether it wants colours. What an endpoint sent must not reach a
 * terminal as it is, for it may move the cursor or hide what was found.
 */
const coloured: Paint = (style, text) => styleText(style, visible(text), { validateStream: false });
const plain: Paint = (_style, text) => visible(text);

/** A table for a person: the operations by group, what was found, what was not compared and why. */
export function terminal(report: Report, colours = false): string {
  const paint = colours ? coloured : plain;
  if (report.verdict === 'environment' && report.counts.exchanges === 0)
    return `${paint('bold', report.title)}  ${visible(report.target)}\n${paint('red', report.sentence)}\n`;
  const lines = [
    '',
    `${paint('bold', report.title)}  ${visible(report.target)}`,
    '',
    ...table(report, paint),
    ...findingLines(report, paint),
    ...notCompared(report, paint),
    ...disputes(report, paint),
    ...sinceThen(report, paint),
    ...report.left.map(({ operation, name, reason }) =>
      paint('red', `left behind: ${name} (made by ${operation}): ${reason}`),
    ),
    ...report.baseline.unused.map(({ id }) => paint('yellow', `baseline: ${id} was not found any more`)),
    ...report.baseline.expired.map(({ id, expires }) => paint('yellow', `baseline: ${id} expired on ${expires}`)),
    countsLine(report),
    paint(report.exitCode === 0 ? 'green' : 'red', report.sentence),
    '',
  ];
  return lines.join('\n');
}

/** What is said of a group: the worst of its outcomes, its word, and how it is written. */
const WORST: readonly (readonly [ReportOperation['outcome'], string, Style])[] = [
  ['drift', 'drift', 'red'],
  ['warning', 'warning', 'yellow'],
  ['notice', 'notice', 'cyan'],
  ['held', 'holds', 'green'],
];

/** One line for a group of operations. */
function table({ operations }: Report, paint: Paint): string[] {
  const groups = byGroup(operations);
  const rows = [...groups].map(([group, all]) => {
    const compared = all.filter(wasCompared);
    const seen = compared.reduce((sum, { fields }) => sum + fields.compared, 0);
    const known = compared.reduce((sum, { fields }) => sum + fields.known, 0);
    const held = all.reduce((sum, { refusals }) => sum + refusals.held, 0);
    const tried = all.reduce((sum, { refusals }) => sum + refusals.tried, 0);
    const worst = WORST.find(([outcome]) => all.some(one => one.outcome === outcome));
    const state = worst?.[1] ?? 'not compared';
    return [group, `${compared.length}/${all.length}`, `${seen}/${known}`, `${held}/${tried}`, state];
  });
  const heads = ['group', 'operations', 'fields', 'refusals', ''];
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map(row => row[column]?.length ?? 0)));
  const padded = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 || column === 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const style = (state: string | undefined): Style => WORST.find(([, word]) => word === state)?.[2] ?? 'dim';
  return [paint('dim', padded(heads)), ...rows.map(row => paint(style(row[4]), padded(row))), ''];
}

const byGroup = (operations: readonly ReportOperation[]): Map<string, ReportOperation[]> => {
  const groups = new Map<string, ReportOperation[]>();
  for (const operation of operations) {
    const [group = ''] = operation.id.split('.');
    groups.set(group, [...(groups.get(group) ?? []), operation]);
  }
  return groups;
};

const STYLES = { error: 'red', warning: 'yellow', notice: 'cyan' } as const;

function findingLines({ findings }: Report, paint: Paint): string[] {
  if (findings.length === 0) return [];
  const told = new Set<string>();
  const lines = findings.flatMap(finding => {
    const { allowed, severity, id, operation, request } = finding;
    const isFirst = request !== null && allowed === null && !told.has(operation);
    if (isFirst) told.add(operation);
    return [
      `${paint(allowed === null ? STYLES[severity] : 'dim', severity.padEnd(7))} ${visible(id)}${allowed === null ? '' : ` (allowed: ${visible(allowed)})`}`,
      ...[saidOf(finding), ...(allowed === null ? [movedOf(finding)] : []), ...(isFirst ? [request] : [])].map(text =>
        paint('dim', `        ${text}`),
      ),
    ];
  });
  return [paint('bold', countedOf(standing(findings)) || 'All that was found is allowed'), ...lines, ''];
}

/** Operations that were not compared, by reason. */
export function byReason({ operations }: Pick<Report, 'operations'>): Map<string, ReportOperation[]> {
  const groups = new Map<string, ReportOperation[]>();
  for (const operation of operations) {
    if (operation.reason === null) continue;
    const said = reasons[operation.reason];
    groups.set(said, [...(groups.get(said) ?? []), operation]);
  }
  return groups;
}

/** If an operation was left out by the choice of the run, count it; do not list it. */
const OWN = new Set<Reason | null>(['not-allowed', 'skipped', 'stopped']);

function notCompared(report: Report, paint: Paint): string[] {
  const groups = [...byReason(report)];
  const { notAsked } = report.counts.operations;
  if (groups.length === 0 && notAsked === 0) return [];
  const lines = groups.map(([said, operations]) => {
    const named = OWN.has(operations[0]?.reason ?? null)
      ? [...byGroup(operations)].map(([group, all]) => `${group} ${all.length}`)
      : operations.map(({ id }) => id);
    return `  ${said}: ${named.join(', ')}`;
  });
  if (notAsked > 0) lines.push(`  ${reasons.skipped}: ${many(notAsked, 'known operation')} of other groups`);
  return [paint('bold', 'Not compared'), ...lines.map(line => paint('dim', line)), ''];
}

function disputes({ disputed }: Report, paint: Paint): string[] {
  if (disputed.length === 0) return [];
  return [paint('bold', DISPUTED), ...disputeLines(disputed).map(line => paint('dim', `  ${line}`)), ''];
}

/** One line for each finding that is new, kept or gone. */
function sinceThen({ since }: Report, paint: Paint): string[] {
  if (since === null) return [];
  return [paint('bold', headOf(since)), ...sinceLines(since).map(line => `  ${line}`), ''];
}

function countsLine({ counts, milliseconds }: Report): string {
  const { operations, fields, exchanges, requests } = counts;
  return `${operations.compared} of ${many(operations.inContract, 'operation')}, ${many(exchanges, 'exchange')} (${many(requests, 'request')}), ${fields.compared} of ${many(fields.known, 'field')}, ${(milliseconds / 1000).toFixed(1)} s`;
}

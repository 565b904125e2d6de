import { severities } from '../../core/checks.js';
import { DISPUTED, disputeLines } from './formats/dispute-lines.js';
import { headOf, inWords } from './formats/since-lines.js';
import { countedOf, type Report, type ReportFinding, type ReportOperation, reasons, standing } from './report.js';
import type { SinceThen } from './since.js';

/** A piece of a line: plain text, a name of code, what is said beside, or a word that has a colour by what it is. */
export type ReportPiece =
  | string
  | { readonly code: string }
  | { readonly small: string }
  | { readonly mark: string; readonly as: ReportMark };

/** What a word with a colour says. */
export type ReportMark = ReportFinding['severity'] | ReportOperation['outcome'] | 'allowed';

export type ReportLine = readonly ReportPiece[];

/** A column of a table: what stands in it, in lines. */
export interface ReportColumn<Row> {
  readonly title: string;
  readonly lines: (row: Row) => readonly ReportLine[];
  /** What it is ordered by, where its words say it wrong. */
  readonly order?: (row: Row) => number;
  /** Long texts that are shown when they are asked for. */
  readonly more?: (row: Row) => readonly string[];
}

/** A list of a report: what is said above it, and its items. */
export interface ReportList {
  readonly head: string;
  readonly items: readonly ReportLine[];
}

/** The verdicts in a word or two. */
export const verdictWords: Readonly<Record<Report['verdict'], string>> = {
  held: 'Contract holds',
  drift: 'Drift',
  environment: 'Not checked',
};

/** The figures of a report by name. */
export const figuresOf = ({ counts }: Report): readonly (readonly [name: string, value: string])[] => [
  ['operations', `${counts.operations.compared} / ${counts.operations.inContract}`],
  ['fields', `${counts.fields.compared} / ${counts.fields.known}`],
  ['exchanges', `${counts.exchanges}`],
  ['errors', `${counts.findings.error}`],
  ['warnings', `${counts.findings.warning}`],
  ['notices', `${counts.findings.notice}`],
];

/** What is said above the findings. */
export const headOfFindings = ({ findings }: Pick<Report, 'findings'>): string =>
  countedOf(standing(findings)) || 'All that was found is allowed';

/** How grave a finding is for the verdict: what a baseline allows is not. */
export const gravityOf = ({ severity, allowed }: ReportFinding): ReportFinding['severity'] | 'allowed' =>
  allowed === null ? severity : 'allowed';

export const findingColumns: readonly ReportColumn<ReportFinding>[] = [
  {
    title: 'severity',
    lines: finding => [[{ mark: finding.severity, as: gravityOf(finding) }]],
    order: ({ severity }) => severities.indexOf(severity),
  },
  {
    title: 'where',
    lines: ({ failure, operation, status, path }) => [[{ code: failure ?? operation }, ` ${status}`], [{ code: path }]],
    more: ({ request, excerpt }) => [request, excerpt].filter(line => line !== null),
  },
  { title: 'check', lines: ({ check }) => [[check]] },
  { title: 'expected', lines: ({ expected }) => [[expected]] },
  { title: 'found', lines: ({ found }) => [[found]] },
  {
    title: 'evidence',
    lines: ({ evidence, allowed }) => [[evidence], ...(allowed === null ? [] : [[{ small: `allowed: ${allowed}` }]])],
  },
  { title: 'who moved', lines: ({ movedBy, because }) => [[movedBy], [{ small: because }]] },
];

export const operationColumns: readonly ReportColumn<ReportOperation>[] = [
  { title: 'operation', lines: ({ id }) => [[{ code: id }]] },
  { title: 'effect', lines: ({ effect }) => [[effect]] },
  { title: 'evidence', lines: ({ evidence }) => [[evidence]] },
  {
    title: 'outcome',
    lines: ({ outcome, reason, detail }) => [
      [{ mark: outcomeInWords(outcome), as: outcome }],
      ...(reason === null ? [] : [[{ small: `${reasons[reason]}${detail === null ? '' : ` (${detail})`}` }]]),
    ],
  },
  { title: 'fields', lines: ({ fields }) => [[`${fields.compared} / ${fields.known}`]] },
  { title: 'refusals', lines: ({ refusals }) => [[`${refusals.held} / ${refusals.tried}`]] },
];

export const outcomeInWords = (outcome: ReportOperation['outcome']): string =>
  outcome === 'not-compared' ? 'not compared' : outcome;

/** What the run made and could not take away, if there is such. */
export const leftBehind = ({ left }: Report): readonly ReportList[] =>
  listed(
    'Left behind',
    left.map(({ name, operation, reason }) => [{ code: name }, ' made by ', { code: operation }, `: ${reason}`]),
  );

/** What stands below the operations: disputes, what changed since an earlier report, and what a baseline has too much. */
export const furtherLists = ({ disputed, since, baseline }: Report): readonly ReportList[] => [
  ...listed(
    DISPUTED,
    disputeLines(disputed).map(line => [line]),
  ),
  ...(since === null ? [] : [sinceList(since)]),
  ...listed('Baseline', [
    ...baseline.unused.map(({ id }) => [{ code: id }, ' was not found any more']),
    ...baseline.expired.map(({ id, expires }) => [{ code: id }, ` expired on ${expires}`]),
  ]),
];

const sinceList = (since: SinceThen): ReportList => ({
  head: headOf(since),
  items: since.findings.map(({ change, severity, id }) => [
    `${inWords[change]} `,
    { small: severity },
    ' ',
    { code: id },
  ]),
});

const listed = (head: string, items: readonly ReportLine[]): readonly ReportList[] =>
  items.length === 0 ? [] : [{ head, items }];

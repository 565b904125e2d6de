import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { severities } from '../../../contracts/core/checks.js';
import type { Report, ReportFinding, ReportOperation } from '../../../contracts/kit/report/report.js';
import {
  figuresOf,
  findingColumns,
  furtherLists,
  gravityOf,
  headOfFindings,
  leftBehind,
  operationColumns,
  outcomeInWords,
} from '../../../contracts/kit/report/sections.js';
import { EmptyNote } from '../parts/notes.js';
import { type Column, Table } from '../parts/table.js';
import type { DroppedReport } from './dropped.js';
import { FindingDialog } from './finding-dialog.js';
import { OperationLink } from './operation-link.js';
import { ReportHead } from './report-head.js';
import { asColumn, cellText, ListSection } from './report-pieces.js';
import { useFilter } from './use-filter.js';

/** A report as its HTML page shows it, with filters. */
export function ReportPage({ of: { file, report } }: { readonly of: DroppedReport }) {
  return (
    <>
      <ReportHead report={report} file={file} />
      <dl class="checks-figures">
        {figuresOf(report).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {leftBehind(report).map(list => (
        <ListSection key={list.head} {...list} />
      ))}
      {report.findings.length > 0 && <Findings report={report} />}
      <Operations report={report} />
      {furtherLists(report).map(list => (
        <ListSection key={list.head} {...list} />
      ))}
    </>
  );
}

const findingTable = findingColumns.map(asColumn);
const gravities = [...severities, 'allowed'] as const;

function Findings({ report }: { readonly report: Report }) {
  const opened = useSignal<ReportFinding | undefined>(undefined);
  const { findings } = report;
  const filter = useFilter({
    ...{ name: 'severity', label: 'Severity', of: 'findings', kinds: gravities, rows: findings },
    kindOf: gravityOf,
    textOf: finding => `${finding.id}\n${findingColumns.map(column => cellText(column, finding)).join('\n')}`,
  });
  return (
    <section class="checks-section" aria-labelledby="checks-findings">
      <h2 id="checks-findings">{headOfFindings(report)}</h2>
      {filter.fields}
      <Table
        label="Findings"
        rows={filter.shown}
        columns={findingTable}
        rowKey={({ id }) => id}
        onOpen={finding => (opened.value = finding)}
        isOpen={finding => finding === opened.value}
        empty={filter.empty}
      />
      {opened.value && <FindingDialog finding={opened.value} onClose={() => (opened.value = undefined)} />}
    </section>
  );
}

const outcomes = ['drift', 'warning', 'notice', 'held', 'not-compared'] as const;

function Operations({ report }: { readonly report: Report }) {
  const { operations, vendor } = report;
  const columns = useMemo<readonly Column<ReportOperation>[]>(
    () => [
      {
        id: 'operation',
        title: 'Operation',
        value: ({ id }) => id,
        cell: ({ id }) => <OperationLink vendor={vendor} id={id} />,
      },
      ...operationColumns.slice(1).map(asColumn),
    ],
    [vendor],
  );
  const filter = useFilter({
    name: 'outcome',
    label: 'Outcome',
    of: 'operations',
    kinds: outcomes,
    rows: operations,
    kindOf: ({ outcome }) => outcome,
    wordsOf: outcomeInWords,
    textOf: operation => operationColumns.map(column => cellText(column, operation)).join('\n'),
  });
  return (
    <section class="checks-section" aria-labelledby="checks-operations">
      <h2 id="checks-operations">Operations</h2>
      {filter.fields}
      <Table
        label="Operations"
        rows={filter.shown}
        columns={columns}
        rowKey={({ id }) => id}
        empty={operations.length === 0 ? <EmptyNote title="The report has no operation" /> : filter.empty}
      />
    </section>
  );
}

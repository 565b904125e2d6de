import type { Beside } from '../../../contracts/kit/report/beside.js';
import { figuresOf } from '../../../contracts/kit/report/sections.js';
import { type Column, Table } from '../parts/table.js';
import { ChangedFindings } from './changed-findings.js';
import { ChangedOperations } from './changed-operations.js';
import type { DroppedReport } from './dropped.js';
import { ReportHead } from './report-head.js';

interface ComparisonProps {
  readonly both: Beside;
  readonly files: readonly [earlier: DroppedReport, later: DroppedReport];
}

/** Two reports of a vendor: their figures beside each other, what became of each finding, and the operations that changed. */
export function Comparison({ both, files }: ComparisonProps) {
  const [earlier, later] = files;
  return (
    <>
      <div class="columns">
        <ReportHead report={earlier.report} file={earlier.file} place="Earlier" />
        <ReportHead report={later.report} file={later.file} place="Later" />
      </div>
      <Figures both={both} />
      <ChangedFindings both={both} />
      <ChangedOperations both={both} />
    </>
  );
}

interface FigureRow {
  readonly name: string;
  readonly before: string;
  readonly now: string;
}

const figureColumns: readonly Column<FigureRow>[] = [
  { id: 'name', title: 'Of', value: ({ name }) => name },
  { id: 'before', title: 'Earlier', value: ({ before }) => before, align: 'end' },
  {
    id: 'now',
    title: 'Later',
    align: 'end',
    value: ({ now }) => now,
    cell: ({ now, before }) => (now === before ? now : <b>{now}</b>),
  },
];

function Figures({ both: { earlier, later } }: { readonly both: Beside }) {
  const after = new Map(figuresOf(later));
  const rows = figuresOf(earlier).map(([name, before]) => ({ name, before, now: after.get(name) ?? '' }));
  return (
    <section class="checks-section" aria-labelledby="checks-figures">
      <h2 id="checks-figures">Figures</h2>
      <Table label="Figures" rows={rows} columns={figureColumns} rowKey={({ name }) => name} empty={null} />
    </section>
  );
}

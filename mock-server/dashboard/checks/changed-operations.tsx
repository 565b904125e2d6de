import { useMemo } from 'preact/hooks';
import type { Beside } from '../../../contracts/kit/report/beside.js';
import type { ReportOperation } from '../../../contracts/kit/report/report.js';
import { outcomeInWords } from '../../../contracts/kit/report/sections.js';
import { EmptyNote } from '../parts/notes.js';
import { type Column, Table } from '../parts/table.js';
import { OperationLink } from './operation-link.js';
import { Mark } from './report-pieces.js';

interface ChangedOperation {
  readonly id: string;
  readonly before: ReportOperation | undefined;
  readonly now: ReportOperation | undefined;
}

const Outcome = ({ of }: { readonly of: ReportOperation | undefined }) =>
  of === undefined ? (
    <span class="dim">not in this report</span>
  ) : (
    <Mark as={of.outcome}>{outcomeInWords(of.outcome)}</Mark>
  );

const columnsOf = (vendor: string): readonly Column<ChangedOperation>[] => [
  {
    id: 'id',
    title: 'Operation',
    value: ({ id }) => id,
    cell: ({ id }) => <OperationLink vendor={vendor} id={id} />,
  },
  {
    id: 'before',
    title: 'Earlier',
    value: ({ before }) => before?.outcome,
    cell: ({ before }) => <Outcome of={before} />,
  },
  { id: 'now', title: 'Later', value: ({ now }) => now?.outcome, cell: ({ now }) => <Outcome of={now} /> },
];

/** Operations with another outcome than before. */
export function ChangedOperations({ both: { earlier, later } }: { readonly both: Beside }) {
  const rows = useMemo(() => {
    const before = new Map(earlier.operations.map(one => [one.id, one]));
    const now = new Map(later.operations.map(one => [one.id, one]));
    return [...new Set([...before.keys(), ...now.keys()])]
      .map((id): ChangedOperation => ({ id, before: before.get(id), now: now.get(id) }))
      .filter(one => one.before?.outcome !== one.now?.outcome);
  }, [earlier, later]);
  return (
    <section class="checks-section" aria-labelledby="checks-changed">
      <h2 id="checks-changed">Operations with another outcome</h2>
      <Table
        label="Operations with another outcome"
        rows={rows}
        columns={columnsOf(later.vendor)}
        rowKey={({ id }) => id}
        empty={<EmptyNote title="Each operation has the outcome that it had" />}
      />
    </section>
  );
}

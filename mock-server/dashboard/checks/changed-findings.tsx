import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { severities } from '../../../contracts/core/checks.js';
import type { Beside } from '../../../contracts/kit/report/beside.js';
import { inWords } from '../../../contracts/kit/report/formats/since-lines.js';
import type { ReportFinding } from '../../../contracts/kit/report/report.js';
import { changes } from '../../../contracts/kit/report/since.js';
import { visible } from '../../../contracts/kit/report/visible.js';
import { Badge, type Tone } from '../parts/badge.js';
import { EmptyNote } from '../parts/notes.js';
import { type Column, Table } from '../parts/table.js';
import { FindingDialog } from './finding-dialog.js';
import { Mark } from './report-pieces.js';
import { useFilter } from './use-filter.js';

type Change = (typeof changes)[number];

const tones: Readonly<Record<Change, Tone>> = { new: 'bad', kept: 'odd', gone: 'good', 'not-compared': 'dim' };

/** A finding of either report, and what became of it. */
interface ChangedFinding {
  readonly change: Change;
  readonly finding: ReportFinding;
}

const changeColumns: readonly Column<ChangedFinding>[] = [
  {
    id: 'change',
    title: 'Change',
    value: ({ change }) => changes.indexOf(change),
    cell: ({ change }) => <Badge tone={tones[change]}>{inWords[change]}</Badge>,
  },
  {
    id: 'severity',
    title: 'Severity',
    value: ({ finding }) => severities.indexOf(finding.severity),
    cell: ({ finding: { severity } }) => <Mark as={severity}>{severity}</Mark>,
  },
  {
    id: 'id',
    title: 'Finding',
    value: ({ finding }) => finding.id,
    cell: ({ finding }) => <code class="checks-id">{visible(finding.id)}</code>,
  },
  {
    id: 'found',
    title: 'Found',
    value: ({ finding }) => finding.found,
    cell: ({ finding }) => <div class="checks-line">{visible(finding.found)}</div>,
  },
];

/** What became of each finding from the earlier report to the later. */
export function ChangedFindings({ both: { earlier, later, since } }: { readonly both: Beside }) {
  const opened = useSignal<ReportFinding | undefined>(undefined);
  const rows = useMemo(() => {
    const byId = new Map([...earlier.findings, ...later.findings].map(finding => [finding.id, finding]));
    return since.findings.flatMap(({ id, change }): ChangedFinding[] => {
      const finding = byId.get(id);
      return finding === undefined ? [] : [{ change, finding }];
    });
  }, [earlier, later, since]);
  const filter = useFilter({
    ...{ name: 'change', label: 'Change', of: 'findings', kinds: changes, rows },
    kindOf: ({ change }) => change,
    wordsOf: change => inWords[change],
    textOf: ({ finding: { id, expected, found } }) => `${id}\n${expected}\n${found}`,
  });
  return (
    <section class="checks-section" aria-labelledby="checks-changes">
      <h2 id="checks-changes">What became of the findings</h2>
      {rows.length === 0 ? (
        <EmptyNote title="No finding, then or now" />
      ) : (
        <>
          {filter.fields}
          <Table
            label="What became of the findings"
            rows={filter.shown}
            columns={changeColumns}
            rowKey={({ finding }) => finding.id}
            onOpen={({ finding }) => (opened.value = finding)}
            isOpen={({ finding }) => finding === opened.value}
            empty={filter.empty}
          />
        </>
      )}
      {opened.value && <FindingDialog finding={opened.value} onClose={() => (opened.value = undefined)} />}
    </section>
  );
}

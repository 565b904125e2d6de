import type { ComponentChildren } from 'preact';
import type {
  ReportColumn,
  ReportLine,
  ReportList,
  ReportMark,
  ReportPiece,
} from '../../../contracts/kit/report/sections.js';
import { visible } from '../../../contracts/kit/report/visible.js';
import { Badge, type Tone } from '../parts/badge.js';
import type { Column } from '../parts/table.js';

const tones: Readonly<Record<ReportMark, Tone>> = {
  ...{ error: 'bad', warning: 'odd', notice: 'info', allowed: 'dim' },
  ...{ held: 'good', drift: 'bad', 'not-compared': 'dim' },
};

/** A word of a report with its colour. */
export const Mark = ({ as, children }: { readonly as: ReportMark; readonly children: string }) => (
  <Badge tone={tones[as]}>{children}</Badge>
);

/** What an endpoint sent is shown with what no reader would see written out. */
const piece = (one: ReportPiece): ComponentChildren => {
  if (typeof one === 'string') return visible(one);
  if ('code' in one) return <code>{visible(one.code)}</code>;
  if ('small' in one) return <small class="dim">{visible(one.small)}</small>;
  return <Mark as={one.as}>{one.mark}</Mark>;
};

const textOf = (one: ReportPiece): string =>
  typeof one === 'string' ? one : 'code' in one ? one.code : 'small' in one ? one.small : one.mark;

/** The words of a cell, to be searched. */
export const cellText = <Row,>({ lines }: ReportColumn<Row>, row: Row): string =>
  lines(row)
    .map(line => line.map(textOf).join(''))
    .join('\n');

/** Lines below each other. */
export const Lines = ({ lines }: { readonly lines: readonly ReportLine[] }) => (
  <>
    {lines.map((line, at) => (
      <div key={at} class="checks-line">
        {line.map(piece)}
      </div>
    ))}
  </>
);

/** A list of a report. */
export const ListSection = ({ head, items }: ReportList) => (
  <section class="card">
    <h2>{head}</h2>
    <ul class="checks-list">
      {items.map((item, at) => (
        <li key={at}>{item.map(piece)}</li>
      ))}
    </ul>
  </section>
);

/** A column of a report as a column of a table. */
export function asColumn<Row>(column: ReportColumn<Row>): Column<Row> {
  const { title, lines, order } = column;
  return {
    id: title,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    value: order ?? (row => cellText(column, row)),
    cell: row => <Lines lines={lines(row)} />,
  };
}

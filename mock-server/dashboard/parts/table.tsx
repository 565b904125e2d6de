import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

/** What a cell is sorted and searched by. */
export type CellValue = string | number | boolean | null | undefined;

/** A column of a table. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly value: (row: Row) => CellValue;
  /** What the cell shows; default: its value. */
  readonly cell?: (row: Row) => ComponentChildren;
  /** Numbers stand at the end. */
  readonly align?: 'end';
  /** A CSS length; the others share what is left. */
  readonly width?: string;
}

interface TableProps<Row> {
  /** What it lists, for those who do not see it. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string | number;
  /** Opens a row: by a click, and by Enter on it. */
  readonly onOpen?: (row: Row) => void;
  /** Whether a row is the one that is shown beside the table. */
  readonly isOpen?: (row: Row) => boolean;
  /** Sorted by this column at first; a `-` before it turns the order round. Default: as the rows come. */
  readonly sortedBy?: string;
  /** Stands where there are no rows. */
  readonly empty: ComponentChildren;
}

/** Rows that can be sorted by each column. */
export function Table<Row>({ label, rows, columns, rowKey, onOpen, isOpen, sortedBy, empty }: TableProps<Row>) {
  const sort = useSignal(sortedBy ?? '');
  if (rows.length === 0) return <>{empty}</>;
  const by = columns.find(({ id }) => id === sort.value.replace(/^-/, ''));
  const sign = sort.value.startsWith('-') ? -1 : 1;
  const sorted =
    by === undefined ? rows : rows.toSorted((one, other) => sign * compared(by.value(one), by.value(other)));
  return (
    <div class="table-wrap">
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ id, title, align, width }) => (
              <th
                key={id}
                scope="col"
                class={align}
                style={width === undefined ? {} : { width }}
                aria-sort={by?.id !== id ? 'none' : sign > 0 ? 'ascending' : 'descending'}
              >
                <button type="button" class="sort" onClick={() => (sort.value = sort.value === id ? `-${id}` : id)}>
                  {title}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map(row => (
            <tr
              key={rowKey(row)}
              class={isOpen?.(row) ? 'open' : undefined}
              tabIndex={onOpen ? 0 : undefined}
              onClick={() => onOpen?.(row)}
              onKeyDown={event => event.key === 'Enter' && event.target === event.currentTarget && onOpen?.(row)}
            >
              {columns.map(({ id, value, cell, align }) => (
                <td key={id} class={align}>
                  {cell ? cell(row) : String(value(row) ?? '')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Numbers by size, all else by letters; what is not there comes last. */
function compared(one: CellValue, other: CellValue): number {
  if (one == null || other == null) return Number(one == null) - Number(other == null);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), 'en', { numeric: true });
}

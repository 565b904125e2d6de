import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { RowFocus } from './row-focus.js';
import type { CellValue } from './table-model.js';

interface TableRowProps<Row> {
  readonly row: Row;
  readonly id: string;
  readonly columns: readonly {
    readonly id: string;
    readonly value: (row: Row) => CellValue;
    readonly cell?: (row: Row) => ComponentChildren;
    readonly align?: 'end';
  }[];
  readonly index: number;
  readonly isOpen: boolean;
  /** Whether Tab comes to this row. */
  readonly isStop: boolean;
  readonly isWindowed: boolean;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly focus: RowFocus;
}

/** What is pressed for itself, though it stands in a row that is pressed too. */
const PRESSED = 'a, button, input, select, textarea, label, summary';

/** A row of a table: drawn anew only when it is another, for while one scrolls all others stay as they are. */
export function TableRow<Row>({
  row,
  id,
  columns,
  index,
  isOpen,
  isStop,
  isWindowed,
  onOpen,
  focus,
}: TableRowProps<Row>) {
  const cells = useMemo(
    () =>
      columns.map(({ id: column, value, cell, align }) => {
        const shown = cell ? cell(row) : String(value(row) ?? '');
        return (
          <td key={column} class={align}>
            {isWindowed ? <div title={cell || typeof shown !== 'string' ? undefined : shown}>{shown}</div> : shown}
          </td>
        );
      }),
    [row, columns, isWindowed],
  );
  const open = (event: Event): void => {
    const isForAnother = event.target instanceof Element && event.target.closest(PRESSED) !== null;
    if (isForAnother || getSelection()?.type === 'Range') return;
    focus.choose(id);
    onOpen?.(row);
  };
  return (
    <tr
      data-row={index}
      class={isOpen ? 'open' : undefined}
      aria-rowindex={isWindowed ? index + 2 : undefined}
      aria-current={isOpen ? 'true' : undefined}
      tabIndex={onOpen || isWindowed ? (isStop ? 0 : -1) : undefined}
      onClick={onOpen && open}
      onKeyDown={event => event.key === 'Enter' && event.target === event.currentTarget && onOpen?.(row)}
    >
      {cells}
    </tr>
  );
}

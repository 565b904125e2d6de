import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useColumnWidths } from './column-widths.js';
import { useRowFocus } from './row-focus.js';
import { type CellValue, useShownRows } from './table-model.js';
import { TableRow } from './table-row.js';
import { useWindow } from './windowing.js';

export type { CellValue } from './table-model.js';

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

interface TableProps<Row extends object> {
  /** What it lists, for those who do not see it. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string | number;
  /** Opens a row: by a click, and by Enter on it. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** Whether a row is the one that is shown beside the table. */
  readonly isOpen?: ((row: Row) => boolean) | undefined;
  /** Sorted by this column at first; a `-` before it turns the order round. Default: as the rows come. */
  readonly sortedBy?: string | undefined;
  /** Stands where there are no rows. */
  readonly empty: ComponentChildren;
  /** Shows only rows in whose values all of these words stand. */
  readonly search?: string | undefined;
  /** A CSS length: the table has this height from the first row on, and its rows scroll inside it. For rows that keep coming. */
  readonly height?: string | undefined;
  /** The end of the rows is near: more can be read. Called once for each number of rows. */
  readonly onEnd?: (() => void) | undefined;
}

/** A table of more rows scrolls in a height of its own, and only what is near is in the page. */
const LONG = 100;

/** Rows that can be sorted by each column and searched, however many there are. */
export function Table<Row extends object>(props: TableProps<Row>) {
  // With other columns it is another table: its order, its widths and its focus begin anew.
  const names = props.columns.map(({ id }) => id).join(' ');
  return props.rows.length === 0 ? props.empty : <Filled key={names} {...props} />;
}

function Filled<Row extends object>(props: TableProps<Row>) {
  const { label, columns, onOpen, isOpen, sortedBy = '', search = '', height, onEnd } = props;
  const sort = useSignal(sortedBy);
  const shown = useShownRows({ ...props, search, sortedBy: sort.value });
  const keys = useMemo(() => shown.map(({ id }) => id), [shown]);
  const scroller = useRef<HTMLDivElement>(null);
  const isLong = useRef(false);
  isLong.current ||= height !== undefined || onEnd !== undefined || props.rows.length > LONG;
  const isWindowed = isLong.current;
  const focus = useRowFocus(keys, scroller);
  const sizes = useColumnWidths(scroller, columns, isWindowed && keys.length > 0);
  const window = useWindow({
    keys,
    from: `${sort.value} ${search}`,
    kept: focus.index,
    scroller,
    head: sizes.head,
    rowHeight: sizes.row,
    isOn: isWindowed,
  });
  const items = isWindowed ? window.rows : undefined;
  focus.moveBy.current = isWindowed ? window.scrollTo : undefined;
  const lastSeen = items?.at(-1)?.index ?? -1;
  const asked = useRef(0);
  useLayoutEffect(() => {
    if (onEnd === undefined || lastSeen < keys.length - 1 || asked.current === props.rows.length) return;
    asked.current = props.rows.length;
    onEnd();
  });
  const stop = focus.index >= 0 ? focus.index : isWindowed ? window.first : 0;
  const row = (index: number) => {
    const one = shown[index];
    return (
      one && (
        <TableRow
          key={one.id}
          row={one.original}
          columns={columns}
          index={index}
          id={one.id}
          isOpen={isOpen?.(one.original) ?? false}
          isStop={index === stop}
          isWindowed={isWindowed}
          onOpen={onOpen}
          focus={focus}
        />
      )
    );
  };
  return (
    <div
      class={isWindowed ? 'table-wrap windowed' : 'table-wrap'}
      style={height === undefined ? {} : { height }}
      ref={scroller}
    >
      <table aria-label={label} aria-rowcount={isWindowed ? keys.length + 1 : undefined} style={sizes.table}>
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={sizes.columns?.[id] ?? (width === undefined ? {} : { width })} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={isWindowed ? 1 : undefined}>
            {columns.map(({ id, title, align }) => (
              <th
                key={id}
                scope="col"
                class={align}
                aria-sort={sort.value === id ? 'ascending' : sort.value === `-${id}` ? 'descending' : 'none'}
              >
                <button type="button" class="sort" onClick={() => (sort.value = sort.value === id ? `-${id}` : id)}>
                  {title}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={focus.body} onKeyDown={focus.onKeyDown} onFocusIn={focus.onFocusIn}>
          {items === undefined ? keys.map((_, index) => row(index)) : withGaps(items, window.total, row)}
          {keys.length === 0 && (
            <tr class="none">
              <td colSpan={columns.length}>Nothing here matches “{search}”.</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

/** Rows with room between them where others would stand. */
function withGaps(
  items: readonly { readonly index: number; readonly start: number; readonly end: number }[],
  total: number,
  row: (index: number) => ComponentChildren,
): ComponentChildren[] {
  const all: ComponentChildren[] = [];
  let at = 0;
  const gapTo = (start: number): void => {
    if (start <= at) return;
    const name = all.length === 0 ? 'above' : start === total ? 'below' : 'between';
    all.push(<tr key={`gap ${name}`} class="gap" style={{ height: `${start - at}px` }} />);
  };
  for (const { index, start, end } of items) {
    gapTo(start);
    all.push(row(index));
    at = end;
  }
  gapTo(total);
  return all;
}

import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

interface Sized {
  readonly id: string;
  readonly width?: string;
}

/** Sizes of a table, taken once. */
interface TableSizes {
  /** Of the line of the titles, in pixels. */
  readonly head: number;
  readonly row: number;
  readonly table?: Readonly<Record<string, string>>;
  readonly columns?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** No column is wider than this by itself: what is longer is cut off, with the whole of it on hover. */
const WIDEST = 380;

/** Until they are measured. */
const GUESS: TableSizes = { head: 38, row: 38 };

/**
 * Measures a table whose rows are not all in the page, before it is first painted, and holds its columns to that: otherwise
 * they would move as rows with longer texts come into it.
 */
export function useColumnWidths(
  scroller: RefObject<HTMLElement | null>,
  columns: readonly Sized[],
  /** Whether there is something to measure. */
  isOn: boolean,
): TableSizes {
  const [sizes, setSizes] = useState(GUESS);
  useLayoutEffect(() => {
    const table = scroller.current?.querySelector('table');
    const row = table?.querySelector('tbody > tr[data-row]');
    if (!isOn || !table || !row) return;
    table.style.width = 'max-content';
    const heads = [...table.querySelectorAll<HTMLElement>('thead th')];
    const widths = heads.map(head => Math.min(Math.ceil(head.getBoundingClientRect().width), WIDEST));
    table.style.width = '';
    const given = widths.map((width, index) => columns[index]?.width ?? `${width}px`);
    const shared = columns.filter(({ width }) => width === undefined).length;
    setSizes({
      head: heads[0]?.offsetHeight ?? GUESS.head,
      row: row.getBoundingClientRect().height,
      table: { tableLayout: 'fixed', minWidth: `calc(${given.join(' + ')})` },
      columns: Object.fromEntries(
        columns.map(({ id, width }, index) => [
          id,
          { width: width ?? (shared === 0 ? 'auto' : (given[index] ?? 'auto')) },
        ]),
      ),
    });
  }, [isOn]);
  return sizes;
}

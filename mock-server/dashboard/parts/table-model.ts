import {
  columnFilteringFeature,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  type Row,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/preact-table';
import { useMemo } from 'preact/hooks';

/** What a cell is sorted and searched by. */
export type CellValue = string | number | boolean | null | undefined;

/** A column as far as order and search ask. */
interface Valued<Item> {
  readonly id: string;
  readonly value: (row: Item) => CellValue;
}

/** What is asked of the rows. */
interface Asked<Item extends object> {
  readonly rows: readonly Item[];
  readonly columns: readonly Valued<Item>[];
  readonly rowKey: (row: Item) => string | number;
  /** A column; a `-` before it turns the order round. Empty: as the rows come. */
  readonly sortedBy: string;
  /** Words that all must stand in a row's values. */
  readonly search: string;
}

/** Kept, for another empty list would be another state. */
const NONE: [] = [];

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
});

/** A row that is shown, with the key by which it is known. */
export type ShownRow<Item extends object> = Row<typeof features, Item>;

/** The rows that are shown, in their order: worked out anew only when the rows, the order or the search are others. */
export function useShownRows<Item extends object>({ rows, columns, rowKey, sortedBy, search }: Asked<Item>) {
  const sorting = useMemo(
    () => (sortedBy === '' ? [] : [{ id: sortedBy.replace(/^-/, ''), desc: sortedBy.startsWith('-') }]),
    [sortedBy],
  );
  const isDown = sortedBy.startsWith('-');
  const globalFilter = search.trim().toLowerCase();
  const words = globalFilter.split(/\s+/);
  const defined = useMemo(
    () =>
      columns.map(({ id, value }) => {
        const keys: SortKey[] = [];
        const keyOf = (row: ShownRow<Item>): SortKey => (keys[row.index] ??= sortKey(row.getValue(id), isDown));
        return {
          id,
          accessorFn: value,
          sortFn: (one: ShownRow<Item>, other: ShownRow<Item>) => compared(keyOf(one), keyOf(other)),
          sortUndefined: false as const,
        };
      }),
    // Keys are kept by the places of the rows.
    [columns, rows, isDown],
  );
  const texts = useMemo(() => new WeakMap<object, string>(), [columns]);
  const [first] = columns;
  const table = useTable<typeof features, Item>({
    features,
    columns: defined,
    data: rows,
    state: { sorting, globalFilter, columnFilters: NONE },
    getRowId: row => String(rowKey(row)),
    // One column is asked for all of them, so that each row is looked through once.
    getColumnCanGlobalFilter: ({ id }) => id === first?.id,
    globalFilterFn: (row: ShownRow<Item>) => {
      let text = texts.get(row);
      if (text === undefined) {
        text = columns
          .map(({ id }) => String(row.getValue(id) ?? ''))
          .join('\n')
          .toLowerCase();
        texts.set(row, text);
      }
      return words.every(word => text.includes(word));
    },
  });
  return table.getRowModel().rows;
}

/** By what a row is sorted: made once for each, for a sort of 10,000 asks 260,000 times. */
type SortKey = string | number;

/** The order of texts is that of the dictionary, and `web-9` stands before `web-10`; what is not there comes last either way. */
function sortKey(value: CellValue, isDown: boolean): SortKey {
  if (value == null) return isDown ? Number.NEGATIVE_INFINITY : '\uffff';
  if (typeof value === 'number') return value;
  const text = String(value);
  const plain = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.toLowerCase().replace(/\d+/g, digits => digits.padStart(16, '0'));
}

/** Numbers by size and before texts. */
function compared(one: SortKey, other: SortKey): number {
  if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

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
  const globalFilter = search.trim().toLowerCase();
  const defined = useMemo(() => {
    const keys = new WeakMap<object, Map<string, string | number>>();
    return columns.map(({ id, value }) => ({
      id,
      accessorFn: (row: Item) => value(row) ?? undefined,
      sortUndefined: 'last' as const,
      sortFn: (one: ShownRow<Item>, other: ShownRow<Item>) => compared(keyOf(keys, one, id), keyOf(keys, other, id)),
    }));
  }, [columns]);
  const texts = useMemo(() => new WeakMap<object, string>(), [columns]);
  const [first] = columns;
  const table = useTable<typeof features, Item>({
    features,
    columns: defined,
    data: rows,
    state: { sorting, globalFilter, columnFilters: [] },
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
      return globalFilter.split(/\s+/).every(word => text.includes(word));
    },
  });
  return table.getRowModel().rows;
}

/** By what a row is sorted: made once for each, for a sort of 10,000 asks 130,000 times. */
function keyOf<Item extends object>(
  keys: WeakMap<object, Map<string, string | number>>,
  row: ShownRow<Item>,
  column: string,
): string | number {
  let ofRow = keys.get(row);
  if (ofRow === undefined) {
    ofRow = new Map();
    keys.set(row, ofRow);
  }
  let key = ofRow.get(column);
  if (key === undefined) {
    const value = row.getValue<CellValue>(column);
    key = typeof value === 'number' ? value : sortText(String(value));
    ofRow.set(column, key);
  }
  return key;
}

/** A text such that the order of letters is that of the dictionary, and `web-9` stands before `web-10`. */
function sortText(text: string): string {
  const plain = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.toLowerCase().replace(/\d+/g, digits => digits.padStart(16, '0'));
}

/** Numbers by size and before texts. */
function compared(one: string | number, other: string | number): number {
  if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

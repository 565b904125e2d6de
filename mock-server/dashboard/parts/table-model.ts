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

/** A row that is shown, with the key by which it is known. */
export interface ShownRow<Item> {
  readonly id: string;
  readonly original: Item;
}

/** The rows that are shown, in their order: worked out anew only when the rows, the order or the search are others. */
export function useShownRows<Item extends object>(asked: Asked<Item>): readonly ShownRow<Item>[] {
  const { rows, columns, rowKey, sortedBy, search } = asked;
  const texts = useMemo(() => new WeakMap<object, string>(), [columns]);
  const sought = search.trim().toLowerCase();
  const found = useMemo(() => {
    const words = sought.split(/\s+/);
    /** All that a row may be found by, put together once. */
    const textOf = (row: Item): string => {
      const known = texts.get(row);
      if (known !== undefined) return known;
      const text = columns
        .map(({ value }) => String(value(row) ?? ''))
        .join('\n')
        .toLowerCase();
      texts.set(row, text);
      return text;
    };
    return sought === '' ? rows : rows.filter(row => words.every(word => textOf(row).includes(word)));
  }, [rows, columns, sought, texts]);
  const sorted = useMemo(() => inOrder(found, columns, sortedBy), [found, columns, sortedBy]);
  return useMemo(() => sorted.map(original => ({ id: String(rowKey(original)), original })), [sorted]);
}

/** Rows that are alike stay in the order in which they come. */
function inOrder<Item>(rows: readonly Item[], columns: readonly Valued<Item>[], sortedBy: string): readonly Item[] {
  const by = columns.find(({ id }) => id === sortedBy.replace(/^-/, ''));
  if (by === undefined) return rows;
  const isDown = sortedBy.startsWith('-');
  const keyed = rows.map(row => ({ row, key: sortKey(by.value(row), isDown) }));
  keyed.sort((one, other) => (isDown ? compared(other.key, one.key) : compared(one.key, other.key)));
  return keyed.map(({ row }) => row);
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

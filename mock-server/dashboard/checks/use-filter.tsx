import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { ChoiceField, TextField } from '../parts/fields.js';
import { EmptyNote } from '../parts/notes.js';
import { route, stayAt } from '../router.js';

interface FilterOptions<Row, Kind extends string> {
  /** Its name in the address. */
  readonly name: string;
  readonly label: string;
  /** What the rows are: `findings`. */
  readonly of: string;
  readonly kinds: readonly Kind[];
  readonly rows: readonly Row[];
  readonly kindOf: (row: Row) => Kind;
  /** How a kind is said; default: as it is named. */
  readonly wordsOf?: (kind: Kind) => string;
  /** What is searched of a row. */
  readonly textOf: (row: Row) => string;
}

interface Filtered<Row> {
  readonly fields: ComponentChildren;
  readonly shown: readonly Row[];
  /** Stands where none is like that. */
  readonly empty: ComponentChildren;
}

/** Narrows rows by their kind and by words; what is asked for stands in the address. */
export function useFilter<Row, Kind extends string>(options: FilterOptions<Row, Kind>): Filtered<Row> {
  const { name, label, of, kinds, rows, kindOf, wordsOf = kind => kind, textOf } = options;
  const { query } = route.value;
  const kind = query[name] ?? '';
  const search = query[of] ?? '';
  const ask = (asked: Readonly<Record<string, string>>): void => {
    const all = Object.entries({ ...query, ...asked }).filter(([, value]) => value !== '');
    stayAt({ view: 'checks', query: Object.fromEntries(all) });
  };
  const counts = useMemo(() => {
    const counted = new Map<Kind, number>();
    for (const row of rows) counted.set(kindOf(row), (counted.get(kindOf(row)) ?? 0) + 1);
    return counted;
  }, [rows]);
  // Made at the first search and not before: there may be many rows.
  const isSearched = search !== '';
  const texts = useMemo(
    () => new Map(isSearched ? rows.map(row => [row, textOf(row).toLowerCase()]) : []),
    [rows, isSearched],
  );
  const shown = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/);
    return rows.filter(
      row =>
        (kind === '' || kindOf(row) === kind) && (search === '' || words.every(word => texts.get(row)?.includes(word))),
    );
  }, [rows, kind, search]);
  const choices: Record<string, string> = { '': `all ${rows.length}` };
  for (const one of kinds)
    if (counts.has(one) || one === kind) choices[one] = `${wordsOf(one)} (${counts.get(one) ?? 0})`;
  return {
    fields: (
      <search class="row checks-filters">
        <ChoiceField label={label} value={kind} options={choices} onChange={value => ask({ [name]: value })} />
        <TextField label={`Search the ${of}`} type="search" value={search} onChange={value => ask({ [of]: value })} />
        <p class="dim" role="status">
          {shown.length === rows.length ? '' : `${shown.length} of ${rows.length} ${of}`}
        </p>
      </search>
    ),
    shown,
    empty: (
      <EmptyNote title={`None of the ${of} is like that`}>
        <button type="button" onClick={() => ask({ [name]: '', [of]: '' })}>
          Show all {rows.length}
        </button>
      </EmptyNote>
    ),
  };
}

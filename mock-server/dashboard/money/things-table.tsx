import { Badge } from '../parts/badge.js';
import { EmptyNote } from '../parts/notes.js';
import { type Column, Table } from '../parts/table.js';
import { goTo, hrefTo, route } from '../router.js';
import { amountText, rateText } from './amounts.js';
import { InkMark } from './ink-mark.js';
import { CHARTED, type MoneyBill } from './money-bill.js';

type Item = MoneyBill['items'][number];
/** A thing, or all those that are not told one by one. */
type Row = Pick<Item, 'id' | 'name' | 'kind' | 'resource' | 'rate' | 'spent' | 'total'> & {
  readonly ink: number;
  readonly state: string;
};

/** What each thing costs: the legend of the chart. */
export function ThingsTable({
  bill,
  vendor,
  isOne,
}: {
  readonly bill: MoneyBill;
  readonly vendor: string;
  readonly isOne: boolean;
}) {
  const { items, others } = bill;
  const rows: Row[] = items.map((item, at) => ({
    ...item,
    ink: Math.min(at, CHARTED),
    state: item.running ? 'charged' : 'not charged',
  }));
  if (others.count > 0)
    rows.push({
      ...others,
      id: '',
      name: `${others.count} more, each of which costs less`,
      kind: '',
      resource: null,
      ink: CHARTED,
      state: '',
    });
  const amount = (id: string, title: string, value: (row: Row) => number): Column<Row> => ({
    id,
    title,
    value,
    cell: row => amountText(value(row)),
    align: 'end',
  });
  const columns: Column<Row>[] = [
    {
      id: 'name',
      title: 'Thing',
      value: ({ name }) => name,
      cell: row => <Named row={row} vendor={vendor} isOne={isOne} />,
    },
    { id: 'kind', title: 'Kind', value: ({ kind }) => kind },
    {
      id: 'state',
      title: 'Now',
      value: ({ state }) => state,
      cell: ({ state }) => state !== '' && <Badge tone={state === 'charged' ? 'good' : 'dim'}>{state}</Badge>,
    },
    { ...amount('rate', 'An hour now', ({ rate }) => rate), cell: ({ rate }) => rateText(rate) },
    amount('spent', 'Spent', ({ spent }) => spent),
    amount('forecast', 'Forecast', ({ spent, total }) => total - spent),
    amount('total', 'Together', ({ total }) => total),
  ];
  return (
    <Table
      label="What each thing costs"
      rows={rows}
      columns={columns}
      rowKey={({ id }) => id}
      empty={
        <EmptyNote title="Nothing was charged in this window">
          Make something over the API of this vendor, or look at an earlier window or another account.
        </EmptyNote>
      }
    />
  );
}

/** The name leads to the thing alone, and beside it stands the way to its record. */
function Named({ row, vendor, isOne }: { readonly row: Row; readonly vendor: string; readonly isOne: boolean }) {
  const { id, name, resource, ink } = row;
  const { query } = route.value;
  return (
    <span class="money-thing">
      <InkMark ink={ink} />
      {id === '' || isOne ? (
        <span>{name}</span>
      ) : (
        <a href={hrefTo({ view: 'money', rest: [vendor, id], query })}>{name}</a>
      )}
      {resource && (
        <a
          class="money-record"
          href={hrefTo({ view: 'resources', rest: [vendor, resource.resource, resource.key] })}
          aria-label={`Record of ${name}`}
        >
          record
        </a>
      )}
    </span>
  );
}

/** Leads back from one thing to all. */
export const AllThings = ({ vendor }: { readonly vendor: string }) => (
  <button type="button" onClick={() => goTo({ view: 'money', rest: [vendor], query: route.value.query })}>
    Show all things
  </button>
);

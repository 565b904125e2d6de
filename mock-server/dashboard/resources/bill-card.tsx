import { Badge } from '../parts/badge.js';
import { counted, inWords } from '../parts/in-words.js';
import { type Column, Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { hrefTo, route } from '../router.js';
import { api } from '../server/client.js';
import type { ShownThing, ThingRecord } from './shown.js';
import { useFresh } from './use-fresh.js';

interface BillCardProps {
  readonly thing: ShownThing;
  readonly vendor: string;
}

/** What a thing costs, as the view of money tells it, and what was metered of it. */
export function BillCard({ thing, vendor }: BillCardProps) {
  const { metered, resource, key } = thing;
  const subjects = [...new Set(metered.flatMap(({ intervals }) => intervals.map(({ subject }) => `${subject}`)))];
  return (
    <section class="card" aria-labelledby="thing-bill">
      <h2 id="thing-bill">Bill</h2>
      {metered.length === 0 && <p class="dim">Nothing is metered of it.</p>}
      {subjects[0] !== undefined && <Figures vendor={vendor} item={subjects[0]} resource={resource} id={key} />}
      {metered.map(({ meter, of, count, intervals }) => (
        <Intervals key={`${meter} ${of}`} meter={meter} count={count} intervals={intervals} />
      ))}
    </section>
  );
}

interface FiguresProps {
  readonly vendor: string;
  /** What the meter calls it, as the bill does. */
  readonly item: string;
  readonly resource: string;
  readonly id: string;
}

/** The sums of the bill, where the vendor bills such a thing. */
function Figures({ vendor, item, resource, id }: FiguresProps) {
  const { world } = route.value;
  const { value } = useFresh(
    () => api().money.show({ params: { world, vendor }, query: { item, limit: 1 } }),
    [world, vendor, item],
  );
  const bill = value?.items.find(one => one.resource?.resource === resource && one.resource.key === id);
  if (value === undefined || bill === undefined) return null;
  const { unit, from, to } = value;
  const amount = (sum: number): string =>
    `${sum.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 4 })} ${unit.name}`;
  return (
    <>
      <dl class="resources-figures">
        <div>
          <dt>An hour now</dt>
          <dd>{amount(bill.rate)}</dd>
        </div>
        <div>
          <dt>
            Spent since <Time at={from} only="day" />
          </dt>
          <dd>{amount(bill.spent)}</dd>
        </div>
        <div>
          <dt>
            With the forecast to <Time at={to} only="day" />
          </dt>
          <dd>{amount(bill.total)}</dd>
        </div>
      </dl>
      <p>
        <a href={hrefTo({ view: 'money', rest: [vendor, item] })}>See what it costs over time</a>
      </p>
    </>
  );
}

/** Intervals that are shown. */
const FEW = 8;

function Intervals({
  meter,
  count,
  intervals,
}: {
  readonly meter: string;
  readonly count: number;
  readonly intervals: readonly ThingRecord[];
}) {
  const shown = intervals.slice(-FEW).toReversed();
  return (
    <>
      <h3>
        {inWords(meter)} <span class="dim">{counted(count, 'interval')}</span>
      </h3>
      <Table
        label={`Intervals of ${inWords(meter)}`}
        rows={shown}
        columns={columns}
        rowKey={({ subject, from }) => `${subject} ${from}`}
        empty={<p class="dim">None.</p>}
      />
      {count > shown.length && (
        <p class="dim">
          The latest {shown.length} of {count.toLocaleString('en')}.
        </p>
      )}
    </>
  );
}

const columns: readonly Column<ThingRecord>[] = [
  { id: 'from', title: 'From', value: ({ from }) => Number(from), cell: ({ from }) => <Time at={Number(from)} /> },
  {
    id: 'to',
    title: 'To',
    value: ({ to }) => (to === null ? null : Number(to)),
    cell: ({ to }) => (to === null ? <Badge tone="good">lasts</Badge> : <Time at={Number(to)} />),
  },
  { id: 'terms', title: 'Terms', value: ({ terms }) => termsText(terms) },
];

/** Terms that are plain, in short. */
const termsText = (terms: unknown): string =>
  Object.entries(Object(terms))
    .filter(([, value]) => value !== null && typeof value !== 'object')
    .map(([name, value]) => `${inWords(name)} ${typeof value === 'number' ? Number(value.toPrecision(6)) : value}`)
    .join(', ');

import { Badge } from '../parts/badge.js';
import { counted, inWords } from '../parts/in-words.js';
import { type Column, Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { hrefTo, route } from '../router.js';
import { api } from '../server/client.js';
import { joined, PlainValue, ThingName } from './cells.js';
import { type ShownThing, type ThingRecord, targetOf } from './shown.js';
import { useFresh } from './use-fresh.js';

type Metered = ShownThing['metered'][number];

interface BillCardProps {
  readonly thing: ShownThing;
  readonly vendor: string;
}

/** What a thing costs, as the view of money tells it, and what was metered of it. */
export function BillCard({ thing, vendor }: BillCardProps) {
  const { metered, billed } = thing;
  return (
    <section class="card" aria-labelledby="thing-bill">
      <h2 id="thing-bill">Bill</h2>
      {metered.length === 0 && billed === null && <p class="dim">Nothing is metered of it.</p>}
      {billed && <Figures vendor={vendor} {...billed} />}
      {metered.map(one => (
        <Intervals key={`${one.meter} ${one.of}`} vendor={vendor} metered={one} />
      ))}
    </section>
  );
}

interface FiguresProps {
  readonly vendor: string;
  /** Who pays for it, and what it is called on the bill. */
  readonly account: string;
  readonly item: string;
}

/** The sums of the bill. */
function Figures({ vendor, account, item }: FiguresProps) {
  const { world } = route.value;
  const { value } = useFresh(
    () => api().money.show({ params: { world, vendor }, query: { account, item, limit: 1 } }),
    [world, vendor, account, item],
  );
  const [bill] = value?.items ?? [];
  if (value === undefined || bill === undefined) return <p class="resources-figures waiting">Reading the bill…</p>;
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
        <a href={hrefTo({ view: 'money', rest: [vendor, item], query: { account } })}>See what it costs over time</a>
      </p>
    </>
  );
}

/** Intervals that are shown. */
const FEW = 8;

function Intervals({ vendor, metered }: { readonly vendor: string; readonly metered: Metered }) {
  const { meter, count, intervals } = metered;
  const shown = intervals.slice(-FEW).toReversed();
  const hasTerms = shown.some(({ terms }) => termsOf(terms).length > 0);
  const terms: Column<ThingRecord> = {
    id: 'terms',
    title: 'Terms',
    value: ({ terms: own }) => JSON.stringify(own),
    cell: record => joined(termsOf(record.terms).map(member => <Term {...{ vendor, metered, record, member }} />)),
  };
  return (
    <>
      <h3>
        {inWords(meter)} <span class="dim">{counted(count, 'interval')}</span>
      </h3>
      <Table
        label={`Intervals of ${inWords(meter)}`}
        rows={shown}
        columns={hasTerms ? [...ends, terms] : ends}
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

const ends: readonly Column<ThingRecord>[] = [
  { id: 'from', title: 'From', value: ({ from }) => Number(from), cell: ({ from }) => <Time at={Number(from)} /> },
  {
    id: 'to',
    title: 'To',
    value: ({ to }) => (to === null ? null : Number(to)),
    cell: ({ to }) => (to === null ? <Badge tone="good">lasts</Badge> : <Time at={Number(to)} />),
  },
];

/** The members of terms that are plain. */
const termsOf = (terms: unknown): string[] =>
  Object.entries(Object(terms)).flatMap(([name, value]) => (value === null || typeof value === 'object' ? [] : [name]));

interface TermProps {
  readonly vendor: string;
  readonly metered: Metered;
  readonly record: ThingRecord;
  readonly member: string;
}

/** One of the terms: `per hour 0.35`, or the thing that it names. */
function Term({ vendor, metered: { links, times }, record, member }: TermProps) {
  const value: unknown = Reflect.get(Object(record.terms), member);
  const target = targetOf(links, record, `terms.${member}`, value);
  if (target !== undefined) return <ThingName vendor={vendor} target={target} isWhole />;
  const sort = times.includes(`$.terms.${member}`) ? 'time' : 'plain';
  if (typeof value === 'boolean') return <span>{value ? inWords(member) : `not ${inWords(member)}`}</span>;
  return (
    <span>
      {inWords(member)} <PlainValue member={member} value={value} sort={sort} />
    </span>
  );
}

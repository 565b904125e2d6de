import { useEffect, useRef } from 'preact/hooks';
import { CallError } from '../../../contracts/core/client.js';
import { EmptyNote, ErrorNote, Waiting } from '../parts/notes.js';
import { Page } from '../parts/page.js';
import { Tabs } from '../parts/tabs.js';
import { goTo, route } from '../router.js';
import { api } from '../server/client.js';
import { changed } from '../server/events.js';
import { useLoaded } from '../server/loaded.js';
import { whyOf } from '../server/refusal.js';
import { vendors } from '../server/worlds.js';
import { AccountFigures, Thresholds } from './account-figures.js';
import { moneyText } from './amounts.js';
import type { BillStep, MoneyBill } from './money-bill.js';
import { MoneyChart } from './money-chart.js';
import './money.css';
import { StepsTable } from './steps-table.js';
import { AllThings, ThingsTable } from './things-table.js';
import { type MoneyQuery, WindowControls } from './window-controls.js';

/** Most things that are told one by one. */
const LIMIT = 50;

/** What things cost, over hours, days and months: `#/{world}/money/{vendor}/{item}?step=day&as=rate&from&to&account`. */
export function MoneyView() {
  const [vendor = vendors.value[0], item] = route.value.rest;
  if (vendor === undefined) return <Page title="Money">This server has no vendors.</Page>;
  const tabs = Object.fromEntries(vendors.value.map(name => [name, name]));
  const choose = (name: string): void => {
    const { from, to, account, ...query } = route.value.query;
    goTo({ view: 'money', rest: [name], query });
  };
  return (
    <Page title="Money">
      <Tabs label="Vendors" tabs={tabs} chosen={vendor} onChoose={choose}>
        <VendorMoney key={vendor} vendor={vendor} item={item} />
      </Tabs>
    </Page>
  );
}

function VendorMoney({ vendor, item }: { readonly vendor: string; readonly item: string | undefined }) {
  const { world, query } = route.value;
  const asked = askedBy(query);
  const { step, from, to, account, as } = asked;
  const wanted = { step, from, to, account, item, limit: LIMIT };
  const loaded = useLoaded(
    () => api().money.show({ params: { world, vendor }, query: wanted }),
    [world, vendor, ...Object.values(wanted)],
  );
  const seen = changed.value;
  const before = useRef(seen);
  useEffect(() => {
    if (before.current === seen) return;
    before.current = seen;
    loaded.again();
  }, [seen, loaded]);
  // While something else is read, what was shown stays, so that nothing jumps.
  const last = useRef<Partial<ShownBill>>({});
  const shown = loaded.value === undefined ? last.current : { bill: loaded.value, item };
  last.current = shown;
  const { bill } = shown;
  const ask = (change: Partial<MoneyQuery>): void => {
    // Another account has other things.
    const rest = item === undefined || change.account !== undefined ? [vendor] : [vendor, item];
    goTo({ view: 'money', rest, query: queryOf({ ...asked, ...change }) });
  };
  const { error } = loaded;
  const isMissing = error instanceof CallError && error.kind === 'notFound';
  return (
    <div class="money" aria-busy={loaded.isLoading}>
      {(bill !== undefined || !isMissing) && <WindowControls asked={asked} bill={bill} onAsk={ask} />}
      {isMissing ? (
        <EmptyNote title={whyOf(error)}>
          {item !== undefined ? <AllThings vendor={vendor} /> : 'Choose another vendor above.'}
        </EmptyNote>
      ) : (
        <ErrorNote error={error} again={loaded.again} />
      )}
      {bill === undefined
        ? error === undefined && <Waiting what="what things cost" />
        : !isMissing && <Shown bill={bill} item={shown.item} vendor={vendor} as={as} />}
    </div>
  );
}

/** What was read, and of which one thing, if it is of one. */
interface ShownBill {
  readonly bill: MoneyBill;
  readonly item: string | undefined;
}

interface ShownProps extends ShownBill {
  readonly vendor: string;
  readonly as: MoneyQuery['as'];
}

function Shown({ bill, vendor, item, as }: ShownProps) {
  const { total, unit, from, to, items } = bill;
  const what = item === undefined ? `of ${bill.account.name}` : `of ${items[0]?.name ?? item}`;
  const title = `Cost ${what} by ${bill.step}${as === 'sum' ? ', cumulated' : ''}`;
  const label = `${title}, from ${from.slice(0, 10)} to ${to.slice(0, 10)}: ${moneyText(total.spent, unit)} so far, ${moneyText(total.total - total.spent, unit)} forecast. The tables below have the figures.`;
  return (
    <>
      <AccountFigures bill={bill} />
      <Thresholds bill={bill} />
      <section class="card" aria-labelledby="money-chart">
        <header class="money-head">
          <h2 id="money-chart">{title}</h2>
          <span class="dim">
            in {unit.name}
            {unit.worth && `, each worth ${unit.worth.value} ${unit.worth.currency}`}, in UTC
          </span>
          {item !== undefined && <AllThings vendor={vendor} />}
        </header>
        <MoneyChart bill={bill} as={as} label={label} />
        <p class="hint">
          Lighter and right of “now” is a forecast: what now runs goes on at its present rate, and nothing else happens.
        </p>
      </section>
      <h2 class="money-title">Things, in {unit.name}</h2>
      <ThingsTable bill={bill} vendor={vendor} isOne={item !== undefined} />
      <StepsTable bill={bill} as={as} />
    </>
  );
}

const isStep = (text: string | undefined): text is BillStep => text === 'hour' || text === 'day' || text === 'month';

/** What the address asks for; what it says that is none is as if it said nothing. */
function askedBy({ step, as, from, to, account }: Readonly<Record<string, string>>): MoneyQuery {
  return { step: isStep(step) ? step : 'day', as: as === 'sum' ? 'sum' : 'rate', from, to, account };
}

/** The same for the address. */
const queryOf = ({ step, as, from, to, account }: MoneyQuery): Record<string, string> => ({
  step,
  as,
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
  ...(account !== undefined && { account }),
});

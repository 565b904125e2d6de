import type { ComponentChildren } from 'preact';
import { Badge } from '../parts/badge.js';
import { Time } from '../parts/time.js';
import { amountText, moneyText, rateText, worthText } from './amounts.js';
import type { MoneyBill } from './money-bill.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Hours of a month, as most price lists have it. */
const MONTH = 730;

/** How the account stands, and what the window comes to. */
export function AccountFigures({ bill }: { readonly bill: MoneyBill }) {
  const { account, unit, total } = bill;
  const parts = Object.entries(account.parts).map(([name, amount]) => `${name} ${amountText(amount)}`);
  return (
    <dl class="money-figures">
      <Figure name="Credit" note={parts.join(', ') || worthText(account.credit, unit)}>
        <Amount of={account.credit} unit={unit} />
      </Figure>
      <Figure name="Cost of an hour now" note={`${moneyText(account.rate * MONTH, unit)} in ${MONTH} hours`}>
        {rateText(account.rate)} <small>{unit.name}</small>
      </Figure>
      <Figure name="Credit lasts until" note={lastsFor(bill)}>
        {account.until !== null && <Time at={account.until} only="day" />}
        {account.until === null && (account.credit > 0 ? 'It is not used' : 'It is used up')}
      </Figure>
      <Figure name="Spent in this window" note={worthText(total.spent, unit)}>
        <Amount of={total.spent} unit={unit} />
      </Figure>
      <Figure name="Forecast for the rest of it" note={`together ${moneyText(total.total, unit)}`}>
        <Amount of={total.total - total.spent} unit={unit} />
      </Figure>
    </dl>
  );
}

const Amount = ({ of, unit }: { readonly of: number; readonly unit: MoneyBill['unit'] }) => (
  <>
    {amountText(of)} <small>{unit.name}</small>
  </>
);

interface FigureProps {
  readonly name: string;
  readonly note?: string | undefined;
  readonly children: ComponentChildren;
}

const Figure = ({ name, note, children }: FigureProps) => (
  <div class="money-figure">
    <dt>{name}</dt>
    <dd>
      <span class="money-amount">{children}</span>
      <span class="money-note">{note}</span>
    </dd>
  </div>
);

function lastsFor({ account: { until, credit }, now }: MoneyBill): string {
  if (until === null) return credit > 0 ? 'what runs now costs nothing' : '';
  const left = Date.parse(until) - Date.parse(now);
  const [count, word] = left < 2 * DAY ? [left / HOUR, 'hour'] : [left / DAY, 'day'];
  const whole = Math.floor(count);
  return `${until.slice(11, 16)}, in ${whole.toLocaleString('en')} ${word}${whole === 1 ? '' : 's'}, if nothing changes`;
}

/** At what credit something happens. */
export function Thresholds({ bill }: { readonly bill: MoneyBill }) {
  const { account, unit } = bill;
  if (account.thresholds.length === 0) return null;
  return (
    <section class="money-thresholds" aria-labelledby="money-thresholds">
      <h2 id="money-thresholds">As the credit goes down</h2>
      <ul>
        {account.thresholds.map(({ name, amount, hours, isOn }) => (
          <li key={`${name} ${amount} ${hours}`}>
            <strong>{amount === null ? `${hours} hours left` : moneyText(amount, unit)}</strong> {name}{' '}
            {!isOn && <Badge tone="dim">off</Badge>}
            {isOn && isReached(bill, { amount, hours }) && <Badge tone="bad">reached</Badge>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function isReached(
  { account, now }: MoneyBill,
  at: { readonly amount: number | null; readonly hours: number | null },
): boolean {
  if (at.amount !== null) return account.credit < at.amount;
  if (at.hours === null || account.rate === 0) return false;
  return account.until === null || Date.parse(account.until) - Date.parse(now) < at.hours * HOUR;
}

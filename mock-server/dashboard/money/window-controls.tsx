import { ChoiceField } from '../parts/fields.js';
import { Time } from '../parts/time.js';
import type { BillStep, MoneyBill } from './money-bill.js';

/** What the address says of the chart. */
export interface MoneyQuery {
  readonly step: BillStep;
  readonly as: 'rate' | 'sum';
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly account?: string | undefined;
}

const steps: Readonly<Record<BillStep, string>> = { hour: 'Hours', day: 'Days', month: 'Months' };
const ways = { rate: 'Each by itself', sum: 'Cumulated' };
const each: Readonly<Record<BillStep, string>> = { hour: 'Each hour', day: 'Each day', month: 'Each month' };

interface WindowControlsProps {
  readonly asked: MoneyQuery;
  /** What is shown, once it was read. */
  readonly bill: MoneyBill | undefined;
  readonly onAsk: (asked: Partial<MoneyQuery>) => void;
}

/** Which account, in which steps, how, and from when to when. */
export function WindowControls({ asked, bill, onAsk }: WindowControlsProps) {
  const accounts = Object.fromEntries((bill?.accounts ?? []).map(({ id, name }) => [id, `${name} (${id})`]));
  if (bill !== undefined) accounts[bill.account.id] ??= `${bill.account.name} (${bill.account.id})`;
  const more = (bill?.accountCount ?? 0) - (bill?.accounts.length ?? 0);
  return (
    <div class="money-controls">
      <ChoiceField
        label="Account"
        value={bill?.account.id ?? ''}
        options={bill === undefined ? { '': 'Reading…' } : accounts}
        {...(more > 0 && { hint: `and ${more} more` })}
        onChange={account => onAsk({ account })}
      />
      <ChoiceField
        label="Steps"
        value={asked.step}
        options={steps}
        onChange={step => onAsk({ step, from: undefined, to: undefined })}
      />
      <ChoiceField
        label="Amounts"
        value={asked.as}
        options={{ ...ways, rate: each[asked.step] }}
        onChange={as => onAsk({ as })}
      />
      <fieldset class="money-window">
        <legend>Window</legend>
        <button type="button" disabled={bill === undefined} onClick={() => bill && onAsk(shifted(bill, -1))}>
          Earlier
        </button>
        <button type="button" onClick={() => onAsk({ from: undefined, to: undefined })}>
          Around now
        </button>
        <button type="button" disabled={bill === undefined} onClick={() => bill && onAsk(shifted(bill, 1))}>
          Later
        </button>
        <span class="money-dates">
          {bill && (
            <>
              <Time at={bill.from} {...(asked.step !== 'hour' && { only: 'day' })} /> to{' '}
              <Time at={bill.to} {...(asked.step !== 'hour' && { only: 'day' })} />
            </>
          )}
        </span>
      </fieldset>
    </div>
  );
}

/** The window before or after one, of the same length: months of the calendar where the steps are such. */
function shifted({ from, to, step }: MoneyBill, turn: 1 | -1): Pick<MoneyQuery, 'from' | 'to'> {
  const [begin, end] = [new Date(from), new Date(to)];
  if (step !== 'month') {
    const length = turn * (end.getTime() - begin.getTime());
    return { from: written(begin.getTime() + length), to: written(end.getTime() + length) };
  }
  const months = (end.getUTCFullYear() - begin.getUTCFullYear()) * 12 + end.getUTCMonth() - begin.getUTCMonth();
  const later = (date: Date): string =>
    written(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + turn * Math.max(1, months), 1));
  return { from: later(begin), to: later(end) };
}

const written = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

import { useSignal } from '@preact/signals';
import { amountText } from './amounts.js';
import { bandsOf, cumulated, type MoneyBill, stretchName } from './money-bill.js';

/** All figures of the chart, step by step: made when it is opened. */
export function StepsTable({ bill, as }: { readonly bill: MoneyBill; readonly as: 'rate' | 'sum' }) {
  const isOpen = useSignal(false);
  return (
    <details
      class="card money-steps"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>The figures of the chart, step by step</summary>
      {isOpen.value && <Figures bill={bill} as={as} />}
    </details>
  );
}

function Figures({ bill, as }: { readonly bill: MoneyBill; readonly as: 'rate' | 'sum' }) {
  const shown = (costs: readonly number[]): readonly number[] => (as === 'sum' ? cumulated(costs) : costs);
  const bands = bandsOf(bill).map(({ name, costs }) => ({ name, costs: shown(costs) }));
  const totals = shown(bill.total.costs);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="table-wrap money-steps-wrap" tabIndex={0} aria-label="Figures by step">
      <table aria-label={`What each step cost, in ${bill.unit.name}`}>
        <thead>
          <tr>
            <th scope="col">From (UTC)</th>
            <th scope="col" class="end">
              {as === 'sum' ? 'Reached' : 'All'}
            </th>
            {bands.map(({ name }) => (
              <th key={name} scope="col" class="end">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bill.steps.map(({ from, forecast }, at) => (
            <tr key={from} class={forecast ? 'money-to-come' : undefined}>
              <th scope="row">
                {from === bill.now ? from.replace('T', ' ').slice(0, 16) : stretchName(Date.parse(from), bill.step)}
                {forecast && <span class="dim"> forecast</span>}
              </th>
              <td class="end">{amountText(totals[at] ?? 0)}</td>
              {bands.map(({ name, costs }) => (
                <td key={name} class="end">
                  {amountText(costs[at] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

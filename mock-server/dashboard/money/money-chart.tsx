import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { amountText, moneyText } from './amounts.js';
import { drawStack, type Stack, topOf } from './draw-stack.js';
import { InkMark } from './ink-mark.js';
import { onDarkness } from './inks.js';
import { bandsOf, cumulated, type MoneyBill, type Stretch, stretchesOf, stretchName, sumAt } from './money-bill.js';

const HEIGHT = 340;

interface MoneyChartProps {
  readonly bill: MoneyBill;
  readonly as: 'rate' | 'sum';
  /** What it shows, in words. */
  readonly label: string;
}

/** What things cost, one upon the other. The table below it has the same figures. */
export function MoneyChart({ bill, as, label }: MoneyChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const hovered = useSignal<{ readonly stretch: Stretch; readonly left: number } | undefined>(undefined);
  const stack = useMemo<Stack>(() => ({ bill, bands: bandsOf(bill), stretches: stretchesOf(bill), as }), [bill, as]);
  useEffect(() => {
    const { current } = place;
    if (current === null) return;
    const plot = plotOf(current, stack, found => {
      hovered.value = found;
    });
    const watch = new ResizeObserver(() => plot.setSize({ width: current.clientWidth, height: HEIGHT }));
    watch.observe(current);
    const end = onDarkness(() => plot.redraw(true, true));
    return () => {
      end();
      watch.disconnect();
      plot.destroy();
    };
  }, [stack, hovered]);
  return (
    <div class="money-chart">
      <div ref={place} class="money-plot" role="img" aria-label={label} />
      {hovered.value && <Reading stack={stack} {...hovered.value} />}
    </div>
  );
}

/** A plot of which the axes and the cursor are the library's, and the stack is ours. */
function plotOf(
  place: HTMLDivElement,
  stack: Stack,
  onHover: (found: { readonly stretch: Stretch; readonly left: number } | undefined) => void,
): uPlot {
  const { bill, stretches } = stack;
  const [from, to] = [Date.parse(bill.from) / 1000, Date.parse(bill.to) / 1000];
  const top = topOf(stack) * 1.06 || 1;
  const ink = (): string => getComputedStyle(place).color;
  const line = (): string => getComputedStyle(place).borderTopColor;
  const axis = {
    stroke: ink,
    font: '12px system-ui, sans-serif',
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
  };
  return new uPlot(
    {
      width: place.clientWidth,
      height: HEIGHT,
      padding: [24, 12, 0, 0],
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { time: true, range: [from, to] }, y: { range: [0, top] } },
      axes: [
        { ...axis, size: 28, values: (_, ticks) => ticks.map(at => tickText(at)), space: 64 },
        { ...axis, size: 64, values: (_, ticks) => ticks.map(at => at.toLocaleString('en')) },
      ],
      series: [{}, { paths: () => null, points: { show: false } }],
      hooks: {
        draw: [plot => drawStack(plot, stack)],
        setCursor: [
          plot => {
            const { left = -1 } = plot.cursor;
            const at = plot.posToVal(left, 'x') * 1000;
            const stretch = left < 0 ? undefined : stretches.find(one => at >= one.from && at < one.to);
            onHover(stretch && { stretch, left: left + plot.over.offsetLeft });
          },
        ],
      },
    },
    [stretches.map(one => one.from / 1000), stretches.map(() => null)],
    place,
  );
}

/** An instant below the axis, in UTC: its hour, its day, or at the first of a month that. */
function tickText(seconds: number): string {
  const [day = '', time = ''] = new Date(seconds * 1000).toISOString().split('T');
  if (!time.startsWith('00:00')) return time.slice(0, 5);
  return day.endsWith('-01') ? day.slice(0, 7) : day.slice(5);
}

interface ReadingProps {
  readonly stack: Stack;
  readonly stretch: Stretch;
  readonly left: number;
}

/** What stands under the pointer. The table of the steps has the same for those who do not point. */
function Reading({ stack: { bill, bands, as }, stretch, left }: ReadingProps) {
  const last = stretch.at.at(-1) ?? 0;
  const read = (costs: readonly number[]): number =>
    as === 'sum' ? (cumulated(costs)[last] ?? 0) : sumAt(costs, stretch.at);
  const isForecast = (at: number): boolean => bill.steps[at]?.forecast === true;
  const toCome = stretch.at.filter(isForecast);
  const width = 250;
  const room = document.documentElement.clientWidth;
  return (
    <div
      class="money-reading"
      aria-hidden="true"
      style={{ left: `${Math.max(0, left > room / 3 ? left - width - 12 : left + 12)}px`, width: `${width}px` }}
    >
      <p>
        <strong>{stretchName(stretch.from, bill.step)}</strong>{' '}
        <span class="dim">
          {toCome.length === stretch.at.length ? 'forecast' : toCome.length > 0 && 'so far and forecast'}
        </span>
      </p>
      <table>
        <tbody>
          {bands
            .filter(({ costs }) => read(costs) !== 0)
            .toReversed()
            .map(({ name, costs, ink }) => (
              <tr key={ink}>
                <td>
                  <InkMark ink={ink} /> {name}
                </td>
                <td class="end">{amountText(read(costs))}</td>
              </tr>
            ))}
          <tr class="money-sum">
            <td>{as === 'sum' ? 'Reached' : 'All'}</td>
            <td class="end">{moneyText(read(bill.total.costs), bill.unit)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

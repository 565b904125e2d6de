import type { ControlOperations } from '../../../contracts/control/index.js';

/** What the control API tells of money. */
export type MoneyBill = ControlOperations['money.show']['reply'];
export type BillStep = MoneyBill['step'];

/** A part of the stack: a thing, or all those together that have no part of their own. */
export interface Band {
  readonly name: string;
  /** By step. */
  readonly costs: readonly number[];
  /** Its place among the inks. */
  readonly ink: number;
}

/** So many things have an ink of their own; the others share the last. */
export const CHARTED = 8;

/** The stack from the bottom: the dearest things, then the others. */
export function bandsOf({ items, others, steps }: MoneyBill): Band[] {
  const bands = items.slice(0, CHARTED).map(({ name, costs }, ink): Band => ({ name, costs, ink }));
  const rest = [...items.slice(CHARTED), others];
  const count = items.length - bands.length + others.count;
  if (count === 0) return bands;
  const costs = steps.map((_, at) => rest.reduce((sum, one) => sum + (one.costs[at] ?? 0), 0));
  return [...bands, { name: `${count} other${count === 1 ? ' thing' : ' things'}`, costs, ink: CHARTED }];
}

/** A whole hour, day or month of the window; the present one has two steps, for part of it is to come. */
export interface Stretch {
  /** In milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Places of its steps. */
  readonly at: readonly number[];
}

export function stretchesOf({ steps, step, now }: MoneyBill): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [at, { from, to }] of steps.entries()) {
    const last = stretches.at(-1);
    if (last !== undefined && from === now && !isBeginning(from, step))
      stretches[stretches.length - 1] = { ...last, to: Date.parse(to), at: [...last.at, at] };
    else stretches.push({ from: Date.parse(from), to: Date.parse(to), at: [at] });
  }
  return stretches;
}

/** What comes after the beginning of a step, in an instant as the control API writes it. */
const within: Readonly<Record<BillStep, RegExp>> = {
  hour: /T\d\d:00:00Z$/,
  day: /T00:00:00Z$/,
  month: /-01T00:00:00Z$/,
};
const isBeginning = (at: string, step: BillStep): boolean => within[step].test(at);

/** What the places of some costs come to. */
export const sumAt = (costs: readonly number[], at: readonly number[]): number =>
  at.reduce((sum, place) => sum + (costs[place] ?? 0), 0);

/** What was reached at the end of each step. */
export function cumulated(costs: readonly number[]): number[] {
  let sum = 0;
  return costs.map(cost => {
    sum += cost;
    return sum;
  });
}

/** How a stretch is called: `2026-06-15 09:00`, `2026-06-15`, `2026-06`. */
export const stretchName = (from: number, step: BillStep): string =>
  new Date(from).toISOString().replace('T', ' ').slice(0, { hour: 16, day: 10, month: 7 }[step]);

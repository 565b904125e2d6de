import { hourOfWeek, WEEK } from './load-profile.js';

/** An amount per hour that is the same every week, so that its sum over any hours costs the same however many they are. */
export interface WeeklySum {
  /** Over the hours from `from` to before `to`, counted from 1970. */
  sum(from: number, to: number): number;
  least(from: number, to: number): number;
  most(from: number, to: number): number;
}

/** The same amount in every hour. */
export const steady = (amount: number): WeeklySum => ({
  sum: (from, to) => amount * (to - from),
  least: () => amount,
  most: () => amount,
});

/** An amount for each hour of the week. */
export function weekly(amounts: readonly number[]): WeeklySum {
  const before = [0];
  let total = 0;
  for (const amount of amounts) {
    total += amount;
    before.push(total);
  }
  const until = (hour: number): number => {
    const place = hourOfWeek(hour);
    // Whole weeks, for 1970 did not begin with one: a part of a week would leave its noise in every sum.
    return Math.floor((hour - place) / WEEK) * total + (before[place] ?? 0);
  };
  const each = (from: number, to: number): readonly number[] =>
    to - from >= WEEK
      ? amounts
      : Array.from({ length: to - from }, (_, index) => amounts[hourOfWeek(from + index)] ?? 0);
  return {
    sum: (from, to) => until(to) - until(from),
    least: (from, to) => Math.min(...each(from, to)),
    most: (from, to) => Math.max(...each(from, to)),
  };
}

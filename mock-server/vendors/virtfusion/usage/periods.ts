import { DAY, type Instant, startOfMonth } from '../../../domain/clock.js';

/** A period that was asked for. */
export interface UsagePeriod {
  readonly day: Instant;
  /** In words. */
  readonly range: string;
  readonly from: Instant;
  readonly to: Instant;
}

export type FirstDays = readonly Instant[] | undefined;

type PeriodLength = 'd' | 'w' | '2w' | '3w' | 'm';

/** `month` is documented; the other words are guessed. */
const words: Readonly<Record<PeriodLength, string>> = {
  d: 'day',
  w: 'week',
  '2w': '2 weeks',
  '3w': '3 weeks',
  m: 'month',
};

const lengths: Readonly<Record<Exclude<PeriodLength, 'm'>, number>> = {
  d: DAY,
  w: 7 * DAY,
  '2w': 14 * DAY,
  '3w': 21 * DAY,
};

function periodFrom(day: Instant, range: PeriodLength): UsagePeriod {
  const from = range === 'm' ? startOfMonth(day) : day;
  const to = range === 'm' ? startOfMonth(day, 1) : day + lengths[range];
  return { day, range: words[range], from, to };
}

/** The periods that begin on these days; the present month when no day is named. */
export function periodsOf(now: Instant, days: FirstDays, range: PeriodLength = 'm'): [UsagePeriod, ...UsagePeriod[]] {
  const [first = startOfMonth(now), ...others] = days ?? [];
  return [periodFrom(first, range), ...others.map(day => periodFrom(day, range))];
}

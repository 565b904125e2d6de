import { DAY, type Instant, startOfMonth } from '../../domain/clock.js';

/** A period that was asked for. */
export interface Window {
  readonly day: Instant;
  /** In words. */
  readonly range: string;
  readonly from: Instant;
  readonly to: Instant;
}

export type Days = readonly Instant[] | undefined;
export type Range = 'd' | 'w' | '2w' | '3w' | 'm';

/** `month` is documented; the other words are guessed. */
const words: Readonly<Record<Range, string>> = { d: 'day', w: 'week', '2w': '2 weeks', '3w': '3 weeks', m: 'month' };
const lengths: Readonly<Record<Exclude<Range, 'm'>, number>> = { d: DAY, w: 7 * DAY, '2w': 14 * DAY, '3w': 21 * DAY };

function windowFrom(day: Instant, range: Range): Window {
  const from = range === 'm' ? startOfMonth(day) : day;
  const to = range === 'm' ? startOfMonth(day, 1) : day + lengths[range];
  return { day, range: words[range], from, to };
}

/** The periods that begin on these days; the present month when no day is named. */
export function windowsOf(now: Instant, days: Days, range: Range = 'm'): [Window, ...Window[]] {
  const [first = startOfMonth(now), ...others] = days ?? [];
  return [windowFrom(first, range), ...others.map(day => windowFrom(day, range))];
}

import { MOST_STEPS, type moneySteps } from '../../contracts/control/money.js';
import { Failure } from '../../contracts/core/failure.js';
import { calendar, utcTime } from '../../contracts/core/time.js';
import { DAY, HOUR, type Instant, startOfDay, startOfMonth } from '../domain/clock.js';
import { wholeSteps } from '../domain/money.js';

export type MoneyStep = (typeof moneySteps)[number];

/** Where a step begins, and how many there are before and after the present unless a window is asked for. */
interface Stepping {
  /** The beginning of the step that holds an instant, so many steps later. */
  at(instant: Instant, later?: number): Instant;
  readonly before: number;
  readonly after: number;
}

const stepping: Readonly<Record<MoneyStep, Stepping>> = {
  hour: { at: (instant, later = 0) => wholeSteps(instant, HOUR) * HOUR + later * HOUR, before: 47, after: 25 },
  day: { at: (instant, later = 0) => startOfDay(instant) + later * DAY, before: 30, after: 15 },
  month: { at: startOfMonth, before: 11, after: 4 },
};

/** Stretches of time, one after the other; each has passed or is to come. */
export interface MoneyWindow {
  readonly from: Instant;
  readonly to: Instant;
  readonly steps: readonly { readonly from: Instant; readonly to: Instant; readonly forecast: boolean }[];
}

interface AskedWindow {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly step: MoneyStep;
}

/**
 * The window that is asked for in steps. Where one end is not said, it is as long as the usual one, which has the present in
 * it. Refuses one of too many steps, and one that ends after the last instant of any clock.
 */
export function windowOf(asked: AskedWindow, now: Instant): MoneyWindow {
  const { at, before, after } = stepping[asked.step];
  const from = asked.from ?? (asked.to === undefined ? at(now, -before) : at(asked.to, -before - after));
  const to = asked.to ?? at(from, before + after);
  if (from < calendar.first) throw wrong('from', `there is no clock before ${utcTime.format(calendar.first)}`);
  if (to > calendar.last) throw wrong('to', 'every clock ends with the year 9999');
  const edges = [from];
  for (let edge = at(from, 1); edge < to; edge = at(edge, 1)) {
    edges.push(edge);
    if (edges.length > MOST_STEPS)
      throw wrong('to', `this window has more than ${MOST_STEPS} steps: take longer steps`);
  }
  if (now > from && now < to && !edges.includes(now)) edges.push(now);
  edges.sort((one, other) => one - other);
  const steps = edges.map((edge, index) => ({ from: edge, to: edges[index + 1] ?? to, forecast: edge >= now }));
  return { from, to, steps };
}

/** A refusal that names the place. */
function wrong(name: 'from' | 'to', says: string): Failure {
  return new Failure('invalid', { issues: [{ in: 'query', path: [name], code: 'custom', wants: { says } }] });
}

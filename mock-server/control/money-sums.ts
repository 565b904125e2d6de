import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChargedThing } from '../calls/bills.js';
import { stopwatch } from '../domain/clock.js';
import type { MoneyWindow } from './money-window.js';

/** What something cost in a window, unrounded. */
export interface MoneySums {
  /** By step. */
  readonly costs: readonly number[];
  /** Up to the present. */
  readonly spent: number;
  readonly total: number;
  /** An hour, now. */
  readonly rate: number;
}

/** A thing with what it cost. */
export interface ThingCosts extends MoneySums {
  readonly thing: ChargedThing;
}

/** Milliseconds after which others are served. */
const SLICE = 20;

/**
 * What things cost. Others are served meanwhile: what has passed stays as it was whatever they do; of what is to come, a
 * thing that they change may be told as it is then.
 */
export async function costsOf(things: readonly ChargedThing[], window: MoneyWindow): Promise<ThingCosts[]> {
  const found: ThingCosts[] = [];
  let begun = stopwatch();
  for (const thing of things) {
    found.push(costOf(thing, window));
    if (stopwatch() - begun < SLICE) continue;
    await nextTurn();
    begun = stopwatch();
  }
  return found;
}

/** A total is asked for as one, so that it is to the last digit what the vendor answers for the same window. */
function costOf(thing: ChargedThing, { from, to, steps }: MoneyWindow): ThingCosts {
  const total = thing.cost(from, to);
  const present = steps.find(({ forecast }) => forecast)?.from ?? to;
  const spent = present === to ? total : present === from ? 0 : thing.cost(from, present);
  // Most of those that are many were not there all the time, or are no more.
  const costs = total === 0 ? steps.map(() => 0) : steps.map(step => thing.cost(step.from, step.to));
  return { thing, costs, spent, total, rate: thing.rate };
}

/** What some things cost together. */
export function sumOf(all: readonly MoneySums[], { steps }: MoneyWindow): MoneySums {
  const costs = new Array<number>(steps.length).fill(0);
  const sum = { spent: 0, total: 0, rate: 0 };
  for (const one of all) {
    for (const [at, cost] of one.costs.entries()) costs[at] = (costs[at] ?? 0) + cost;
    sum.spent += one.spent;
    sum.total += one.total;
    sum.rate += one.rate;
  }
  return { costs, ...sum };
}

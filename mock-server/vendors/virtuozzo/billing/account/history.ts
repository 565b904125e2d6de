import { HOUR, type Instant } from '../../../../domain/clock.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment } from '../../environment/control/record.js';
import { type Hours, hourFrom, hourOf } from '../../hours.js';
import type { RatedHours } from '../../usage.js';
import type { BillQuery } from './bill-query.js';
import { type BillRow, BillRows } from './bill-rows.js';
import { periodAt } from './periods.js';
import { bonusHours, byPurse } from './purses.js';
import type { Booking } from './record.js';

/** Hours of one environment on the same terms, with its place among those of the account. */
interface UsedHours extends RatedHours {
  readonly environment: AppEnvironment;
  readonly place: number;
}

/** Money that went at once, and what for. */
interface Charge extends Booking {
  readonly environment: AppEnvironment | null;
}

/** All that the rows of a bill follow from, as it was when the bill was asked for: none of it ever changes. */
interface BillSource {
  /** By their beginning. */
  readonly used: readonly UsedHours[];
  /** By their instant. */
  readonly charges: readonly Charge[];
  readonly bonus: readonly Hours[];
}

/**
 * The bill of a window: disjoint rows by period, one for each node, option and charge in it. An hour belongs to the window
 * in which it begins, and is on the bill when it is over. What is billed is fixed at once; the rows are made as they are
 * taken, period by period, and whatever happens meanwhile is not in them. Takes as long as there are rows and changes of
 * terms.
 */
export function historyOf(cloud: VirtuozzoCloud, query: BillQuery): Generator<BillRow> {
  const to = Math.min(hourFrom(query.to), hourOf(cloud.now));
  const environments = cloud.ownedBy(query.uid);
  const bookings = cloud.bookings.filter(({ uid }) => uid === query.uid);
  const isMeant = (appid: string | null): boolean => query.appid === null || appid === query.appid;
  const used = environments.flatMap((environment, place) =>
    isMeant(environment.id)
      ? [...cloud.usage.within(environment.id, hourFrom(query.from), to)].map(hours => ({
          ...hours,
          environment,
          place,
        }))
      : [],
  );
  const charges = bookings
    .filter(({ kind, at, appid }) => kind !== 'fund' && at >= query.from && at < query.to && isMeant(appid))
    .map(charge => ({ ...charge, environment: charge.appid === null ? null : cloud.environments.need(charge.appid) }));
  return rowsOf(query, {
    used: used.sort((one, other) => one.from - other.from),
    charges: charges.sort((one, other) => one.at - other.at),
    bonus: bonusHours(cloud.usage, bookings, environments, to),
  });
}

/** Goes from period to period, past those in which there is nothing, with the hours that reach into each at hand. */
function* rowsOf(query: BillQuery, { used, charges, bonus }: BillSource): Generator<BillRow> {
  let [nextUsed, nextCharge] = [0, 0];
  let current: UsedHours[] = [];
  let at = Number.NEGATIVE_INFINITY;
  for (;;) {
    const begin = current.length > 0 ? at : instantOf(used[nextUsed]?.from);
    at = Math.min(begin, charges[nextCharge]?.at ?? Number.POSITIVE_INFINITY);
    if (at === Number.POSITIVE_INFINITY) return;
    const period = periodAt(query, at);
    const hours = { from: hourFrom(period.from), to: hourFrom(period.to) };
    const begun = nextUsed;
    for (let next = used[nextUsed]; next !== undefined && next.from < hours.to; next = used[nextUsed]) {
      current.push(next);
      nextUsed += 1;
    }
    if (nextUsed > begun) current.sort((one, other) => one.place - other.place);
    const rows = new BillRows(period.start, query.isGrouped);
    for (const { environment, ...stretch } of current) {
      const within = { from: Math.max(stretch.from, hours.from), to: Math.min(stretch.to, hours.to) };
      for (const { isBonus, ...part } of byPurse(within, bonus))
        rows.addHours(environment, { rate: stretch.rate, ...part }, isBonus);
    }
    for (let next = charges[nextCharge]; next !== undefined && next.at < period.to; next = charges[nextCharge]) {
      rows.addCharge(next.environment, next.kind, next.bonus, true, next.note);
      rows.addCharge(next.environment, next.kind, next.balance, false, next.note);
      nextCharge += 1;
    }
    yield* rows.sorted();
    current = current.filter(({ to }) => to > hours.to);
    at = hours.to * HOUR;
  }
}

const instantOf = (hour: number | undefined): Instant => (hour === undefined ? Number.POSITIVE_INFINITY : hour * HOUR);

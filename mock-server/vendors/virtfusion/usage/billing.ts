import { type Instant, startOfMonth } from '../../../domain/clock.js';
import { begunSteps, round } from '../../../domain/money.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import { CHARGED_STEP, MONTH_TO_HOUR_RATE, TOKEN_PARTS } from '../tariff.js';
import type { HourlyTerms } from './record.js';

/** Hours, and what they cost in parts of a token times 730: whole numbers, so that all sums agree. */
export interface Charge {
  readonly hours: number;
  readonly cost: number;
}

/** What one server was used, all of it and what of it is billable. */
export interface ServerUsage {
  readonly serverId: number;
  readonly terms: HourlyTerms;
  readonly raw: Charge;
  readonly billable: Charge;
}

const nothing: Charge = { hours: 0, cost: 0 };

export const plus = (one: Charge, other: Charge): Charge => ({
  hours: one.hours + other.hours,
  cost: one.cost + other.cost,
});

/** Tokens of a charge, unrounded but for the float's own noise. */
export const tokensReal = ({ cost }: Charge): number => round(cost / (MONTH_TO_HOUR_RATE * TOKEN_PARTS), 10);

/** Tokens of a charge in hundredths, as they are billed. */
export const tokens = (charge: Charge): number => round(tokensReal(charge), 2);

/** Starts charging an hourly server for its package and its owner, from now on. */
export function chargeServer(cloud: VirtFusionCloud, server: Server): void {
  if (server.selfService !== 1) {
    cloud.usage.stop(server.id, cloud.now);
    return;
  }
  const { monthly } = cloud.packages.need(server.packageId);
  cloud.usage.charge(server.id, cloud.now, {
    userId: server.ownerId,
    packageId: server.packageId,
    monthly: round(monthly * TOKEN_PARTS, 0),
    billable: !server.suspended,
    anchor: server.created,
  });
  if (cloud.billed.get(server.id) === undefined)
    cloud.billed.add({ id: server.id, name: server.name, uuid: server.uuid });
}

/** Hours, counted from the anchor, that begin in [from, to). */
const begun = (anchor: Instant, from: Instant, to: Instant): number =>
  begunSteps(to - anchor, CHARGED_STEP) - begunSteps(from - anchor, CHARGED_STEP);

/** What a user's hourly servers were used in [from, to), by server. */
export function usageOf(cloud: VirtFusionCloud, userId: number, from: Instant, to: Instant): ServerUsage[] {
  const found: ServerUsage[] = [];
  const until = Math.min(to, cloud.now);
  for (const subject of cloud.usage.subjects()) {
    const usage = usageOfServer(cloud, Number(subject), userId, from, until);
    if (usage !== undefined) found.push(usage);
  }
  return found;
}

/** What one server was used by a user in [from, to), or will be if it goes on as now; undefined where it was not his. */
export function usageOfServer(
  cloud: VirtFusionCloud,
  serverId: number,
  userId: number,
  from: Instant,
  to: Instant,
): ServerUsage | undefined {
  let raw = nothing;
  let billable = nothing;
  let last: HourlyTerms | undefined;
  /** The month that is being added up, with its billable hours so far. */
  let month = 0;
  let counted = 0;
  // The cap counts from the month's first day, so what went before in that month is looked at too.
  for (const slice of cloud.usage.slices(serverId, startOfMonth(from), to)) {
    const { terms } = slice;
    if (terms.userId !== userId) continue;
    for (let start = slice.from; start < slice.to; ) {
      const end = Math.min(slice.to, startOfMonth(start, 1));
      if (startOfMonth(start) !== month) [month, counted] = [startOfMonth(start), 0];
      const before = begun(terms.anchor, start, Math.min(Math.max(from, start), end));
      const inside = begun(terms.anchor, Math.max(from, start), Math.max(end, from));
      const left = (taken: number) => Math.max(0, MONTH_TO_HOUR_RATE - taken);
      const free = terms.billable ? Math.min(inside, left(counted + before)) : 0;
      if (terms.billable) counted += before + inside;
      raw = plus(raw, { hours: inside, cost: inside * terms.monthly });
      billable = plus(billable, { hours: free, cost: free * terms.monthly });
      if (end > from) last = terms;
      start = end;
    }
  }
  return last === undefined ? undefined : { serverId, terms: last, raw, billable };
}

/** Sum of what servers were used. */
export const total = (usages: readonly ServerUsage[], of: 'raw' | 'billable'): Charge =>
  usages.reduce((sum, usage) => plus(sum, usage[of]), nothing);

/** What a user has left of his credit, in parts of a token. */
export function balanceOf(cloud: VirtFusionCloud, userId: number): number {
  const given = cloud.credits.filter(credit => credit.userId === userId).reduce((sum, { amount }) => sum + amount, 0);
  const spent = total(usageOf(cloud, userId, 0, cloud.now), 'billable');
  return given - round(tokensReal(spent) * TOKEN_PARTS, 0);
}

import { HOUR, type Instant, MINUTE } from '../../../../domain/clock.js';
import type { Micros } from '../../../../domain/money.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { AppEnvironment } from '../../environment/control/record.js';
import { type Hours, hourFrom, hourOf } from '../../hours.js';
import { tariff } from '../../tariff.js';
import type { NodeRate, RatedHours } from '../../usage.js';
import type { BillQuery } from './bill-query.js';
import { inOrder } from './order.js';
import { inPeriods, startOf } from './periods.js';
import { bonusHours, byPurse } from './purses.js';

/** One charged thing in one period. */
export interface BillRow {
  /** Start of the period, in the asker's own time. */
  readonly start: Instant;
  readonly environment: AppEnvironment | null;
  /** Null when it stands for several nodes, or for none. */
  readonly node: number | null;
  readonly kind: 'node' | 'option' | 'charge';
  /** Node type, or the tariff's keyword. */
  readonly type: string;
  readonly isBonus: boolean;
  readonly note: string | null;
  readonly nodes: Set<number>;
  /** What was used and charged, added up over the hours. */
  readonly sums: Record<keyof typeof none, number>;
  leastUsed: number;
  mostUsed: number;
  leastDisk: number;
  mostDisk: number;
}

const none = {
  units: 0,
  used: 0,
  fixed: 0,
  fixedCost: 0,
  dynamic: 0,
  dynamicCost: 0,
  disk: 0,
  diskFree: 0,
  diskCost: 0,
  traffic: 0,
  trafficFree: 0,
  trafficCost: 0,
  cost: 0,
};

/**
 * The bill of a window: disjoint rows, one for each node, option and charge in each period. An hour belongs to the window
 * in which it begins, and is on the bill when it is over. Takes as long as there are rows and changes of terms.
 */
export function historyOf(cloud: VirtuozzoCloud, query: BillQuery): BillRow[] {
  const rows = new Rows(query);
  const to = Math.min(hourFrom(query.to), hourOf(cloud.now));
  const window = { from: hourFrom(query.from), to };
  const environments = cloud.ownedBy(query.uid);
  const bookings = cloud.bookings.filter(({ uid }) => uid === query.uid);
  const bonus = bonusHours(cloud.usage, bookings, environments, to);
  for (const environment of environments) {
    if (query.appid !== null && environment.id !== query.appid) continue;
    for (const stretch of cloud.usage.within(environment.id, window.from, window.to))
      for (const piece of inPeriods(query, stretch))
        for (const { isBonus, ...hours } of byPurse(piece, bonus))
          rows.addHours(environment, { ...stretch, ...hours }, isBonus);
  }
  for (const { at, kind, bonus: fromBonus, balance, note, appid } of bookings) {
    if (kind === 'fund' || at < query.from || at >= query.to) continue;
    if (query.appid !== null && appid !== query.appid) continue;
    const environment = appid === null ? null : cloud.environments.need(appid);
    rows.addCharge(at, environment, kind, fromBonus, true, note);
    rows.addCharge(at, environment, kind, balance, false, note);
  }
  return rows.sorted();
}

class Rows {
  readonly #rows = new Map<string, BillRow>();
  readonly #query: BillQuery;

  constructor(query: BillQuery) {
    this.#query = query;
  }

  addHours(environment: AppEnvironment, { from, to, rate }: RatedHours, isBonus: boolean): void {
    const start = this.#startOf(from * HOUR);
    const hours = to - from;
    for (const node of rate.nodes) {
      this.#addNode(environment, start, node, { from, to }, isBonus);
      const { id, ipv4, ipv6 } = node.terms;
      this.#addOption(environment, start, 'ip', id, ipv4 * hours, ipv4 * hours * tariff.ipv4, isBonus);
      this.#addOption(environment, start, 'ipv6', id, ipv6 * hours, ipv6 * hours * tariff.ipv6, isBonus);
    }
    if (rate.ssl) this.#addOption(environment, start, 'ssl', null, hours, hours * tariff.ssl, isBonus);
  }

  addCharge(
    at: Instant,
    environment: AppEnvironment | null,
    type: string,
    cost: Micros,
    isBonus: boolean,
    note: string | null,
  ): void {
    if (cost === 0) return;
    const row = this.#row({ start: this.#startOf(at), environment, node: null, kind: 'charge', type, isBonus, note });
    row.sums.units += 1;
    row.sums.cost += cost;
  }

  /** By period, then environment by name, nodes before options, charges without an environment last. */
  sorted(): BillRow[] {
    const kinds = ['node', 'option', 'charge'];
    return [...this.#rows.values()].sort(
      (one, other) =>
        one.start - other.start ||
        Number(one.environment === null) - Number(other.environment === null) ||
        inOrder(one.environment?.name ?? '', other.environment?.name ?? '') ||
        kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
        inOrder(one.type, other.type) ||
        (one.node ?? 0) - (other.node ?? 0),
    );
  }

  #addNode(environment: AppEnvironment, start: Instant, node: NodeRate, { from, to }: Hours, isBonus: boolean): void {
    const hours = to - from;
    const { terms } = node;
    const row = this.#row({ start, environment, node: terms.id, kind: 'node', type: terms.type, isBonus, note: null });
    const { sums } = row;
    const fixedCost = node.fixedCost * hours;
    const dynamicCost = node.dynamicCost.sum(from, to);
    const diskCost = node.diskCost * hours;
    const trafficCost = node.trafficCost.sum(from, to);
    sums.units += hours;
    sums.used += node.used.sum(from, to);
    sums.fixed += terms.fixed * hours;
    sums.fixedCost += fixedCost;
    sums.dynamic += node.dynamic.sum(from, to);
    sums.dynamicCost += dynamicCost;
    sums.disk += terms.disk * hours;
    sums.diskFree += node.diskFree * hours;
    sums.diskCost += diskCost;
    sums.traffic += node.traffic.sum(from, to);
    sums.trafficFree += node.trafficFree.sum(from, to);
    sums.trafficCost += trafficCost;
    sums.cost += fixedCost + dynamicCost + diskCost + trafficCost;
    row.leastUsed = Math.min(row.leastUsed, node.used.least(from, to));
    row.mostUsed = Math.max(row.mostUsed, node.used.most(from, to));
    row.leastDisk = Math.min(row.leastDisk, terms.disk);
    row.mostDisk = Math.max(row.mostDisk, terms.disk);
  }

  #addOption(
    environment: AppEnvironment,
    start: Instant,
    type: string,
    node: number | null,
    units: number,
    cost: Micros,
    isBonus: boolean,
  ): void {
    if (units === 0) return;
    const { sums } = this.#row({ start, environment, node, kind: 'option', type, isBonus, note: null });
    sums.units += units;
    sums.used += units; // in the printed row too `usedCloudletsAmount` is the number of units, and no disk space is used
    sums.cost += cost;
  }

  #row(place: Omit<BillRow, 'nodes' | 'sums' | 'leastUsed' | 'mostUsed' | 'leastDisk' | 'mostDisk'>): BillRow {
    const { start, environment, kind, type, isBonus, note } = place;
    const node = this.#query.isGrouped ? null : place.node;
    const key = `${start} ${environment?.id} ${kind} ${type} ${node} ${isBonus} ${note}`;
    let row = this.#rows.get(key);
    if (row === undefined) {
      const peaks = {
        leastUsed: Number.POSITIVE_INFINITY,
        mostUsed: 0,
        leastDisk: Number.POSITIVE_INFINITY,
        mostDisk: 0,
      };
      row = { ...place, node, nodes: new Set(), sums: { ...none }, ...peaks };
      this.#rows.set(key, row);
    }
    if (place.node !== null) row.nodes.add(place.node);
    return row;
  }

  #startOf(at: Instant): Instant {
    const { period, offset, from } = this.#query;
    const local = period === 'AGE' ? from : at;
    return startOf(period === 'AGE' ? 'HOUR' : period, local + offset * MINUTE);
  }
}

import type { Instant } from '../../../../domain/clock.js';
import type { Micros } from '../../../../domain/money.js';
import type { AppEnvironment } from '../../environment/control/record.js';
import type { Hours } from '../../hours.js';
import { tariff } from '../../tariff.js';
import type { NodeRate, RatedHours } from '../../usage.js';
import { inOrder } from './order.js';

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

/** The rows of one period. */
export class BillRows {
  readonly #rows = new Map<string, BillRow>();
  readonly #start: Instant;
  readonly #isGrouped: boolean;

  /** `start` is that of the period, in the asker's own time; where `isGrouped`, nodes of the same type make one row. */
  constructor(start: Instant, isGrouped: boolean) {
    this.#start = start;
    this.#isGrouped = isGrouped;
  }

  addHours(environment: AppEnvironment, { from, to, rate }: RatedHours, isBonus: boolean): void {
    const hours = to - from;
    for (const node of rate.nodes) {
      this.#addNode(environment, node, { from, to }, isBonus);
      const { id, ipv4, ipv6 } = node.terms;
      this.#addOption(environment, 'ip', id, ipv4 * hours, ipv4 * hours * tariff.ipv4, isBonus);
      this.#addOption(environment, 'ipv6', id, ipv6 * hours, ipv6 * hours * tariff.ipv6, isBonus);
    }
    if (rate.ssl) this.#addOption(environment, 'ssl', null, hours, hours * tariff.ssl, isBonus);
  }

  addCharge(
    environment: AppEnvironment | null,
    type: string,
    cost: Micros,
    isBonus: boolean,
    note: string | null,
  ): void {
    if (cost === 0) return;
    const row = this.#row({ environment, node: null, kind: 'charge', type, isBonus, note });
    row.sums.units += 1;
    row.sums.cost += cost;
  }

  /** By the environment's name, nodes before options, charges without an environment last. */
  sorted(): BillRow[] {
    const kinds = ['node', 'option', 'charge'];
    return [...this.#rows.values()].sort(
      (one, other) =>
        Number(one.environment === null) - Number(other.environment === null) ||
        inOrder(one.environment?.name ?? '', other.environment?.name ?? '') ||
        kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
        inOrder(one.type, other.type) ||
        (one.node ?? 0) - (other.node ?? 0),
    );
  }

  #addNode(environment: AppEnvironment, node: NodeRate, { from, to }: Hours, isBonus: boolean): void {
    const hours = to - from;
    const { terms } = node;
    const row = this.#row({ environment, node: terms.id, kind: 'node', type: terms.type, isBonus, note: null });
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
    type: string,
    node: number | null,
    units: number,
    cost: Micros,
    isBonus: boolean,
  ): void {
    if (units === 0) return;
    const { sums } = this.#row({ environment, node, kind: 'option', type, isBonus, note: null });
    sums.units += units;
    sums.used += units; // in the printed row too `usedCloudletsAmount` is the number of units, and no disk space is used
    sums.cost += cost;
  }

  #row(
    place: Omit<BillRow, 'start' | 'nodes' | 'sums' | 'leastUsed' | 'mostUsed' | 'leastDisk' | 'mostDisk'>,
  ): BillRow {
    const { environment, kind, type, isBonus, note } = place;
    const node = this.#isGrouped ? null : place.node;
    const key = `${environment?.id} ${kind} ${type} ${node} ${isBonus} ${note}`;
    let row = this.#rows.get(key);
    if (row === undefined) {
      const peaks = {
        leastUsed: Number.POSITIVE_INFINITY,
        mostUsed: 0,
        leastDisk: Number.POSITIVE_INFINITY,
        mostDisk: 0,
      };
      row = { ...place, start: this.#start, node, nodes: new Set(), sums: { ...none }, ...peaks };
      this.#rows.set(key, row);
    }
    if (place.node !== null) row.nodes.add(place.node);
    return row;
  }
}

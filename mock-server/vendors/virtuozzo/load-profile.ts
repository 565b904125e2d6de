import type { Random } from '../../domain/random.js';

/** Hours of a week, beginning on Monday 00:00 UTC. */
export const WEEK = 168;
const MONDAY = 72; // hour 0 of 1970 was the 73rd of its week

/** Place in the week of an hour counted from 1970. */
export const hourOfWeek = (hour: number): number => (hour + MONDAY) % WEEK;

/** What a node does, the same every week: share of its scaling limit in use, and external traffic. */
export interface LoadProfile {
  /** Above 0 and up to 1, for each hour of the week. */
  readonly share: readonly number[];
  /** The two that it is the larger of. */
  readonly memory: readonly number[];
  readonly processor: readonly number[];
  /** MB in each hour of the week. */
  readonly traffic: readonly number[];
}

/**
 * The load of a node, drawn from (seed, node): memory that hardly moves, and processor time that follows the day and
 * rests at the weekend. The larger of the two counts, as on the platform. No angles are used, so that every machine
 * draws the same.
 */
export function loadOf(random: Random, node: number): LoadProfile {
  const draw = (field: string, turn = 0): number => random.unit({ entity: 'node', id: node, field }, turn);
  const memory = 0.12 + 0.4 * draw('memory');
  const swell = 0.3 * draw('swell');
  const processor = 0.15 + 0.8 * draw('processor');
  const busiest = 9 + 12 * draw('busiest');
  const weekend = 0.35 + 0.6 * draw('weekend');
  const volume = 10 + 150 * draw('traffic');
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const away = Math.abs(hour - busiest);
    const near = 1 - Math.min(away, 24 - away) / 12;
    return near * (0.85 + 0.15 * draw('hour', hour));
  });
  const days = Array.from({ length: 7 }, (_, day) => (day < 5 ? 1 : weekend) * (0.9 + 0.1 * draw('day', day)));
  const share: number[] = [];
  const memories: number[] = [];
  const processors: number[] = [];
  const traffic: number[] = [];
  for (const day of days)
    for (const hour of hours) {
      memories.push(Math.min(1, memory * (1 + swell * hour)));
      processors.push(Math.min(1, processor * day * hour));
      share.push(Math.min(1, Math.max(memory * (1 + swell * hour), processor * day * hour)));
      traffic.push(Math.floor(volume * day * hour));
    }
  return { share, memory: memories, processor: processors, traffic };
}

/** Cloudlets a node uses at a share of its limit: at least one, at most the limit, and none when the limit is 0. */
export const cloudletsAt = (limit: number, share: number): number => Math.ceil(limit * share);

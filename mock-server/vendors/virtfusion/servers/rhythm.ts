import { DAY, HOUR, type Instant } from '../../../domain/clock.js';
import type { VirtFusionCloud } from '../cloud.js';

/** What a machine is used for: how busy it is at its quietest and at its height, when that is, and on the week's end. */
interface Use {
  readonly least: number;
  readonly most: number;
  /** The hour of its height, in UTC. */
  readonly height: number;
  /** A higher number makes the height shorter. */
  readonly sharpness: number;
  /** How much of it there is on Saturday and Sunday. */
  readonly weekend: number;
}

// biome-ignore format: a table
const uses: readonly [Use, ...Use[]] = [
  { least: 0.004, most: 0.03, height: 14, sharpness: 1, weekend: 0.9 }, // hardly used
  { least: 0.01, most: 0.12, height: 15, sharpness: 2, weekend: 0.8 }, // a small site
  { least: 0.03, most: 0.4, height: 19, sharpness: 2, weekend: 1.2 }, // a shop, busy when people are at home
  { least: 0.02, most: 0.5, height: 12, sharpness: 3, weekend: 0.2 }, // the office
  { least: 0.02, most: 0.75, height: 2, sharpness: 12, weekend: 1 }, // what is done at night
  { least: 0.4, most: 0.8, height: 16, sharpness: 1, weekend: 1 }, // always busy
];

const useOf = (cloud: VirtFusionCloud, serverId: number): Use =>
  cloud.random.pick({ entity: 'machine', id: serverId, field: 'use' }, uses);

/** When a machine was booted last; now, where it never was. */
export const bootedAt = (cloud: VirtFusionCloud, serverId: number): Instant =>
  cloud.uptime.of(serverId).at(-1)?.from ?? cloud.now;

/** How busy a machine is over the weeks, from 0 to 1. */
export const busyness = (cloud: VirtFusionCloud, serverId: number): number => {
  const { least, most, sharpness } = useOf(cloud, serverId);
  return least + (most - least) / (1 + sharpness);
};

/**
 * What part of its processors a machine uses at an instant, from 0 to 1. It is drawn for each whole hour, by what the
 * machine is used for, the time of day and the day of the week, and goes smoothly from hour to hour.
 */
export function load(cloud: VirtFusionCloud, serverId: number, at: Instant): number {
  const use = useOf(cloud, serverId);
  const hour = Math.floor(at / HOUR);
  const part = at / HOUR - hour;
  const [from, to] = [hour, hour + 1].map(whole => loadOfHour(cloud, serverId, use, whole));
  return (from ?? 0) + ((to ?? 0) - (from ?? 0)) * part * part * (3 - 2 * part);
}

function loadOfHour(cloud: VirtFusionCloud, serverId: number, use: Use, hour: number): number {
  const drawn = (field: string, id: string | number) => cloud.random.unit({ entity: 'machine', id, field });
  const height = use.height + 4 * (drawn('height', serverId) - 0.5);
  const wave = ((1 + Math.cos((2 * Math.PI * (hour - height)) / 24)) / 2) ** use.sharpness;
  // The first day of 1970 was a Thursday.
  const weekday = (Math.floor((hour * HOUR) / DAY) + 4) % 7;
  const week = weekday === 0 || weekday === 6 ? use.weekend : 1;
  const scale = 0.6 + 0.6 * drawn('scale', serverId);
  const level = (use.least + (use.most - use.least) * wave * week) * scale;
  return Math.min(0.97, level * (0.7 + 0.6 * drawn('load', `${serverId}/${hour}`)));
}

/**
 * How many steps of a counter were made after so many regular ones: none at 0, at least a tenth of a step in each and on
 * average one. `drawn` gives a number from 0 to below 1 for each whole step.
 */
export function unevenly(steps: number, drawn: (step: number) => number): number {
  const whole = Math.floor(steps);
  const pointAt = (step: number) => (step === 0 ? 0 : step + 0.9 * drawn(step));
  return pointAt(whole) + (steps - whole) * (pointAt(whole + 1) - pointAt(whole));
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BillRow, micros, totalOf } from '../../scenarios/virtuozzo/caller.js';
import { Platform } from './platform.js';
import { step, take } from './steps.js';

const START = Date.UTC(2025, 0, 1, 7, 12, 31);
const HOUR = 3_600_000;
const UID = 5886;
const PERIODS = ['HOUR', 'DAY', 'WEEK', 'MONTH', 'YEAR', 'AGE'];

/** All that was ever paid in. */
const fundedOf = (platform: Platform): number =>
  (
    platform.call('billing/account/getfundaccounthistory', {
      uid: UID,
      starttime: '2024-01-01 00:00:00',
      endtime: '2100-01-01 00:00:00',
    }).responses ?? []
  )
    .filter(({ chargeType }) => chargeType.startsWith('FUND'))
    .reduce((sum, { amount }) => sum + micros(amount), 0);

describe('the bill of the Virtuozzo platform', () => {
  it('tells one story with the account after every step of any sequence', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), fc.nat(), fc.nat(), (steps, one, other) => {
        const platform = new Platform(START, { balance: 30 });
        for (const taken of steps) {
          take(platform, taken);
          const whole = platform.rows(0, platform.now + HOUR, 'AGE');
          expect(platform.money()).toBe(fundedOf(platform) - totalOf(whole));
          const bonus = whole.filter(({ isBonus }) => isBonus);
          expect(totalOf(bonus) + totalOf(whole.filter(({ isBonus }) => !isBonus))).toBe(totalOf(whole));
        }
        const span = platform.now - START;
        const [from = 0, cut = 0, to = 0] = [one, other, one + other]
          .map(at => START + (at % (span + 1)))
          .sort((a, b) => a - b);
        const totals = PERIODS.map(period =>
          totalOf(platform.rows(from, to, period, { timeOffset: (one % 27) * 60 - 780 })),
        );
        expect(new Set(totals).size).toBe(1);
        const parts = totalOf(platform.rows(from, cut, 'DAY')) + totalOf(platform.rows(cut, to, 'WEEK'));
        expect(parts).toBe(totals[0]);
        const merged = platform.rows(from, to, 'MONTH', { groupNodes: true });
        expect(totalOf(merged)).toBe(totals[0]);
        expect(new Set(keysOf(platform.rows(from, to, 'DAY'))).size).toBe(platform.rows(from, to, 'DAY').length);
      }),
      { numRuns: 220 },
    );
  });

  it('charges every hour by the tariff: the price of all cloudlets of the environment together', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), steps => {
        const platform = new Platform(START, { balance: 5000 });
        for (const taken of steps)
          take(platform, taken.does === 'wait' ? { ...taken, by: taken.by % (30 * HOUR) } : taken);
        const hours = new Map<string, BillRow[]>();
        for (const row of platform.rows(0, platform.now, 'HOUR')) {
          const key = `${row.dateTime} ${row.domain}`;
          hours.set(key, [...(hours.get(key) ?? []), row]);
        }
        for (const rows of hours.values()) {
          const nodes = rows.filter(({ resourceType }) => resourceType === 'RESOURCE');
          const fixed = nodes.reduce((sum, { fixedCloudletsAmount }) => sum + fixedCloudletsAmount, 0);
          const dynamic = nodes.reduce((sum, { flexibleCloudletsAmount }) => sum + flexibleCloudletsAmount, 0);
          for (const row of nodes) {
            expect(micros(row.fixedCloudletsCost)).toBe(row.fixedCloudletsAmount * priceAt(RESERVED, fixed));
            expect(micros(row.flexibleCloudletsCost)).toBe(row.flexibleCloudletsAmount * priceAt(DYNAMIC, dynamic));
            expect(row.flexibleCloudletsAmount).toBe(Math.max(0, row.usedCloudletsAmount - row.fixedCloudletsAmount));
            const parts = [row.fixedCloudletsCost, row.flexibleCloudletsCost, row.storageCost, row.networkExtCost];
            expect(parts.reduce((sum, part) => sum + micros(part), 0)).toBe(micros(row.cost));
          }
          for (const { type, cost, count } of rows) if (type === 'ip') expect(micros(cost)).toBe(count * 4282);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on how time passes, nor on who looks in between', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.integer({ min: 2, max: 9 }), (steps, pieces) => {
        const calm = new Platform(START, { balance: 30 });
        const busy = new Platform(START, { balance: 30 });
        for (const taken of steps) {
          take(calm, taken);
          if (taken.does !== 'wait') {
            take(busy, taken);
            continue;
          }
          for (let piece = 1; piece <= pieces; piece++) {
            busy.advance(Math.floor((taken.by * piece) / pieces) - Math.floor((taken.by * (piece - 1)) / pieces));
            busy.call('billing/account/getaccount');
            busy.rows(START, busy.now, 'MONTH');
          }
          busy.restart();
        }
        expect(busy.saved()).toBe(calm.saved());
        expect(busy.rows(0, busy.now, 'DAY')).toEqual(calm.rows(0, calm.now, 'DAY'));
      }),
      { numRuns: 60 },
    );
  });

  it('of a thousand nodes after a year in one advance agrees in every period', () => {
    const platform = new Platform(START, { balance: 10_000_000 });
    for (let index = 0; index < 100; index++)
      platform.call('environment/control/createenvironment', {
        env: { shortdomain: `env-${1000 + index}` },
        nodes: [{ nodeType: 'nodejs', count: 10, fixedCloudlets: 2, flexibleCloudlets: 16, extip: index % 2 === 0 }],
      });
    platform.advance(365 * 24 * HOUR);
    const yearly = platform.rows(START, platform.now, 'YEAR');
    expect(yearly.length).toBeGreaterThanOrEqual(1500);
    expect(totalOf(platform.rows(START, platform.now, 'MONTH'))).toBe(totalOf(yearly));
  });
});

/** What makes a row the only one of its kind. */
const keysOf = (rows: readonly BillRow[]): string[] =>
  rows.map(row =>
    JSON.stringify([
      row.dateTime,
      row.domain,
      row.nodeid,
      row.resourceType,
      row.type,
      row.isBonus,
      row.note,
      appidOf(row),
    ]),
  );
const appidOf = (row: object): unknown => Reflect.get(row, 'appid');

type Tiers = readonly (readonly [number, number])[];
const RESERVED: Tiers = [
  [1, 4455],
  [8, 4221],
  [15, 3752],
  [30, 3517],
  [60, 3283],
  [120, 2814],
];
const DYNAMIC: Tiers = [
  [1, 4691],
  [8, 4455],
  [15, 3986],
  [30, 3752],
  [60, 3517],
  [120, 3283],
];
const priceAt = (tiers: Tiers, amount: number): number => tiers.filter(([from]) => from <= amount).at(-1)?.[1] ?? 0;

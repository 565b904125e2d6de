import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, SECOND } from '../../../mock-server/domain/clock.js';
import { virtfusion } from '../../../mock-server/vendors/virtfusion/index.js';
import { busyness, load, unevenly } from '../../../mock-server/vendors/virtfusion/servers/rhythm.js';

// A Monday.
const START = Date.parse('2025-06-02T00:00:00Z');
const panel = (seed: number, start = START) => virtfusion.createCloud({ seed, start, issued: [], settings: {} });
const cloud = panel(1);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const machines = Array.from({ length: 40 }, (_, index) => index + 1);

/** The load of a machine in each hour of four weeks. */
const weeks = (id: number, of = cloud): number[] =>
  Array.from({ length: 24 * 28 }, (_, hour) => load(of, id, START + hour * HOUR));

const machine = fc.integer({ min: 1, max: 500 });
const instant = fc.integer({ min: START, max: START + 400 * DAY });

describe('the load of a machine', () => {
  it('is a part of its processors, and moves by little in a second, over the end of an hour too', () => {
    fc.assert(
      fc.property(machine, instant, fc.boolean(), (id, at, atEdge) => {
        const from = atEdge ? at - (at % HOUR) - SECOND / 2 : at;
        const [before, after] = [load(cloud, id, from), load(cloud, id, from + SECOND)];
        expect(before).toBeGreaterThan(0);
        expect(before).toBeLessThan(0.98);
        expect(Math.abs(after - before)).toBeLessThan(0.001);
      }),
    );
  });

  it('is of a kind of its own: some machines are hardly used and some always busy', () => {
    const means = machines.map(id => mean(weeks(id)));
    expect(Math.min(...means)).toBeLessThan(0.03);
    expect(Math.max(...means)).toBeGreaterThan(0.4);
    const busier = machines.filter(id => busyness(cloud, id) > 0.2).map(id => mean(weeks(id)));
    const idler = machines.filter(id => busyness(cloud, id) < 0.05).map(id => mean(weeks(id)));
    expect(mean(busier)).toBeGreaterThan(3 * mean(idler));
  });

  it('has a height of the day, and where people work a quiet week’s end', () => {
    const swing = machines.map(id => {
      const all = weeks(id);
      const ofDay = Array.from({ length: 24 }, (_, hour) => mean(all.filter((_, at) => at % 24 === hour)));
      return Math.max(...ofDay) / Math.min(...ofDay);
    });
    expect(swing.filter(ratio => ratio > 3).length).toBeGreaterThan(machines.length / 2);
    const weekend = machines.map(id => {
      const all = weeks(id);
      const isFree = (at: number) => Math.floor(at / 24) % 7 >= 5;
      return mean(all.filter((_, at) => isFree(at))) / mean(all.filter((_, at) => !isFree(at)));
    });
    expect(weekend.filter(ratio => ratio < 0.5).length).toBeGreaterThan(2);
    expect(weekend.filter(ratio => ratio > 1).length).toBeGreaterThan(2);
  });

  it('is the same for the same seed, machine and instant, and another for another', () => {
    expect(weeks(1, panel(1, START + DAY))).toEqual(weeks(1));
    expect(weeks(1, panel(2))).not.toEqual(weeks(1));
    expect(weeks(2)).not.toEqual(weeks(1));
  });
});

describe('a counter that goes unevenly', () => {
  it('begins at nothing, never stands still nor goes back, and keeps pace', () => {
    const drawn = (step: number) => cloud.random.unit({ entity: 'test', id: step, field: 'drawn' });
    expect(unevenly(0, drawn)).toBe(0);
    const steps = fc.double({ min: 0, max: 5000, noNaN: true });
    fc.assert(
      fc.property(steps, fc.double({ min: 0.001, max: 5, noNaN: true }), (from, more) => {
        const [before, after] = [unevenly(from, drawn), unevenly(from + more, drawn)];
        expect(after - before).toBeGreaterThan(0.099 * more);
        expect(after - before).toBeLessThan(1.901 * more);
        expect(Math.abs(before - from)).toBeLessThanOrEqual(0.9);
      }),
    );
  });
});

import { describe, expect, it, vi } from 'vitest';
import { beyondBudget, isBeyond, retaken } from './budget.js';
import type { Figure } from './table.js';

const figure = (name: string, ratio: number, more: Partial<Figure> = {}): Figure => ({
  ...{ name, ours: ratio, floor: 1, unit: 'ms', ratio, note: '' },
  ...more,
});
const budget = { reads: { least: 0.5 }, start: { most: 2 } };

describe('a figure', () => {
  it('is held to the least or the most of its name, of processor time where that was taken', () => {
    const beyond = (name: string, ratio: number, processorRatio?: number): boolean =>
      isBeyond(budget, figure(name, ratio, processorRatio === undefined ? {} : { processorRatio }));
    expect([beyond('reads', 0.5), beyond('reads', 0.49), beyond('reads', 0.4, 0.6)]).toEqual([false, true, false]);
    expect([beyond('start', 2), beyond('start', 2.1), beyond('start', 1, 3)]).toEqual([false, true, true]);
    expect(beyond('other', 0)).toBe(false);
  });

  it('that missed its budget is what it was when it was measured again, others what they were', () => {
    const first = [figure('reads', 0.4), figure('start', 1), figure('other', 7)];
    const second = [figure('start', 9), figure('reads', 0.6), figure('other', 8)];
    expect(retaken(budget, first, second).map(({ ratio }) => ratio)).toEqual([0.6, 1, 7]);
    expect(retaken(budget, first, [])).toEqual(first);
  });

  it('that is beyond its budget, or was not measured, fails the run and is named', () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      expect(beyondBudget([figure('reads', 0.5), figure('start', 2)], budget)).toBe(false);
      expect(said.mock.calls).toEqual([]);
      expect(beyondBudget([figure('reads', 0.4)], budget)).toBe(true);
      expect(said.mock.calls.flat().join('')).toMatch(/too slow: reads: 0\.400, .*\nnot measured: start\n/);
    } finally {
      said.mockRestore();
    }
  });
});

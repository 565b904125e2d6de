import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixed, fromMicros, repeatedSum, round, toMicros } from '../../mock-server/domain/money.js';

const oneByOne = (step: number, times: number, start = 0): number => {
  let sum = start;
  for (let count = 0; count < times; count++) sum += step;
  return sum;
};

describe('repeatedSum', () => {
  it('gives the documented bill of 47 minutes to the last bit, where the product does not', () => {
    expect(repeatedSum(0.0106935484, 47)).toBe(0.5025967747999994);
    expect(47 * 0.0106935484).not.toBe(0.5025967747999994);
  });

  it('holds the same bits as adding one by one, whatever the step, the count and the start', () => {
    const step = fc.oneof(
      fc.double({ min: 1e-9, max: 1e3, noNaN: true }),
      fc.integer({ min: 1, max: 64 }).map(whole => whole / 64), // exact in binary: every addition may be a tie
      fc.tuple(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 0, max: 60 })).map(([a, b]) => a + 2 ** -b),
    );
    const start = fc.oneof(
      fc.constant(0),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.integer({ min: 0, max: 2 ** 40 }),
    );
    fc.assert(
      fc.property(step, fc.integer({ min: 0, max: 3000 }), start, (by, times, from) => {
        expect(repeatedSum(by, times, from)).toBe(oneByOne(by, times, from));
      }),
      { numRuns: 500 },
    );
  });

  it('goes on where it stopped: the sum of n + m is m more after n', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 10, noNaN: true }), fc.nat(1e6), fc.nat(1e6), (by, n, m) => {
        expect(repeatedSum(by, m, repeatedSum(by, n))).toBe(repeatedSum(by, n + m));
      }),
    );
  });

  it('takes steps that are not positive', () => {
    expect(repeatedSum(0, 5, 3)).toBe(3);
    expect(repeatedSum(-0.1, 3)).toBe(oneByOne(-0.1, 3));
  });
});

describe('rounding', () => {
  it('rounds what is written, not what the float holds', () => {
    expect(round(1.005, 2)).toBe(1.01);
    expect(round(-1.005, 2)).toBe(-1.01);
    expect(round(0.012846, 6)).toBe(0.012846);
    expect(fixed(0.01, 10)).toBe('0.0100000000');
  });

  it('keeps every amount of six places through micros', () => {
    fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), micros => toMicros(fromMicros(micros)) === micros));
  });
});

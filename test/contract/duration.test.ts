import { describe, expect, it } from 'vitest';
import { calendarDuration, duration } from '../../contracts/control/duration.js';
import { durationPattern, millisecondsOf, readDuration } from '../../contracts/core/duration.js';

const HOUR = 3_600_000;

describe('a duration', () => {
  it.each([
    ['P1M', { months: 1, milliseconds: 0 }],
    ['P1Y2M3DT4H', { months: 14, milliseconds: 76 * HOUR }],
    ['P1W2DT3H4M5.5S', { months: 0, milliseconds: ((9 * 24 + 3) * 60 + 4) * 60_000 + 5500 }],
    ['PT1M', { months: 0, milliseconds: 60_000 }],
    ['PT1.0004S', { months: 0, milliseconds: 1000 }],
    ['P0D', { months: 0, milliseconds: 0 }],
  ])('%s is read', (text, read) => {
    expect(readDuration(text)).toEqual(read);
  });

  it.each([
    ['-P1M', 'no sign'],
    ['P-1M', 'no sign'],
    ['PT1H-5M', 'no sign'],
    ['+PT1H', 'no sign'],
    ['P1.5M', 'no fraction but of seconds'],
    ['P0,5Y', 'no fraction but of seconds'],
    ['PT1.5H', 'no fraction but of seconds'],
    ['P1D2M', 'the longest first'],
    ['PT1S2H', 'the longest first'],
    ['P1H', 'hours to seconds after a T'],
    ['P1M1M', 'is not an ISO 8601 duration'],
    ['P', 'is not an ISO 8601 duration'],
    ['P1YT', 'is not an ISO 8601 duration'],
    ['1h', 'such as PT47M'],
    ['', 'such as PT47M'],
    [' P1M', 'such as PT47M'],
    ['P1M\n', 'such as PT47M'],
    ['P9001Y', 'the year 9999'],
    [`P${'9'.repeat(400)}W`, 'the year 9999'],
    [`PT${'9'.repeat(490)}S`, 'the year 9999'],
    [`P${'9'.repeat(490)}M`, 'the year 9999'],
    [`PT${'1'.repeat(100_000)}S`, 'at most 500 characters'],
  ])('case %# is none, and it is said why', (text, why) => {
    expect(readDuration(text)).toContain(why);
  });

  it.each([
    `PT${'1'.repeat(100_000)}S`,
    'P'.repeat(10_000_000),
    `P${'1'.repeat(499)}`,
    `PT${'1.'.repeat(249)}`,
    `P${'1'.repeat(248)}.${'1'.repeat(248)}`,
    `P${' '.repeat(498)}x`,
  ])('that is long is refused within a millisecond, whatever is in it: case %#', text => {
    const times = Array.from({ length: 20 }, () => {
      const start = performance.now();
      readDuration(text);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(1);
  });

  it('is a calendar step where one says how far a clock is to go, and exact elsewhere', () => {
    expect(calendarDuration().parse('P1M')).toEqual({ months: 1, milliseconds: 0 });
    expect(duration().parse('P1W')).toBe('P1W');
    expect(duration().safeParse('P1M').error?.issues[0]?.message).toContain('months and years have no one length');
    expect(() => millisecondsOf('P1M')).toThrow(RangeError);
  });

  it.each(Object.values(durationPattern))('that a document shows is taken', pattern => {
    const shown = new RegExp(pattern);
    for (const text of ['P1W2DT3H4M5.25S', 'PT47M', 'P99999W', 'PT999999999S']) {
      expect(text).toMatch(shown);
      expect(readDuration(text)).toBeTypeOf('object');
    }
    expect(shown.test('P1M')).toBe(pattern === durationPattern.calendar);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayTime, utcTime } from '../../../contracts/core/time.js';
import { addMonths, monthName } from '../../../mock-server/vendors/virtfusion/calendar.js';
import { page } from '../../../mock-server/vendors/virtfusion/page.js';
import { currentTrafficPeriod, trafficPeriod } from '../../../mock-server/vendors/virtfusion/traffic/periods.js';
import { periodsOf } from '../../../mock-server/vendors/virtfusion/usage/periods.js';

const at = (text: string): number => utcTime.parse(text) ?? Number.NaN;
const days = (...instants: number[]): string[] => instants.map(instant => dayTime.format(instant));

describe('months', () => {
  it('begin on the same day, or on the last there is', () => {
    const born = at('2024-01-31T00:00:00Z');
    expect(days(...[0, 1, 2, 3, 12, 13].map(months => addMonths(born, months)))).toEqual([
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
      '2025-01-31',
      '2025-02-28',
    ]);
    expect(monthName(born)).toBe('January 2024');
  });

  it('of traffic are as the vendor prints them: from the day of creation to the day before', () => {
    const created = at('2024-12-06T21:25:58Z');
    const { month, from, to } = currentTrafficPeriod(created, at('2025-01-15T23:17:49Z'));
    expect([month, ...days(from, to - 1)]).toEqual([2, '2025-01-06', '2025-02-05']);
  });

  it('of traffic lie side by side, and one of them holds any instant after the creation', () => {
    const instant = fc.integer({ min: at('2023-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') });
    fc.assert(
      fc.property(instant, instant, (one, two) => {
        const [created, now] = one < two ? [one, two] : [two, one];
        const period = currentTrafficPeriod(created, now);
        expect(period.from).toBeLessThanOrEqual(now);
        expect(period.to).toBeGreaterThan(now);
        expect(trafficPeriod(created, period.month + 1).from).toBe(period.to);
      }),
      { numRuns: 500 },
    );
  });

  it('of usage begin on the first of the month, whatever day of it was named', () => {
    const [period] = periodsOf(0, [at('2024-02-15T00:00:00Z')], 'm');
    expect(days(period.from, period.to)).toEqual(['2024-02-01', '2024-03-01']);
    expect(periodsOf(at('2025-06-15T09:00:00Z'), undefined)[0]).toMatchObject({ range: 'month' });
  });
});

describe('pages', () => {
  const rows = Array.from({ length: 400 }, (_, index) => index);
  const labels = (current: number, results: number): string => {
    const call = {
      origin: 'http://h',
      path: '/api/v1/servers/',
      search: `results=${results}`,
      query: { results, page: current },
    };
    return page(call, rows, row => row)
      .links.slice(1, -1)
      .map(({ label }) => label)
      .join(' ');
  };

  it('are all linked when they are few, else those at the ends and around the current one', () => {
    expect(labels(1, 40)).toBe('1 2 3 4 5 6 7 8 9 10');
    expect(labels(1, 20)).toBe('1 2 3 4 5 6 7 8 9 10 ... 19 20');
    expect(labels(10, 20)).toBe('1 2 ... 7 8 9 10 11 12 13 ... 19 20');
    expect(labels(20, 20)).toBe('1 2 ... 11 12 13 14 15 16 17 18 19 20');
  });

  it('have links with the request’s other parameters first and the page last', () => {
    const call = {
      origin: 'http://h',
      path: '/api/v1/servers',
      search: 'page=3&results=5&type=simple',
      query: { results: 5, page: 3 },
    };
    const { first_page_url, path, prev_page_url } = page(call, rows, row => row);
    expect(first_page_url).toBe('http://h/api/v1/servers?results=5&type=simple&page=1');
    expect(prev_page_url).toBe('http://h/api/v1/servers?results=5&type=simple&page=2');
    expect(path).toBe('http://h/api/v1/servers');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Meter } from '../../mock-server/domain/meter.js';

interface Terms {
  readonly rate: number;
}

/** Rates are whole numbers here, so that sums are exact and only the meter is on trial. */
const bill = (meter: Meter<Terms>, from: number, to: number): number =>
  meter
    .subjects()
    .flatMap(subject => meter.slices(subject, from, to))
    .reduce((sum, slice) => sum + (slice.to - slice.from) * slice.terms.rate, 0);

const history = fc.array(fc.tuple(fc.nat(2), fc.nat(100), fc.option(fc.nat(9))), { maxLength: 30 }).map(steps => {
  const meter = new Meter<Terms>();
  let at = 0;
  for (const [subject, later, rate] of steps) {
    at += later;
    if (rate === null) meter.stop(subject, at);
    else meter.charge(subject, at, { rate });
  }
  return meter;
});

const instants = fc.array(fc.nat(3000), { minLength: 3, maxLength: 3 }).map(three => three.sort((a, b) => a - b));

describe('meter', () => {
  it('charges a..b and b..c what it charges a..c', () => {
    fc.assert(
      fc.property(history, instants, (meter, [a = 0, b = 0, c = 0]) => {
        expect(bill(meter, a, b) + bill(meter, b, c)).toBe(bill(meter, a, c));
      }),
    );
  });

  it('never charges one subject twice for the same time', () => {
    fc.assert(
      fc.property(history, meter => {
        for (const subject of meter.subjects()) {
          const all = meter.of(subject);
          for (const [index, interval] of all.entries()) {
            const next = all[index + 1];
            if (next !== undefined) expect(interval.to).toBeLessThanOrEqual(next.from);
            if (interval.to !== null) expect(interval.from).toBeLessThan(interval.to);
          }
        }
      }),
    );
  });

  it('comes back from plain data as it was', () => {
    fc.assert(
      fc.property(history, instants, (meter, [a = 0, , c = 0]) => {
        const other = new Meter<Terms>();
        other.load(JSON.parse(JSON.stringify(meter.save())));
        expect(bill(other, a, c)).toBe(bill(meter, a, c));
        expect(other.save()).toEqual(meter.save());
      }),
    );
  });

  it('forgets terms that held for no time', () => {
    const meter = new Meter<Terms>();
    meter.charge('vm', 10, { rate: 1 });
    meter.charge('vm', 10, { rate: 2 });
    expect(meter.of('vm')).toEqual([{ subject: 'vm', from: 10, to: null, terms: { rate: 2 } }]);
    expect(meter.current('vm')).toEqual({ rate: 2 });
    meter.stop('vm', 10);
    expect(meter.of('vm')).toEqual([]);
    expect(meter.current('vm')).toBeUndefined();
  });
});

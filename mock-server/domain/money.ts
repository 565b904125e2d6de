/** The only file that rounds. */

/** Rounds half away from zero to so many decimal places, free of the float's own noise. */
export function round(value: number, places: number): number {
  if (!Number.isFinite(value)) return value;
  const [digits = '0', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const scaled = Math.round(Number(`${digits}e${Number(exponent) + places}`));
  const [whole = '0', power = '0'] = `${scaled}`.split('e');
  const result = Number(`${whole}e${Number(power) - places}`);
  return value < 0 && result !== 0 ? -result : result;
}

/** The value as text with exactly so many places: `"0.0100000000"`. */
export const fixed = (value: number, places: number): string => round(value, places).toFixed(places);

/** Money in millionths of the currency's unit: whole numbers, so that sums of any order agree to the last digit. */
export type Micros = number;

export const toMicros = (money: number): Micros => round(money * 1e6, 0);
export const fromMicros = (micros: Micros): number => round(micros / 1e6, 6);

/** Whole steps of a length that fit in a stretch of time. */
export const wholeSteps = (length: number, step: number): number => Math.floor(length / step);

/** Steps of a length that a stretch of time begins. */
export const begunSteps = (length: number, step: number): number => Math.ceil(length / step);

/**
 * What a double holds after `times` additions of `step` to `start`, to the last bit, without making them all.
 *
 * Between two powers of two all doubles have the same distance, so each addition there moves by the same amount once the
 * sum's last bit has settled (which a first addition does: ties go to the even neighbour). So the additions are made one
 * by one only around the powers of two, and taken in one leap between them.
 */
export function repeatedSum(step: number, times: number, start = 0): number {
  let sum = start;
  let left = times;
  if (step === 0) return sum;
  if (!(step > 0) || start < 0) {
    for (; left > 0; left--) sum += step;
    return sum;
  }
  while (left > 0) {
    const before = sum;
    sum += step;
    left -= 1;
    if (sum === before) return sum; // the step is below half of the last bit: nothing moves any more
    const top = powerAbove(sum);
    if (before < top / 2) continue; // just passed a power of two: the last bit is not settled yet
    const moved = sum + step - sum;
    const leap = Math.min(left, Math.floor((top - sum) / moved) - 2); // two steps are kept back for the quotient's rounding
    if (leap < 2) continue;
    sum += moved * leap;
    left -= leap;
  }
  return sum;
}

/** The smallest power of two above a positive value. */
function powerAbove(value: number): number {
  const guess = 2 ** Math.ceil(Math.log2(value));
  if (guess <= value) return guess * 2;
  return guess / 2 > value ? guess / 2 : guess;
}

import { calendar, DAY } from './time.js';

/** How long something takes: months of the calendar, of which each has its own length, and then an exact time. */
export interface Duration {
  readonly months: number;
  readonly milliseconds: number;
}

/** What a duration of the calendar does, for help and documents: lines of a terminal's breadth. */
export const CALENDAR_RULE = [
  'Years and months are steps of the calendar in UTC, taken first and together: the day of the month stays, or is the',
  'last of a month that is shorter (31 January and P1M: 28 or 29 February). Weeks, days, hours, minutes and seconds',
  'follow and are exact.',
].join('\n');

/** Longest text that is read of a duration. Its length is looked at first, so that no text takes long to refuse. */
export const LONGEST_DURATION = 500;

/** Its time is linear in the length of the text: of the pieces that may begin at a digit, one is tried after the other. */
const FORM =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** The forms as documents show them, with so few digits each that all of them together end before the year 9999. */
const SHOWN_TIME = '(T(?=.)(\\d{1,6}H)?(\\d{1,8}M)?(\\d{1,9}(\\.\\d{1,9})?S)?)?$';
export const durationPattern = {
  exact: `^P(?=.)(\\d{1,5}W)?(\\d{1,6}D)?${SHOWN_TIME}`,
  calendar: `^P(?=.)(\\d{1,3}Y)?(\\d{1,4}M)?(\\d{1,5}W)?(\\d{1,6}D)?${SHOWN_TIME}`,
} as const;

/** More than there is between the first and the last instant of any clock. */
const MOST = calendar.last - calendar.first;
const MOST_MONTHS = 12 * 9000;

/** The length that a text says, or in words why it says none. It takes no longer than a text of its greatest length. */
export function readDuration(text: string): Duration | string {
  if (text.length > LONGEST_DURATION) return `must have at most ${LONGEST_DURATION} characters`;
  const found = FORM.exec(text);
  if (found === null) return whyNone(text);
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((digits = '0') => Number(digits));
  const exact = (weeks * 7 + days) * DAY + Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000);
  const whole = { months: years * 12 + months, milliseconds: exact };
  if (whole.months > MOST_MONTHS || exact > MOST) return 'is longer than any clock runs, which ends with the year 9999';
  return whole;
}

/** The milliseconds of a duration that has no months and no years, and was found to be one. */
export function millisecondsOf(text: string): number {
  const read = readDuration(text);
  if (typeof read === 'string' || read.months > 0) throw new RangeError('this is no exact duration');
  return read.milliseconds;
}

function whyNone(text: string): string {
  if (/^[-+]|[PTYMWDH][-+]/.test(text)) return 'a duration has no sign: time goes on, not back';
  if (/\d[.,]\d*[YMWDH]/.test(text)) return 'must have no fraction but of seconds, as in PT1.5S';
  return 'is not an ISO 8601 duration such as PT47M, P31D or P1M: a P, years to days, and hours to seconds after a T, the longest first';
}

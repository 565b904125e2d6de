/**
 * An instant is a number of milliseconds since 1970, UTC, as everywhere behind the wire. The forms below are how vendors
 * write one. Nothing here reads the real time.
 */
export type Instant = number;

/** The first and last instant of years with four digits. No clock shows others. */
export const calendar = { first: Date.UTC(1000, 0, 1), last: Date.UTC(9999, 11, 31, 23, 59, 59, 999) } as const;

/** A day in milliseconds. */
export const DAY = 86_400_000;

/** `00` to `59`. */
const TWO: readonly string[] = Array.from({ length: 60 }, (_, value) => `${value}`.padStart(2, '0'));
const two = (value: number): string => TWO[value] ?? `${value}`;

/** The date that was written last: the next is mostly of the same day. */
let latest = { day: Number.NaN, date: '' };

/** The date of a day, counted from 1970. */
function dateOf(day: number): string {
  if (latest.day === day) return latest.date;
  const at = new Date(day * DAY);
  const date = `${`${at.getUTCFullYear()}`.padStart(4, '0')}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  latest = { day, date };
  return date;
}

const parts = (instant: Instant): [date: string, time: string] => {
  const day = Math.floor(instant / DAY);
  const second = Math.floor((instant - day * DAY) / 1000);
  const [hour, minute] = [Math.floor(second / 3600), Math.floor(second / 60) % 60];
  return [dateOf(day), `${two(hour)}:${two(minute)}:${two(second % 60)}`];
};

/** One written form of an instant. `parse` answers undefined for other forms and for dates that do not exist. */
export interface TimeForm {
  readonly pattern: RegExp;
  /** The same with dates of the calendar only, from the year 1000 on: what a reader of a document can hold a text to. */
  readonly strict: RegExp;
  readonly example: string;
  format(instant: Instant): string;
  parse(text: string): Instant | undefined;
}

const DATE = '(\\d{4})-(\\d{2})-(\\d{2})';
const TIME = '(\\d{2}):(\\d{2}):(\\d{2})';

/** A day that there is: 29 February in leap years alone. */
const DATE_OF_CALENDAR =
  '([1-9]\\d{3}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))' +
  '|([1-9]\\d(0[48]|[2468][048]|[13579][26])|(1[26]|[2468][048]|[3579][26])00)-02-29)';
const TIME_OF_DAY = '([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d';

const form = (pattern: RegExp, example: string, format: (instant: Instant) => string): TimeForm => ({
  pattern,
  strict: new RegExp(pattern.source.replace(DATE, DATE_OF_CALENDAR).replace(TIME, TIME_OF_DAY)),
  example,
  format,
  parse(text) {
    const found = pattern.exec(text);
    if (found === null) return undefined;
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
    const whole = Date.UTC(year, month - 1, day, hour, minute, second);
    const [date, time] = parts(whole);
    const asWritten = `${date}T${time}`;
    const given = `${found[1]}-${found[2]}-${found[3]}T${found[4] ?? '00'}:${found[5] ?? '00'}:${found[6] ?? '00'}`;
    if (given !== asWritten) return undefined; // 2025-02-30, 24:00:00: a date of no calendar
    return whole + Math.floor(Number(`0${found[7] ?? ''}`) * 1000);
  },
});

/** `2023-08-23T15:36:10`: UTC without a zone. */
export const naiveTime = form(new RegExp(`^${DATE}T${TIME}$`), '2023-08-23T15:36:10', instant =>
  parts(instant).join('T'),
);
/** `2024-04-01 20:23:55`: UTC without a zone, with a blank. */
export const sqlTime = form(new RegExp(`^${DATE} ${TIME}$`), '2024-04-01 20:23:55', instant =>
  parts(instant).join(' '),
);
/** `2025-01-15T15:00:49+00:00`. */
export const zonedTime = form(
  new RegExp(`^${DATE}T${TIME}\\+00:00$`),
  '2025-01-15T15:00:49+00:00',
  instant => `${parts(instant).join('T')}+00:00`,
);
/** `2025-01-20T12:41:28.000000Z`: with six places of a second. */
export const microTime = form(new RegExp(`^${DATE}T${TIME}(\\.\\d{6})Z$`), '2025-01-20T12:41:28.000000Z', instant => {
  const millis = `${((instant % 1000) + 1000) % 1000}`.padStart(3, '0');
  return `${parts(instant).join('T')}.${millis}000Z`;
});
/** `2025-01-01`: midnight UTC. */
export const dayTime = form(new RegExp(`^${DATE}$`), '2025-01-01', instant => parts(instant)[0]);
/** `2025-01-20T21:49:10Z`, the form of our own control API; a fraction of a second is read and kept to milliseconds. */
export const utcTime = form(new RegExp(`^${DATE}T${TIME}(\\.\\d{1,9})?Z$`), '2025-01-20T21:49:10Z', instant => {
  const millis = ((instant % 1000) + 1000) % 1000;
  return `${parts(instant).join('T')}${millis === 0 ? '' : `.${`${millis}`.padStart(3, '0')}`}Z`;
});

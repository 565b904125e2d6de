import { z } from 'zod';
import {
  CALENDAR_RULE,
  type Duration,
  durationPattern,
  LONGEST_DURATION,
  millisecondsOf,
  readDuration,
} from '../core/duration.js';

/** A duration with its own words for what is none. The length of the text is looked at before anything else. */
const written = (read: (text: string) => Duration | string) =>
  z.string().transform((text, context): { readonly text: string; readonly read: Duration } => {
    const found = read(text);
    if (typeof found !== 'string') return { text, read: found };
    context.issues.push({ code: 'custom', input: text, message: found });
    return z.NEVER;
  });

function exactly(text: string): Duration | string {
  const read = readDuration(text);
  if (typeof read === 'string' || read.months === 0) return read;
  return 'must be an exact time: months and years have no one length, so say weeks, days, hours, minutes or seconds';
}

/** An exact length of time, as text: `millisecondsOf` reads it. Months and years have no one length, and are refused. */
export const duration = () =>
  written(exactly)
    .transform(({ text }) => text)
    .meta({
      maxLength: LONGEST_DURATION,
      pattern: durationPattern.exact,
      description: 'ISO 8601 duration of an exact length: weeks, days, hours, minutes, seconds.',
      examples: ['PT47M', 'P31D'],
    });

/** How far to go from some instant: months and years too, which are steps of the calendar. */
export const calendarDuration = () =>
  written(readDuration)
    .transform(({ read }) => read)
    .meta({
      maxLength: LONGEST_DURATION,
      pattern: durationPattern.calendar,
      description: `ISO 8601 duration. ${CALENDAR_RULE}`,
      examples: ['PT47M', 'P31D', 'P1M', 'P1Y2M3DT4H'],
    });

/** An exact length of time between two. */
export const lengthBetween = (least: string, most: string) =>
  duration().refine(text => isBetween(millisecondsOf(text), least, most), `must be of ${least} to ${most}`);

const isBetween = (length: number, least: string, most: string): boolean =>
  length >= millisecondsOf(least) && length <= millisecondsOf(most);

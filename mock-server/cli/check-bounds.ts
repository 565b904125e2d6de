import { z } from 'zod';
import { DAY } from '../../contracts/core/time.js';
import { read } from '../../contracts/core/wire.js';
import { MAX_TIME } from '../../contracts/kit/run/time-limit.js';
import { MAX_ANSWER } from '../../contracts/kit/transport/answer-bounds.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };
const DURATION = /^(\d+(?:\.\d+)?) ?(ms|s|m|min|h)?$/;
/** What one text of a JavaScript engine can hold, with room for what is made of it. */
const LARGEST = 256;

/** `90s`, `15m` or `15min`, `1h`, or a number of milliseconds. */
const duration = z.string().transform((text, { addIssue }) => {
  const [, count, unit = 'ms'] = DURATION.exec(text.trim()) ?? [];
  if (count !== undefined) return Number(count) * (UNITS[unit] ?? 1);
  addIssue({ code: 'custom', message: 'is no duration such as 90s, 15m or 900000 (milliseconds)' });
  return z.NEVER;
});

/** Flags of `check` that bound a run. */
export const boundFlags = {
  maxTime: duration.pipe(z.number().min(1).max(DAY)).default(MAX_TIME),
  maxAnswer: read.number().pipe(z.number().positive().max(LARGEST)).default(MAX_ANSWER),
};

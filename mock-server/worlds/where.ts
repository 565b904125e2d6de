import type { RawInput } from '../calls/input.js';

/** What the input of a call must hold, by part; a part that is left out may be anything. */
export interface Where {
  readonly params?: Record<string, unknown> | undefined;
  readonly query?: Record<string, unknown> | undefined;
  readonly body?: unknown;
}

/** The parts of a call's input that a rule may ask about. */
export type SentParts = Pick<RawInput, 'params' | 'query' | 'body'>;

/** Whether the input of a call is what a rule asks for; null asks for nothing. */
export const isMet = (where: Where | null, { params, query, body }: SentParts): boolean =>
  where === null || holds({ params, query, body }, where);

/**
 * Whether a value holds all that is wanted of it: members of objects, items of lists at their place, and anything else as
 * it is. A text of the query that is JSON is also looked into, and a number matches its text.
 */
function holds(value: unknown, wanted: unknown): boolean {
  if (wanted === null || typeof wanted !== 'object')
    return value === wanted || (typeof value === 'string' && wanted !== null && value === String(wanted));
  const inside = typeof value === 'string' ? parsed(value) : value;
  if (inside === null || typeof inside !== 'object') return false;
  return Object.entries(wanted).every(([key, member]) => {
    const name = Object.hasOwn(inside, key)
      ? key
      : Object.keys(inside).find(one => one.toLowerCase() === key.toLowerCase());
    return name !== undefined && holds(Reflect.get(inside, name), member);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

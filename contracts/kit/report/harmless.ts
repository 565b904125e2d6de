import type { Entry } from '../../core/contract.js';
import { isUnknownId } from '../verdict/refusals.js';

/** A number or an id. A longer one may be that of a card or an account. */
const NUMBER = /^-?\d{1,12}(\.\d{1,6})?$/;
const DATE = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:?\d\d)?)?$/;
/** What is sent to be refused, also as a letter or as nothing. */
const WRONG = /^(not-a-value|.?)$/;
/** A name that a run gives what it makes. */
const OWN = /^hostdouble-[a-z0-9-]{1,24}(@example\.com)?$/;

/**
 * Whether a text of an operation's input may be shown: it is the contract's own, made up by the run, a short number or a
 * date. Any other came from an answer, and what an endpoint sends may be a secret, also where an id should be.
 */
export function harmlessIn({ operation }: Entry): (text: string) => boolean {
  const own = new Set([
    ...textsIn(operation.example),
    ...textsIn(operation.checkedWith),
    ...textsIn(operation.alsoCalledWith),
  ]);
  return text =>
    NUMBER.test(text) || DATE.test(text) || OWN.test(text) || WRONG.test(text) || isUnknownId(text) || own.has(text);
}

/** All texts of a value, also in JSON inside a text. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    yield value;
    const inner = insideOf(value);
    if (inner !== undefined) yield* textsIn(inner);
  } else if (value !== null && typeof value === 'object') for (const one of Object.values(value)) yield* textsIn(one);
}

/** The value that a text holds as JSON, if it is an object or a list. */
export function insideOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

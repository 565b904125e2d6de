import type { Entry } from '../../core/contract.js';
import { jsonOf, textsIn } from '../../core/texts.js';
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
    ...textsWithin(operation.example),
    ...textsWithin(operation.checkedWith),
    ...textsWithin(operation.alsoCalledWith),
  ]);
  return text =>
    NUMBER.test(text) || DATE.test(text) || OWN.test(text) || WRONG.test(text) || isUnknownId(text) || own.has(text);
}

/** All texts of a value, also in JSON inside a text. */
function* textsWithin(value: unknown): Generator<string> {
  for (const text of textsIn(value)) {
    yield text;
    const inner = insideOf(text);
    if (inner !== undefined) yield* textsWithin(inner);
  }
}

/** The value that a text holds as JSON, if it is an object or a list. */
export const insideOf = (text: string): unknown => (/^\s*[[{]/.test(text) ? jsonOf(text) : undefined);

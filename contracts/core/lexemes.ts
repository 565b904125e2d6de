import { createScanner } from 'jsonc-parser';

/** A number of a JSON text as it is written, and where. */
export interface NumberWritten {
  /** They change when the next number is asked for: copy them to keep them. */
  readonly keys: readonly PropertyKey[];
  readonly lexeme: string;
}

const WHOLE = /^-?\d+$/;
const NUMBER = /^[-\d]/;

/** Finds the numbers of a JSON text, in its order. The text must be valid JSON. */
export function* numbersIn(text: string): Generator<NumberWritten> {
  const scanner = createScanner(text, true);
  const keys: PropertyKey[] = [];
  let name = '';
  // Do not recurse: a text from outside may be nested as deep as it is long.
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const last = keys.length - 1;
    const here = keys[last];
    const first = text[scanner.getTokenOffset()] ?? '';
    if (first === '{') keys.push('');
    else if (first === '[') keys.push(0);
    else if (first === '}' || first === ']') keys.pop();
    else if (first === ':') keys[last] = name;
    else if (first === ',') keys[last] = typeof here === 'number' ? here + 1 : '';
    else if (first === '"') name = scanner.getTokenValue();
    else if (NUMBER.test(first)) yield { keys, lexeme: scanner.getTokenValue() };
  }
}

/** Finds the numbers of a JSON text that have no decimal point and no exponent. The text must be valid JSON. */
export function* wholeNumbers(text: string): Generator<PropertyKey[]> {
  for (const { keys, lexeme } of numbersIn(text)) if (WHOLE.test(lexeme)) yield [...keys];
}

import { createScanner } from 'jsonc-parser';

const WHOLE = /^-?\d+$/;

/** Where in a JSON text numbers are written without a point and without an exponent. The text must be sound JSON. */
export function* wholeNumbers(text: string): Generator<PropertyKey[]> {
  const scanner = createScanner(text, true);
  const keys: PropertyKey[] = [];
  let name = '';
  // Without recursion, for a text from outside may be nested as deep as it is long.
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const last = keys.length - 1;
    const here = keys[last];
    const first = text[scanner.getTokenOffset()];
    if (first === '{') keys.push('');
    else if (first === '[') keys.push(0);
    else if (first === '}' || first === ']') keys.pop();
    else if (first === ':') keys[last] = name;
    else if (first === ',') keys[last] = typeof here === 'number' ? here + 1 : '';
    else if (first === '"') name = scanner.getTokenValue();
    else if (WHOLE.test(scanner.getTokenValue())) yield [...keys];
  }
}

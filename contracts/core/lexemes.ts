const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const WHOLE = /^-?\d+$/;

/** Where in a JSON text numbers are written without a point and without an exponent. The text must be sound JSON. */
export function* wholeNumbers(text: string): Generator<PropertyKey[]> {
  const keys: PropertyKey[] = [];
  let name: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    const last = keys.length - 1;
    const here = keys[last];
    if (token === '{') keys.push('');
    else if (token === '[') keys.push(0);
    else if (token === '}' || token === ']') keys.pop();
    else if (token === ':') keys[last] = JSON.parse(name ?? '""');
    else if (token === ',') keys[last] = typeof here === 'number' ? here + 1 : '';
    else if (token.startsWith('"')) name = token;
    else if (WHOLE.test(token)) yield [...keys];
  }
}

import { InvalidExpression } from './expression-values.js';

/** A piece of an expression. */
export interface Lexeme {
  readonly is: 'text' | 'number' | 'name' | 'sign' | 'pattern';
  readonly value: string;
  readonly flags?: string;
}

const TOKEN =
  /\s+|(?<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")|(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z_$][\w$]*)|(?<sign>===|!==|==|!=|<=|>=|&&|\|\||[<>!()[\]{}.,:+-])/y;
const PATTERN = /\/((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([gimsuy]{0,3})/y;

/** The pieces of an expression, in order. */
export function tokensOf(text: string): Lexeme[] {
  const tokens: Lexeme[] = [];
  for (let at = 0; at < text.length; ) {
    const matcher = text[at] === '/' ? PATTERN : TOKEN;
    matcher.lastIndex = at;
    const found = matcher.exec(text);
    if (found === null || found[0] === '') throw new InvalidExpression();
    at += found[0].length;
    if (matcher === PATTERN) tokens.push({ is: 'pattern', value: found[1] ?? '', flags: found[2] ?? '' });
    else {
      const { text: quoted, number, name, sign } = found.groups ?? {};
      if (quoted !== undefined) tokens.push({ is: 'text', value: unquoted(quoted) });
      else if (number !== undefined) tokens.push({ is: 'number', value: number });
      else if (name !== undefined) tokens.push({ is: 'name', value: name });
      else if (sign !== undefined) tokens.push({ is: 'sign', value: sign });
    }
  }
  return tokens;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
]);
const unquoted = (quoted: string): string =>
  quoted.slice(1, -1).replaceAll(/\\(.)/g, (_, letter: string) => ESCAPES.get(letter) ?? letter);

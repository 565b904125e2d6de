import { isDeeper } from '../../../contracts/core/depth.js';

export const isTooDeepToRead = (text: string): boolean => isDeeper(text);

/** One piece of JSON after blanks: a mark, a text, or another value. */
const PIECE =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null))/uy;

/** What may stand at a place, and in words. */
const wanted = {
  value: 'a value',
  valueOrEnd: 'a value or ]',
  name: 'a name in double quotes',
  nameOrEnd: 'a name in double quotes or }',
  colon: 'a colon',
  nextItem: 'a comma or ]',
  nextMember: 'a comma or }',
  nothing: 'nothing more',
} as const;
type Wanted = keyof typeof wanted;

/**
 * Where a text stops being JSON, in words: `line 2, column 5: a colon is wanted here`. Undefined for one that is JSON. The
 * engines of browsers say it each in its own way, and some do not say where.
 */
export function slipIn(text: string): string | undefined {
  const open: ('{' | '[')[] = [];
  let next: Wanted = 'value';
  const afterValue = (): Wanted => {
    const holder = open.at(-1);
    return holder === undefined ? 'nothing' : holder === '{' ? 'nextMember' : 'nextItem';
  };
  for (let at = 0; ; ) {
    PIECE.lastIndex = at;
    const found = PIECE.exec(text);
    const start = at + (/^[ \t\r\n]*/.exec(text.slice(at))?.[0].length ?? 0);
    if (found === null) {
      if (start === text.length && next === 'nothing') return undefined;
      return said(text, start, next);
    }
    const [, mark, quoted] = found;
    const isValue: boolean = next === 'value' || next === 'valueOrEnd';
    if (mark === '{' && isValue) {
      open.push(mark);
      next = 'nameOrEnd';
    } else if (mark === '[' && isValue) {
      open.push(mark);
      next = 'valueOrEnd';
    } else if (
      (mark === '}' && (next === 'nameOrEnd' || next === 'nextMember')) ||
      (mark === ']' && (next === 'valueOrEnd' || next === 'nextItem'))
    ) {
      open.pop();
      next = afterValue();
    } else if (mark === ',' && next === 'nextMember') next = 'name';
    else if (mark === ',' && next === 'nextItem') next = 'value';
    else if (mark === ':' && next === 'colon') next = 'value';
    else if (quoted !== undefined && (next === 'name' || next === 'nameOrEnd')) next = 'colon';
    else if (mark === undefined && isValue) next = afterValue();
    else return said(text, start, next);
    at = PIECE.lastIndex;
  }
}

function said(text: string, at: number, next: Wanted): string {
  const lines = text.slice(0, at).split('\n');
  const place = `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
  if (at >= text.length) return `${place}: the text ends where ${wanted[next]} is wanted`;
  const isUnclosed = text[at] === '"' && /value|name/i.test(next);
  return `${place}: ${isUnclosed ? 'this text is not closed, or has a mark that needs a backslash' : `${wanted[next]} is wanted here`}`;
}

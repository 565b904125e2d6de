import { createScanner, type Node, type ParseError, parse, parseTree, printParseErrorCode } from 'jsonc-parser';
import { isDeeper, MOST_DEEP } from '../../contracts/core/depth.js';
import { readExact } from '../../contracts/core/exact-json.js';
import { BrokenText, type ReadText } from './read-format.js';

/** Reads JSON. */
export function readJson(text: string): ReadText {
  // What follows goes as deep as the text is nested.
  if (isDeeper(text)) throw new BrokenText(`it is nested more than ${MOST_DEEP} levels deep`);
  return { value: valueIn(text), offset: (keys, of) => offsetIn(text, keys, of) };
}

/** Reads JSON with comments, and with commas before the end of a list or an object. */
export const readJsonc = (text: string): ReadText => readJson(withoutComments(text));

function valueIn(text: string): unknown {
  try {
    return readExact(text);
  } catch {
    const errors: ParseError[] = [];
    parse(text, errors, { disallowComments: true });
    const [first] = errors;
    if (first === undefined) throw new BrokenText('it is broken');
    throw new BrokenText(inWords(printParseErrorCode(first.error)), first.offset);
  }
}

/** `CommaExpected` as `comma expected`. */
const inWords = (code: string): string =>
  code === 'InvalidCommentToken'
    ? 'it has a comment, for which the name of a file ends in .jsonc'
    : code.replaceAll(/(?<!^)[A-Z]/g, letter => ` ${letter}`).toLowerCase();

/** Goes down as far as there is something. Of members of one name JSON takes the last. */
function offsetIn(text: string, keys: readonly PropertyKey[], of: 'name' | 'value'): number {
  let node: Node | undefined = parseTree(text);
  let found = node?.offset ?? 0;
  for (const [index, key] of keys.entries()) {
    if (node?.type === 'array') node = node.children?.[Number(key)];
    else {
      const member: Node | undefined = node?.children?.findLast(({ children }) => children?.[0]?.value === key);
      node = member?.children?.[1];
      if (of === 'name' && index === keys.length - 1 && member !== undefined) return member.offset;
    }
    if (node === undefined) break;
    found = node.offset;
  }
  return found;
}

/** A text of the same length, with blanks for comments and for commas after which a list or an object ends. */
function withoutComments(text: string): string {
  const scanner = createScanner(text, false);
  const blanks: (readonly [start: number, length: number])[] = [];
  let comma: number | undefined;
  let before = '';
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const [start, length] = [scanner.getTokenOffset(), scanner.getTokenLength()];
    const first = text[start] ?? '';
    if (first === '/') {
      if (text[start + 1] === '*' && (length < 4 || !text.startsWith('*/', start + length - 2)))
        throw new BrokenText('a comment has no end', start);
      blanks.push([start, length]);
    } else if (first.trim() !== '') {
      if (comma !== undefined && (first === '}' || first === ']')) blanks.push([comma, 1]);
      comma = first === ',' && !['', ',', '[', '{'].includes(before) ? start : undefined;
      before = first;
    }
  }
  blanks.sort(([one], [other]) => one - other);
  let done = 0;
  const pieces = blanks.map(([start, length]) => {
    const piece = text.slice(done, start) + ' '.repeat(length);
    done = start + length;
    return piece;
  });
  return pieces.join('') + text.slice(done);
}

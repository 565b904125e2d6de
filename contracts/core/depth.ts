/** Deepest nesting that is read of an answer or of a call's body: more than ten times what any of the vendors' has. */
export const MOST_DEEP = 200;
export const TOO_DEEP = 'ERR_ANSWER_TOO_DEEP';

const QUOTE = 34;
const BACKSLASH = 92;
/** `[` and `{`, `]` and `}`; compared one by one, for this looks at each character of each answer. */
const [LIST, OBJECT] = [91, 123];
const [END_OF_LIST, END_OF_OBJECT] = [93, 125];

/**
 * Whether a JSON text is nested deeper than so many levels. Ask before the text is parsed: what walks through a value goes
 * as deep as it is nested, and would overflow the stack. It counts brackets outside of texts and does not recurse itself.
 */
export function isDeeper(text: string, most = MOST_DEEP): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (code === LIST || code === OBJECT) {
      depth += 1;
      if (depth > most) return true;
    } else if (code === END_OF_LIST || code === END_OF_OBJECT) depth -= 1;
  }
  return false;
}

/** The place of the quote that closes a text; the end of all if none does. */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}

/** Deepest nesting that is read of an answer: more than ten times what any of the vendors' answers has. */
export const MOST_DEEP = 200;
export const TOO_DEEP = 'ERR_ANSWER_TOO_DEEP';

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING = new Set([91, 123]);
const CLOSING = new Set([93, 125]);

/**
 * Whether a JSON text is nested deeper than so many levels. Ask before the text is parsed: what walks through a value goes
 * as deep as it is nested, and would overflow the stack. It counts brackets outside of texts and does not recurse itself.
 */
export function isDeeper(text: string, most = MOST_DEEP): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (OPENING.has(code)) {
      depth += 1;
      if (depth > most) return true;
    } else if (CLOSING.has(code)) depth -= 1;
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

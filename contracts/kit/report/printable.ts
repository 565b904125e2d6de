/**
 * What a terminal, a log or a page of annotations may take for a command: control characters (C0, C1, DEL), signs that
 * turn the direction of a text, separators of lines, and halves of a pair of surrogates.
 */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Longest text of an endpoint in a report. */
const LONGEST = 1000;

/** A text on one line that can be shown anywhere: what cannot is written as `\u001b`, and a very long text is cut. */
export function printable(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replaceAll(UNPRINTABLE, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

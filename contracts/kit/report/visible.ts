/** Characters that a terminal obeys, or that no reader sees: controls, marks of direction, line separators. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]/u;
const EACH_HIDDEN = new RegExp(HIDDEN, 'gu');

/** Whether a text has characters that a reader would not see. */
export const hasHidden = (text: string): boolean => HIDDEN.test(text);

/**
 * Writes characters that a reader would not see as JSON escapes them, so that a text of an endpoint neither moves a terminal's
 * cursor nor reads otherwise than it is. JSON stays the same JSON.
 */
export const visible = (text: string): string =>
  text.replaceAll(EACH_HIDDEN, character =>
    character
      .split('')
      .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** A text of at most so many characters, with how many more there are. */
export const bounded = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most)}…(${text.length - most} characters more)`;

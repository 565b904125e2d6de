import type { Example, Overlay, Overlays } from '../../core/operation.js';
import { wordsIn } from '../../core/overlay.js';

/** The value of a word in braces; undefined if nothing gives one. */
export type Words = (name: string) => string | undefined;

/** Words of overlays that nothing gives. If there are any, do not send the input: it would be about another thing. */
export const missingWords = (overlays: Overlays, words: Words): string[] =>
  [...new Set(Object.values(overlays).flatMap(wordsIn))].filter(name => words(name) === undefined);

/** Lays overlays over an input. Throws if nothing gives one of their words. */
export function overlaid(input: Example, overlays: Overlays, words: Words): Example {
  const parts: Record<string, unknown> = { ...input };
  for (const [part, overlay] of Object.entries(overlays))
    parts[part] = placed(parts[part], overlay, words, part === 'body');
  return parts;
}

/** Lays an overlay over a value; items of a list are named by their places. JSON inside a text stays a text. */
function placed(whole: unknown, overlay: Overlay, words: Words, typed: boolean): unknown {
  if (overlay === null) return undefined;
  if (typeof overlay === 'boolean') return overlay;
  if (typeof overlay === 'string') return filled(overlay, words, typed);
  if (typeof whole === 'string' && /^\s*[[{]/.test(whole))
    return JSON.stringify(placed(JSON.parse(whole), overlay, words, true));
  if (Array.isArray(whole)) {
    const items = whole.map((item, at) =>
      Object.hasOwn(overlay, at) ? placed(item, overlay[at] ?? null, words, typed) : item,
    );
    return items.filter(item => item !== undefined);
  }
  const object: Record<string, unknown> = { ...(whole !== null && typeof whole === 'object' ? whole : {}) };
  for (const [key, inner] of Object.entries(overlay)) {
    const value = placed(object[key], inner, words, typed);
    if (value === undefined) delete object[key];
    else object[key] = value;
  }
  return object;
}

/** Fills the words of a text. If the text is one word and the part has types, a number stays a number. */
function filled(text: string, words: Words, typed: boolean): string | number {
  const whole = text.replaceAll(/\{(\w+)\}/g, (written, name: string) => {
    const value = words(name);
    if (value === undefined) throw new Error(`nothing gives ${written}`);
    return value;
  });
  return typed && /^\{\w+\}$/.test(text) && /^\d{1,15}$/.test(whole) ? Number(whole) : whole;
}

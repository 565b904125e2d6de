import type { Example, Overlay, Overlays } from '../../core/operation.js';
import { wordsIn } from '../../core/overlay.js';

/** What a word in braces stands for; undefined for a word that nothing gives. */
export type Words = (name: string) => string | undefined;

/** Words of overlays that nothing gives: what they are laid over must not be sent, for it would be about another thing. */
export const missingWords = (overlays: Overlays, words: Words): string[] =>
  [...new Set(Object.values(overlays).flatMap(wordsIn))].filter(name => words(name) === undefined);

/** An input with overlays in place of some of its own values. Each of their words must be known. */
export function overlaid(input: Example, overlays: Overlays, words: Words): Example {
  const parts: Record<string, unknown> = { ...input };
  for (const [part, overlay] of Object.entries(overlays))
    parts[part] = placed(parts[part], overlay, words, part === 'body');
  return parts;
}

/** A value with an overlay in its place; JSON inside a text stays a text. */
function placed(whole: unknown, overlay: Overlay, words: Words, typed: boolean): unknown {
  if (overlay === null) return undefined;
  if (typeof overlay === 'boolean') return overlay;
  if (typeof overlay === 'string') return filled(overlay, words, typed);
  if (typeof whole === 'string' && /^\s*[[{]/.test(whole))
    return JSON.stringify(placed(JSON.parse(whole), overlay, words, true));
  const object: Record<string, unknown> = { ...(whole !== null && typeof whole === 'object' ? whole : {}) };
  for (const [key, inner] of Object.entries(overlay)) {
    const value = placed(object[key], inner, words, typed);
    if (value === undefined) delete object[key];
    else object[key] = value;
  }
  return object;
}

/** A text with its words filled in; a number where numbers are told from texts. */
function filled(text: string, words: Words, typed: boolean): string | number {
  const whole = text.replaceAll(/\{(\w+)\}/g, (written, name: string) => {
    const value = words(name);
    if (value === undefined) throw new Error(`nothing gives ${written}`);
    return value;
  });
  return typed && /^\{\w+\}$/.test(text) && /^\d{1,15}$/.test(whole) ? Number(whole) : whole;
}

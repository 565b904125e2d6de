/** What manifests are made of, and what calls answer. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** A value as a list: one thing is a list of itself, and nothing of none. */
export const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined || value === null ? [] : isList(value) ? value : [value];

/** The member of an object, its own and no other. */
export const member = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** A value as text stands for it in a sentence. */
export const textOf = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** A member that is text, or a number or flag that stands for text; undefined where there is none. */
export function textAt(value: Json | undefined, name: string): string | undefined {
  const found = member(value, name);
  return found === undefined || found === null || typeof found === 'object' ? undefined : String(found);
}

/** More pieces, deeper ones, or more letters in them than any manifest has. */
const [MOST_PIECES, MOST_DEEP, MOST_LETTERS] = [20_000, 40, 400_000];

/**
 * What is there as plain JSON, copied; undefined where something of it is none, or where it has too many pieces or letters,
 * or too deep ones. A text that names a piece again and again counts each time.
 */
export function asJson(value: unknown): Json | undefined {
  let left = MOST_PIECES;
  let letters = MOST_LETTERS;
  const copy = (piece: unknown, depth: number): Json => {
    left -= 1;
    if (left < 0 || depth > MOST_DEEP) throw new NoJson();
    if (piece === null || piece === undefined) return null;
    if (typeof piece === 'boolean') return piece;
    if (typeof piece === 'string') {
      letters -= piece.length;
      if (letters < 0) throw new NoJson();
      return piece;
    }
    if (typeof piece === 'number') return Number.isFinite(piece) ? piece : String(piece);
    if (Array.isArray(piece)) return piece.map(item => copy(item, depth + 1));
    if (typeof piece !== 'object' || Object.getPrototypeOf(piece) !== Object.prototype) throw new NoJson();
    return Object.fromEntries(Object.entries(piece).map(([name, item]) => [name, copy(item, depth + 1)]));
  };
  try {
    return copy(value, 0);
  } catch (error) {
    if (error instanceof NoJson) return undefined;
    throw error;
  }
}

class NoJson extends Error {}

/** What earlier answers held, by the name it is kept under. */
type KeptValues = ReadonlyMap<string, unknown>;

/**
 * Puts what earlier answers held in place of `{name}`, which must be kept; a text that is nothing else takes the value's
 * own type. A shell's `${NAME}` stays as it is.
 */
const NAMED = /(?<!\$)\{(\w+)\}/g;

/** A part of a seed with what was kept in the place of its names. Throws an error for a name that nothing is kept as. */
export function filled<T>(part: T, kept: KeptValues): T {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const whole = /^\{(\w+)\}$/.exec(value)?.[1];
      if (whole !== undefined && !kept.has(whole)) throw new Error(`nothing is kept as "${whole}"`);
      if (whole !== undefined) return kept.get(whole);
      return value.replaceAll(NAMED, (_text, name: string) => {
        if (!kept.has(name)) throw new Error(`nothing is kept as "${name}"`);
        return String(kept.get(name));
      });
    }
    if (Array.isArray(value)) return value.map(fill);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fill(member)]));
  };
  return fill(part) as T;
}

/** The value at a JSON pointer, or undefined. */
export const at = (whole: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, key) => (Object.hasOwn(Object(value), key) ? Reflect.get(Object(value), key) : undefined),
      whole,
    );

import { HIDDEN, UNDESCRIBED } from '../../contracts/core/masked.js';
import { stepOf } from '../../contracts/core/schema.js';

/** A place at which a value is not what is wanted of it. */
export interface Differing {
  /** `$.body.name`, names as they were sent. */
  readonly at: string;
  readonly keys: readonly (string | number)[];
  readonly expected: unknown;
  /** Undefined where there is nothing. */
  readonly found: unknown;
  /** How many single values are wanted there. */
  readonly weight: number;
}

/** What a value must be that is no plain data: a matcher as test runners have them. */
interface Matcher {
  asymmetricMatch(value: unknown): boolean;
}

/**
 * Says where values are not what is wanted, by the rule by which rules match (`where.ts`): members of objects, items of lists
 * at their place, names without regard to case, texts of JSON looked into, and a number matches its text. In process a
 * pattern, or a matcher of a test runner, may stand for a value. What it read of one call it remembers until the next.
 */
export class Comparison {
  readonly #names = new WeakMap<object, ReadonlyMap<string, string>>();
  readonly #parsed = new Map<string, unknown>();
  #isKept = false;

  differing(value: unknown, wanted: unknown, at = '$', keys: readonly (string | number)[] = []): readonly Differing[] {
    const odd = (): Differing[] => [{ at, keys, expected: written(wanted), found: value, weight: weightOf(wanted) }];
    const inside = typeof value === 'string' && isPlain(wanted) ? this.#read(value) : value;
    if (this.#isKept && isMasked(value) && (inside === null || typeof inside !== 'object'))
      return [{ at, keys, expected: written(wanted), found: `${value} ${WHEN_KEPT}`, weight: weightOf(wanted) }];
    if (isMatcher(wanted)) return wanted.asymmetricMatch(value) ? [] : odd();
    if (wanted instanceof RegExp) return isText(value) && wanted.test(String(value)) ? [] : odd();
    if (!isPlain(wanted)) return isSame(value, wanted) ? [] : odd();
    if (inside === null || typeof inside !== 'object') return odd();
    return Object.entries(wanted).flatMap(([key, member]) => {
      const name = Object.hasOwn(inside, key) ? key : this.#namesOf(inside).get(key.toLowerCase());
      const step = Array.isArray(inside) ? Number(name ?? key) : (name ?? key);
      const found = name === undefined ? undefined : Reflect.get(inside, name);
      if (name === undefined && !isMatcher(member))
        return [
          { at: at + stepOf(step), keys: [...keys, step], expected: written(member), found, weight: weightOf(member) },
        ];
      return this.differing(found, member, at + stepOf(step), [...keys, step]);
    });
  }

  /** Forgets what texts of JSON were read as. Of a call that was kept no value matches that was masked. */
  next(isKept = false): void {
    this.#parsed.clear();
    this.#isKept = isKept;
  }

  #namesOf(value: object): ReadonlyMap<string, string> {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const names = new Map<string, string>();
    for (const name of Object.keys(value)) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
    this.#names.set(value, names);
    return names;
  }

  #read(text: string): unknown {
    if (!this.#parsed.has(text)) this.#parsed.set(text, parsed(text));
    return this.#parsed.get(text);
  }
}

const isMatcher = (wanted: unknown): wanted is Matcher =>
  wanted !== null &&
  typeof wanted === 'object' &&
  'asymmetricMatch' in wanted &&
  typeof wanted.asymmetricMatch === 'function';

/** What is said of a value that nobody can compare any more. */
const WHEN_KEPT = '(it was masked when the call was kept)';

/** Whether a value, or a piece of it, is not what was sent. */
const isMasked = (value: unknown): boolean =>
  typeof value === 'string' && (value === UNDESCRIBED || value.includes(HIDDEN));

/** Whether members are wanted. */
const isPlain = (wanted: unknown): wanted is object =>
  wanted !== null && typeof wanted === 'object' && !isMatcher(wanted) && !(wanted instanceof RegExp);

const isText = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

const isSame = (value: unknown, wanted: unknown): boolean =>
  value === wanted || (typeof value === 'string' && wanted !== null && value === String(wanted));

/** What is wanted, as it can be shown. */
const written = (wanted: unknown): unknown => (wanted instanceof RegExp || isMatcher(wanted) ? String(wanted) : wanted);

/** How many single values stand in what is wanted. */
export const weightOf = (wanted: unknown): number =>
  wanted === null || typeof wanted !== 'object' || isMatcher(wanted)
    ? 1
    : Math.max(
        1,
        Object.values(wanted).reduce<number>((sum, member) => sum + weightOf(member), 0),
      );

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

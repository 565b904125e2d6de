import { z } from 'zod';
import { nearestIssue } from '../../contracts/core/issues.js';
import { PAUSE } from './bit-by-bit.js';

/** Something in a snapshot that cannot be believed. What it says quotes no value, for a value may be a secret. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly what: string;
}

/** Problems that are looked for bit by bit. */
export type Problems = Iterable<Problem | typeof PAUSE>;

/** Reads a value; a zod schema is one. */
export interface Reader {
  safeParse(value: unknown): { success: true } | { success: false; error: object };
}

/** What a schema has against a value. */
export function problemsOf(schema: Reader, value: unknown, path: readonly PropertyKey[]): Iterable<Problem> {
  const result = schema.safeParse(value);
  return result.success ? NONE : problemsIn(result.error, path);
}

const NONE: readonly Problem[] = [];

/** What an error of a schema's says. */
export function* problemsIn(error: object, path: readonly PropertyKey[]): Iterable<Problem> {
  const issues = error instanceof z.core.$ZodError ? error.issues : [];
  if (issues.length === 0) yield { path, what: 'is wrong' };
  for (const issue of issues.map(nearestIssue)) yield { path: [...path, ...issue.path], what: issue.message };
}

/** Keys of a list, each with its place. */
export class KeyPlaces {
  readonly #first = new Map<unknown, number>();
  readonly #what: string;

  /** `what` the keys are, in words. */
  constructor(what: string) {
    this.#what = what;
  }

  /** Takes the next key of a list; what there is against it is that it came before. */
  problems(key: unknown, index: number, path: readonly PropertyKey[]): readonly Problem[] {
    const known = this.#first.get(key);
    if (known !== undefined) return [{ path: [...path, index], what: `has ${this.#what} of [${known}]` }];
    this.#first.set(key, index);
    return NONE;
  }
}

/** Keys that come a second time in a list, each with where it does. */
export function* repeated(keys: readonly unknown[], path: readonly PropertyKey[], what: string): Iterable<Problem> {
  const places = new KeyPlaces(what);
  for (const [index, key] of keys.entries()) yield* places.problems(key, index, path);
}

/** Most problems that are told, and most letters of each. */
const [TOLD, LETTERS] = [5, 300];

/** A problem in words, with its place. */
export function inPlace({ path, what }: Problem): string {
  const said = `${z.core.toDotPath([...path])}: ${what}`;
  return said.length > LETTERS ? `${said.slice(0, LETTERS)}…` : said;
}

/** The first problems in words, each with its place; undefined where there are none. */
export function* inPlaces(problems: Problems): Generator<typeof PAUSE, string | undefined> {
  const told: string[] = [];
  for (const problem of problems) {
    if (problem === PAUSE) {
      yield PAUSE;
      continue;
    }
    told.push(inPlace(problem));
    if (told.length === TOLD) break;
  }
  return told.length === 0 ? undefined : told.join('; ');
}

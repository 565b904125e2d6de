import { z } from 'zod';
import { nearestIssue } from '../../contracts/core/issues.js';

/** Something in a snapshot that cannot be believed. What it says quotes no value, for a value may be a secret. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly what: string;
}

/** Reads a value; a zod schema is one. */
export interface Reader {
  safeParse(value: unknown): { success: true } | { success: false; error: object };
}

/** What a schema has against a value. */
export function* problemsOf(schema: Reader, value: unknown, path: readonly PropertyKey[]): Iterable<Problem> {
  const result = schema.safeParse(value);
  if (result.success) return;
  const issues = result.error instanceof z.core.$ZodError ? result.error.issues : [];
  if (issues.length === 0) yield { path, what: 'is wrong' };
  for (const issue of issues.map(nearestIssue)) yield { path: [...path, ...issue.path], what: issue.message };
}

/** Keys that come a second time in a list, each with where it does. */
export function* repeated(keys: readonly unknown[], path: readonly PropertyKey[], what: string): Iterable<Problem> {
  const first = new Map<unknown, number>();
  for (const [index, key] of keys.entries()) {
    const known = first.get(key);
    if (known !== undefined) yield { path: [...path, index], what: `has ${what} of [${known}]` };
    else first.set(key, index);
  }
}

/** Most problems that are told, and most letters of each. */
const [TOLD, LETTERS] = [5, 300];

/** The first problems in words, each with its place; undefined where there are none. */
export function inPlaces(problems: Iterable<Problem>): string | undefined {
  const told: string[] = [];
  for (const { path, what } of problems) {
    const said = `${z.core.toDotPath([...path])}: ${what}`;
    told.push(said.length > LETTERS ? `${said.slice(0, LETTERS)}…` : said);
    if (told.length === TOLD) break;
  }
  return told.length === 0 ? undefined : told.join('; ');
}

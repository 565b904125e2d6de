import type { Entry, LoadedContract } from '../../core/contract.js';
import type { Example, Overlays } from '../../core/operation.js';
import { wordsIn } from '../../core/overlay.js';
import { paramNames } from '../../core/route.js';
import { neededKeys } from '../../core/schema.js';
import { nameOf, paramName } from '../../core/value-names.js';
import { IDENTIFIER, type KnownValue, type KnownValues, sourceFor } from './known-values.js';
import { missingWords, overlaid, type Words } from './overlaid.js';

/** An input, and for each value whether it was `made` by this run, `found` by a read, or is the `example`'s. */
export interface Resolved {
  readonly input: Example;
  readonly from: Readonly<Record<string, 'made' | 'found' | 'example'>>;
}

/** An input, or the name of the value that nothing gives; in braces if it is a word of an overlay. */
export type Resolution = { readonly resolved: Resolved } | { readonly missing: string };

/** Members of the query that name a thing. Take them from what was found before the example's. */
export const meantInQuery = (contract: LoadedContract, entry: Entry): string[] =>
  [...new Set([...Object.keys(entry.operation.example?.query ?? {}), ...neededKeys(entry.operation.query)])].filter(
    key => IDENTIFIER.test(key) || sourceFor(contract, entry, key) !== undefined,
  );

/** How an input is made. */
export interface InputChoice {
  /** Which of several known values to take: the operation may not know the first. */
  readonly attempt?: number;
  /** Send all of the example's query. Otherwise a read gets only what it needs, for filters leave little to compare. */
  readonly whole?: boolean;
  /** Take things that were found even if this run made one. */
  readonly others?: boolean;
}

/**
 * Makes an input for an operation: things that were made or found, the rest from the example, and `checkedWith` over both.
 * `words` fills words in braces that are neither made nor found.
 */
export function resolve(
  contract: LoadedContract,
  known: KnownValues,
  entry: Entry,
  example: Example,
  words: Words,
  choice: InputChoice = {},
): Resolution {
  const { attempt = 0, whole = entry.operation.effect !== 'read', others = false } = choice;
  const from: Record<string, 'made' | 'found' | 'example'> = {};
  let beside: Readonly<Record<string, string>> = {};
  const take = (name: string): string | undefined => {
    const values = known.values(entry, name, others);
    const own = others ? undefined : (known.made(name) ?? known.made(paramName(entry, name)));
    const chosen: KnownValue | undefined = values[Math.min(attempt, values.length - 1)];
    const value = own ?? beside[name] ?? chosen?.value;
    if (value === undefined) return undefined;
    from[name] = own === undefined ? 'found' : 'made';
    beside = { ...chosen?.beside, ...beside };
    return value;
  };

  const params: Record<string, string> = {};
  for (const name of paramNames(entry.operation.path).reverse()) {
    const value = take(name) ?? example.params?.[name];
    if (value === undefined) return { missing: name };
    from[name] ??= 'example';
    params[name] = value;
  }
  const needed = neededKeys(entry.operation.query);
  const query: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(example.query ?? {}))
    if (whole || needed.includes(name)) query[name] = value;
  // As in a path: what is within another comes first, and what it is in follows from it.
  for (const name of meantInQuery(contract, entry).reverse()) {
    if (!whole && !needed.includes(name)) continue;
    const value = take(name);
    if (value !== undefined) query[name] = value;
    else if (name in query) from[name] = 'example';
  }
  for (const name of needed) if (!(name in query)) return { missing: name };
  const body = withMade(example.body, known);
  const input = { params, query, ...(body !== undefined && { body }) };
  const given: Words = name =>
    words(name) ?? known.values(entry, name)[attempt]?.value ?? known.values(entry, name)[0]?.value;
  const overlays = entry.operation.checkedWith ?? {};
  const isKnown = (word: string): boolean => words(word) === undefined && given(word) !== undefined;
  const laid = sourcesLaid(from, overlays, known, isKnown);
  const [missing] = missingWords(overlays, given);
  if (missing !== undefined) return { missing: `{${missing}}` };
  return { resolved: { input: overlaid(input, overlays, given), from: laid } };
}

/**
 * Where the values of an input are from once overlays are laid over it: a member of the query that an overlay says whole is
 * about the thing that its word names, and no longer about what stood there.
 */
export function sourcesLaid(
  from: Resolved['from'],
  overlays: Overlays,
  known: KnownValues,
  isKnown: (word: string) => boolean,
): Resolved['from'] {
  const laid: Record<string, Resolved['from'][string]> = { ...from };
  const sourceOf = (word: string) => (known.made(word) === undefined ? 'found' : 'made');
  for (const [name, overlay] of Object.entries(overlays.query ?? {})) {
    if (typeof overlay !== 'string') continue;
    delete laid[name];
    const word = /^\{(\w+)\}$/.exec(overlay)?.[1];
    if (word !== undefined && isKnown(word)) laid[name] = sourceOf(word);
  }
  for (const word of Object.values(overlays).flatMap(wordsIn)) if (isKnown(word)) laid[word] ??= sourceOf(word);
  return laid;
}

/** Puts things that this run made in place of those in the example's body. */
function withMade(body: unknown, known: KnownValues): unknown {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      const own = known.made(key) ?? known.made(key.replace(/s$/, ''));
      return [key, own === undefined ? value : asBefore(value, own)];
    }),
  );
}

/** Gives a value the JSON type of the one it replaces; a number that a double cannot hold stays the text of its digits. */
function asBefore(before: unknown, text: string): unknown {
  if (Array.isArray(before)) return [asBefore(before[0], text)];
  return typeof before === 'number' && !isLong(text) ? Number(text) : text;
}

const isLong = (text: string): boolean => /^\d+$/.test(text) && !Number.isSafeInteger(Number(text));

/** Names of the ids of all things that a run may make. */
export const namesMade = ({ resources }: LoadedContract): ReadonlySet<string> =>
  new Set(resources.flatMap(({ ids }) => Object.keys(ids).map(nameOf)));

import type { Entry, LoadedContract } from '../../core/contract.js';
import type { Example, Overlay, Overlays } from '../../core/operation.js';
import { wordsIn } from '../../core/problems.js';
import { paramNames } from '../../core/route.js';
import { type Known, nameOf, neededKeys, type Pool, paramName, sourceFor } from './known-values.js';

/** An input with where each of its values is from: `made`, `found` by an earlier read, or the `example`. */
export interface Resolved {
  readonly input: Example;
  readonly from: Readonly<Record<string, 'made' | 'found' | 'example'>>;
}

export type Resolution = { readonly resolved: Resolved } | { readonly missing: string };

const IDENTIFIER = /(ids?|name|uuid|key)$/i;

/** Members of the query that mean a thing, and so are taken from what was found rather than from the example. */
export const meantInQuery = (contract: LoadedContract, entry: Entry): string[] =>
  [...new Set([...Object.keys(entry.operation.example?.query ?? {}), ...neededKeys(entry.operation.query)])].filter(
    key => IDENTIFIER.test(key) || sourceFor(contract, entry, key) !== undefined,
  );

/** How an input is made. */
export interface Wish {
  /** Chooses among several values, for the first may not be one that the operation knows. */
  readonly attempt?: number;
  /** Sends all of the example's query; a read otherwise gets only what it needs, for filters leave little to compare. */
  readonly whole?: boolean;
  /** Takes things that were found even where this run made its own. */
  readonly others?: boolean;
}

/**
 * An input for an operation: its things from what was made or found, the rest from the example, with what it is checked with.
 * `words` gives what is neither found nor made.
 */
export function resolve(
  contract: LoadedContract,
  pool: Pool,
  entry: Entry,
  example: Example,
  words: Words,
  wish: Wish = {},
): Resolution {
  const { attempt = 0, whole = entry.operation.effect !== 'read', others = false } = wish;
  const from: Record<string, 'made' | 'found' | 'example'> = {};
  let beside: Readonly<Record<string, string>> = {};
  const take = (name: string): string | undefined => {
    const values = pool.values(entry, name, others);
    const own = others ? undefined : (pool.made(name) ?? pool.made(paramName(entry, name)));
    const known: Known | undefined = values[Math.min(attempt, values.length - 1)];
    const value = own ?? beside[name] ?? known?.value;
    if (value === undefined) return undefined;
    from[name] = own === undefined ? 'found' : 'made';
    beside = { ...known?.beside, ...beside };
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
  for (const name of meantInQuery(contract, entry)) {
    if (!whole && !needed.includes(name)) continue;
    const value = take(name);
    if (value !== undefined) query[name] = value;
    else if (name in query) from[name] = 'example';
  }
  for (const name of needed) if (!(name in query)) return { missing: name };
  const body = withMade(example.body, pool);
  const input = { params, query, ...(body !== undefined && { body }) };
  const found: Words = name =>
    words(name) ?? pool.values(entry, name)[attempt]?.value ?? pool.values(entry, name)[0]?.value;
  return { resolved: { input: overlaid(input, entry.operation.checkedWith ?? {}, found), from } };
}

/** A body in which the things this run made stand in place of the example's. */
function withMade(body: unknown, pool: Pool): unknown {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      const own = pool.made(key) ?? pool.made(key.replace(/s$/, ''));
      return [key, own === undefined ? value : asBefore(value, own)];
    }),
  );
}

/** A value in the JSON type that the one before had. */
function asBefore(before: unknown, text: string): unknown {
  if (Array.isArray(before)) return [asBefore(before[0], text)];
  return typeof before === 'number' ? Number(text) : text;
}

/** What a text in braces may name; undefined for what is not known. */
export type Words = (name: string) => string | undefined;

/** An input with other values in place of some of its own; what names a word that is not known changes nothing. */
export function overlaid(input: Example, overlays: Overlays, words: Words): Example {
  const parts: Record<string, unknown> = { ...input };
  for (const [part, overlay] of Object.entries(overlays))
    parts[part] = placed(parts[part], overlay, words, part === 'body');
  return parts;
}

/** A value with others laid over it; JSON inside a text stays a text. */
function placed(whole: unknown, overlay: Overlay, words: Words, typed: boolean): unknown {
  if (overlay === null) return undefined;
  if (typeof overlay === 'boolean') return overlay;
  if (typeof overlay === 'string') return filled(whole, overlay, words, typed);
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

/** A text with its words filled in; where one is not known, what stood there. A number where numbers are told from texts. */
function filled(before: unknown, text: string, words: Words, typed: boolean): unknown {
  if (wordsIn(text).some(name => words(name) === undefined)) return before;
  const whole = text.replaceAll(/\{(\w+)\}/g, (_written, name: string) => words(name) ?? '');
  return typed && /^\{\w+\}$/.test(text) && /^\d{1,15}$/.test(whole) ? Number(whole) : whole;
}

/** The value at a place of an answer or an input: `$.data.id`, `body.name`; the first of a list for `[*]`. */
export function valueAt(whole: unknown, path: string): unknown {
  const keys = path.split(/[.[\]]+/).filter(word => word !== '' && word !== '$');
  return keys.reduce<unknown>((value, key) => {
    if (value === null || value === undefined) return undefined;
    if (key === '*') return Object.values(Object(value))[0];
    return Reflect.get(Object(value), key);
  }, whole);
}

/** Names of all things that a run may make. */
export const namesMade = ({ resources }: LoadedContract): ReadonlySet<string> =>
  new Set(resources.flatMap(({ ids }) => Object.keys(ids).map(nameOf)));

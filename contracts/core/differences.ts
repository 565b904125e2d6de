import { z } from 'zod';
import type { WireReply } from './dialect.js';
import { type Exchange, expectedOf } from './exchange.js';
import { fewOfEach } from './few-of-each.js';
import { type Located, located, valueUnder } from './nearest.js';
import type { Schema } from './operation.js';
import { patternOf, placeBelow, placeOf, type SchemaPlace, stepOf } from './schema.js';
import { described } from './schema-words.js';
import { mediaTypeOf } from './wire.js';

/** `$.data[0].name`, with names that are not plain words in brackets. */
export const jsonPath = (path: readonly PropertyKey[]): string => `$${path.map(stepOf).join('')}`;

/** Names the JSON type of a value, so that a report shows no value. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `array of ${value.length}`;
  return typeof value;
}

/** What is wrong with one value of a body. */
export interface Difference {
  readonly check: string;
  readonly keys: readonly PropertyKey[];
  readonly place: SchemaPlace;
  readonly expected: string;
  readonly found: string;
}

const known = new WeakMap<Exchange, readonly Difference[]>();

/** All that is wrong with the body of an exchange. The body is parsed once, however many checks ask. */
export function differencesIn(exchange: Exchange): readonly Difference[] {
  const before = known.get(exchange);
  if (before !== undefined) return before;
  const expected = expectedOf(exchange);
  const unread = expected && unreadOf(expected.schema, exchange.reply);
  if (unread !== undefined) {
    known.set(exchange, unread);
    return unread;
  }
  const result = expected && z.safeParse(expected.schema, exchange.reply.body);
  const differences =
    expected === undefined || result === undefined || result.success
      ? []
      : fewOfEach(result.error.issues, path => valueUnder(exchange.reply.body, path))
          .flatMap(issue => located(issue, placeOf(expected.schema, []), exchange.reply.body))
          .flatMap(one => differencesFrom(one, exchange.reply.body));
  const told = new Set<string>();
  const once = differences.filter(({ check, keys }) => {
    const id = `${check} ${jsonPath(keys)}`;
    return !told.has(id) && told.add(id);
  });
  known.set(exchange, once);
  return once;
}

const JSON_TYPE = /[/+]json\b/i;

/** If the body is a text where JSON should be, report that once; leave it to `media-type` if the media type says so too. */
function unreadOf(schema: Schema, { body, headers, text }: WireReply): Difference[] | undefined {
  if (typeof body !== 'string' || text !== undefined || mediaTypeOf(schema) !== 'application/json') return undefined;
  if (!JSON_TYPE.test(headers?.['content-type'] ?? '')) return [];
  const place = placeOf(schema, []);
  return [{ check: 'type', keys: [], place, expected: described(schema), found: 'text that is not JSON' }];
}

function differencesFrom({ issue, place }: Located, body: unknown): Difference[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => {
      const keys = [...issue.path, key];
      const found = kindOf(valueUnder(body, keys));
      return { check: 'undocumented-field', keys, place: placeBelow(place, [key]), expected: 'no such field', found };
    });
  const keys = issue.path;
  const value = valueUnder(body, keys);
  const check = checkFor(issue, value);
  // What a refinement misses may be left out elsewhere: its sentence says where it may not.
  const isRefined = issue.code === 'custom' && value === undefined;
  const expected = place.schema === undefined || isRefined ? issue.message : described(place.schema);
  const said = check === 'form' ? formOf(issue, expected) : expected;
  return [{ check, keys, place, expected: said, found: place.secret ? kindOf(value) : sampleOf(value, check) }];
}

function checkFor(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return 'missing-field';
  if (value === null) return 'null';
  if (issue.code === 'invalid_type') return issue.expected === 'int' && typeof value === 'number' ? 'form' : 'type';
  if (issue.code === 'invalid_union') return 'type';
  if (issue.code !== 'invalid_value') return 'form';
  // A boolean that is not the one allowed is no word of a list: a client that expects false or a number cannot read true.
  const isWord = typeof value !== 'boolean' && issue.values.some(allowed => typeof allowed === typeof value);
  return isWord ? 'enum' : 'type';
}

/** The schema in words, with zod's reason if the words alone do not say what is wrong with the form. */
function formOf(issue: z.core.$ZodIssue, words: string): string {
  if (words.includes(' like ') && issue.code === 'invalid_format') return words;
  if (issue.code === 'invalid_format')
    return `${words} of the form ${'pattern' in issue ? issue.pattern : issue.format}`;
  return `${words}: ${issue.message}`;
}

const WORD = /^[A-Za-z][A-Za-z _-]{0,31}$/;

/** Describes a value without showing it: its type, or the pattern of a text, with `0` for a digit and `a` for a letter. */
export function sampleOf(value: unknown, check: string): string {
  if (typeof value !== 'string' || check === 'type') return kindOf(value);
  if (check === 'enum' && WORD.test(value)) return JSON.stringify(value);
  return `string like ${patternOf(value)}`;
}

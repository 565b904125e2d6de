import { z } from 'zod';
import type { WireReply } from './dialect.js';
import { type Exchange, expectedOf } from './exchange.js';
import { fewOfEach } from './few-of-each.js';
import type { Schema } from './operation.js';
import { described, patternOf, placeOf, type SchemaPlace, stepOf } from './schema.js';
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
      : fewOfEach(result.error.issues.flatMap(closest), path => valueAt(exchange.reply.body, path)).flatMap(issue =>
          differencesFrom(issue, expected.schema, exchange.reply.body),
        );
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

/** If no option of a union takes the value, report the issues of the closest option, or the union whole if none is close. */
function closest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const options = issue.errors.map(issues => issues.flatMap(closest)).filter(issues => issues.length > 0);
  const near = options.filter(issues => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0));
  const [best] = near.sort((one, other) => one.length - other.length);
  if (best === undefined) return [issue];
  return best.map(inner => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function differencesFrom(issue: z.core.$ZodIssue, schema: Schema, body: unknown): Difference[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => {
      const keys = [...issue.path, key];
      const found = kindOf(valueAt(body, keys));
      return { check: 'undocumented-field', keys, place: placeOf(schema, keys), expected: 'no such field', found };
    });
  const keys = issue.path;
  const place = placeOf(schema, keys);
  const value = valueAt(body, keys);
  const check = checkFor(issue, value);
  const expected = place.schema === undefined ? issue.message : described(place.schema);
  const said = check === 'form' ? formOf(issue, expected) : expected;
  return [{ check, keys, place, expected: said, found: place.secret ? kindOf(value) : sampleOf(value, check) }];
}

function checkFor(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return 'missing-field';
  if (value === null) return 'null';
  if (issue.code === 'invalid_type') return issue.expected === 'int' && typeof value === 'number' ? 'form' : 'type';
  if (issue.code === 'invalid_union') return 'type';
  if (issue.code !== 'invalid_value') return 'form';
  return issue.values.some(allowed => typeof allowed === typeof value) ? 'enum' : 'type';
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

const valueAt = (all: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value === null || value === undefined ? undefined : Reflect.get(Object(value), key)),
    all,
  );

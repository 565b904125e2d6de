import { z } from 'zod';
import type { InputIssue, IssueWants, JsonType } from './failure.js';
import type { Schema } from './operation.js';
import { bare, memberOf, placeBelow, placesOf, type SchemaPlace } from './schema.js';

/** Codes of an `InputIssue`. */
export type IssueCode = 'required' | z.core.$ZodIssue['code'];

/** Bounds of what a sentence shows: an endpoint echoes a value, not a megabyte. */
const [LONGEST, MOST, DEEPEST] = [200, 20, 4];
const HIDDEN = '[redacted]';

const TYPES: Readonly<Record<string, JsonType>> = {
  ...{ string: 'string', template_literal: 'string', boolean: 'boolean', array: 'array', tuple: 'array' },
  ...{ object: 'object', record: 'object', map: 'object', null: 'null', number: 'number', bigint: 'integer' },
};

/** The JSON types of a schema, of a union those of its first option; none where a list of words says more than a type. */
function typesOf(schema: Schema): readonly JsonType[] {
  const { core, type, nullable } = bare(schema);
  if (core instanceof z.ZodUnion) return core.options[0] === undefined ? [] : typesOf(core.options[0]);
  const isWhole = core instanceof z.ZodNumber && core._zod.def.checks?.some(isOfIntegers);
  const own = isWhole || core instanceof z.ZodNumberFormat ? 'integer' : TYPES[type];
  if (own === undefined) return [];
  return nullable && own !== 'null' ? [own, 'null'] : [own];
}

const isOfIntegers = ({ _zod: { def } }: z.core.$ZodCheck): boolean =>
  def.check === 'number_format' && `${Reflect.get(def, 'format')}`.includes('int');

/** What zod's issue about a value says of what is wanted, without a word of zod's. */
export function wantsOf(issue: z.core.$ZodIssue, schema: Schema | undefined): IssueWants {
  const types = schema === undefined ? [] : typesOf(schema);
  return { ...(types.length > 0 && { types }), ...limitsOf(issue) };
}

function limitsOf(issue: z.core.$ZodIssue): IssueWants {
  switch (issue.code) {
    case 'too_small':
      return { limit: Number(issue.minimum), inclusive: issue.inclusive ?? true, of: measured(issue.origin) };
    case 'too_big':
      return { limit: Number(issue.maximum), inclusive: issue.inclusive ?? true, of: measured(issue.origin) };
    case 'not_multiple_of':
      return { limit: issue.divisor };
    case 'invalid_format':
      return { format: issue.format, ...(issue.pattern !== undefined && { pattern: sourceOf(issue.pattern) }) };
    case 'invalid_value':
      return {
        options: issue.values.slice(0, 100).map(value => (typeof value === 'symbol' ? `${String(value)}` : value)),
      };
    case 'unrecognized_keys':
      return { keys: issue.keys.slice(0, MOST).map(key => key.slice(0, LONGEST)) };
    case 'custom':
      return typeof issue.params?.rule === 'string' ? { format: issue.params.rule } : {};
    default:
      return {};
  }
}

const measured = (origin: string): NonNullable<IssueWants['of']> => {
  if (origin === 'string') return 'text';
  return origin === 'array' ? 'list' : 'number';
};

/** `/^a$/i` as it stands in a schema. */
const sourceOf = (pattern: string): string => /^\/(.*)\/[a-z]*$/s.exec(pattern)?.[1] ?? pattern;

/**
 * A value as it may be shown to whoever sent it: of bounded size, and without what the schema marks as a secret. Where a
 * schema has secrets, nothing is shown that it does not describe, for a secret may have been put in a wrong place.
 */
export function shownValue(schema: Schema, keys: InputIssue['path'], value: unknown): unknown {
  const hasSecrets = holdsSecrets(schema);
  const shown = (one: unknown, place: SchemaPlace, depth: number): unknown => {
    if (place.secret || (hasSecrets && place.schema === undefined)) return HIDDEN;
    if (typeof one === 'string') return one.length > LONGEST ? `${one.slice(0, LONGEST)}…` : one;
    if (one === null || typeof one !== 'object') return one;
    if (depth === DEEPEST) return Array.isArray(one) ? [] : {};
    const isMapOfUnknowns = hasSecrets && !Array.isArray(one);
    const members = Object.entries(one).slice(0, MOST);
    const copied = members.map(([key, inner]) => {
      const step = Array.isArray(one) ? Number(key) : key;
      const known = place.schema && memberOf(place.schema, step);
      const name = isMapOfUnknowns && known === undefined ? HIDDEN : key.slice(0, LONGEST);
      return [name, shown(inner, placeBelow(place, [step]), depth + 1)] as const;
    });
    return Array.isArray(one) ? copied.map(([, inner]) => inner) : Object.fromEntries(copied);
  };
  const top = placeBelow({ path: '$', schema, evidence: undefined, secret: false }, keys);
  return shown(value, top, 0);
}

const known = new WeakMap<Schema, boolean>();

function holdsSecrets(schema: Schema): boolean {
  let found = known.get(schema);
  if (found !== undefined) return found;
  found = false;
  for (const place of placesOf(schema)) found ||= bare(place.schema).secret;
  known.set(schema, found);
  return found;
}

import { z } from 'zod';
import type { InputIssue, IssueWants, JsonType, Limit } from './failure.js';
import type { Schema } from './operation.js';
import { bare, layersOf, memberOf, placeBelow, placesOf, type SchemaPlace } from './schema.js';

/** Codes of an `InputIssue`. */
export type IssueCode = 'required' | z.core.$ZodIssue['code'];

/** Bounds of what a sentence shows: an endpoint echoes a value, not a megabyte. */
const [LONGEST, MOST, DEEPEST] = [200, 20, 4];
const HIDDEN = '[redacted]';

const TYPES: Readonly<Record<string, JsonType>> = {
  ...{ string: 'string', template_literal: 'string', boolean: 'boolean', array: 'array', tuple: 'array' },
  ...{
    object: 'object',
    record: 'object',
    map: 'object',
    null: 'null',
    number: 'number',
    bigint: 'integer',
    int: 'integer',
  },
};

/** The JSON types of a schema, of a union those of its first option; none where a list of words says more than a type. */
function typesOf(schema: Schema): readonly JsonType[] {
  const { core, type, nullable } = bare(schema);
  if (core instanceof z.ZodUnion) return core.options[0] === undefined ? [] : typesOf(core.options[0]);
  const isWhole = core instanceof z.ZodNumber && core._zod.def.checks?.some(isOfIntegers);
  const isMarked = z.globalRegistry.get(core)?.type === 'integer';
  const own = isWhole || isMarked || core instanceof z.ZodNumberFormat ? 'integer' : TYPES[type];
  if (own === undefined) return [];
  return nullable && own !== 'null' ? [own, 'null'] : [own];
}

/** The types of the items of a list in whose place one item may stand. */
function itemTypesOf(schema: Schema): readonly JsonType[] {
  const { core } = bare(schema);
  const list = core instanceof z.ZodUnion ? core.options.map(option => bare(option).core) : [];
  return list.flatMap(option => (option instanceof z.ZodArray ? typesOf(option.element) : []));
}

const isOfIntegers = ({ _zod: { def } }: z.core.$ZodCheck): boolean =>
  def.check === 'number_format' && `${Reflect.get(def, 'format')}`.includes('int');

/** How a type looks as text, in which forms and queries send it. */
const AS_TEXT: Readonly<Partial<Record<JsonType, RegExp>>> = {
  integer: /^\s*[-+]?\d+\s*$/,
  number: /^\s*[-+]?\d+(\.\d+)?\s*$/,
  boolean: /^(true|false|on|off|yes|no|[01]?)$/i,
};

/** Whether a value is of a type, or a text that says one of it. */
export function isLike(type: JsonType, value: unknown): boolean {
  if (typeof value === 'string' && type !== 'string') return AS_TEXT[type]?.test(value) ?? false;
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return typeof value === 'bigint' || Number.isInteger(value);
  return typeof value === type && value !== null && !Array.isArray(value);
}

/** What zod's issue about a value says of what is wanted, without a word of zod's. The issue must tell its input. */
export function wantsOf(issue: z.core.$ZodIssue, schema: Schema | undefined): IssueWants {
  const limits = { ...limitsOf(issue), ...(isOwn(issue) && { says: issue.message }) };
  if (schema === undefined) return limits;
  const [types, items] = [typesOf(schema), itemTypesOf(schema)];
  const between = limits.limit === undefined ? undefined : rangeOf(schema, limits.limit);
  const formats = limits.format === undefined ? undefined : formatsOf(schema);
  return {
    ...limits,
    ...(types.length > 0 && { types }),
    ...(items.length > 0 && { items }),
    ...(bare(schema).optional && { isOptional: true }),
    ...(between && { between }),
    ...(formats && { formats }),
  };
}

/** Both ends of the range of which one is this limit; undefined where there is one end only, or one that is not let in. */
function rangeOf(schema: Schema, limit: Limit, depth = 0): IssueWants['between'] {
  if (depth > DEEPEST) return undefined;
  for (const layer of layersOf(schema)) {
    const [least, most] = endsOf(layer);
    if (least !== undefined && most !== undefined && (least === limit || most === limit)) return [least, most];
    const inner = layer instanceof z.ZodPipe ? [layer.in, layer.out] : layer instanceof z.ZodUnion ? layer.options : [];
    for (const one of inner) {
      const found = rangeOf(one, limit, depth + 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The least and the most that a schema's own checks let in. */
function endsOf(schema: Schema): [least: Limit | undefined, most: Limit | undefined] {
  let [least, most]: (Limit | undefined)[] = [];
  for (const check of schema._zod.def.checks ?? []) {
    const { def } = check._zod as { readonly def: SizeCheck };
    const end = def.value ?? def.minimum ?? def.maximum ?? def.length;
    if (end === undefined || def.inclusive === false) continue;
    if (LEAST.has(def.check)) least = limitOf(end);
    if (MOST_OF.has(def.check)) most = limitOf(end);
  }
  return [least, most];
}

/** What is read here of the definition of a check. */
interface SizeCheck {
  readonly check: string;
  readonly inclusive?: boolean;
  readonly value?: number | bigint;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly length?: number;
}
const LEAST: ReadonlySet<string> = new Set(['greater_than', 'min_length', 'length_equals']);
const MOST_OF: ReadonlySet<string> = new Set(['less_than', 'max_length', 'length_equals']);

const limitOf = (end: number | bigint): Limit =>
  typeof end === 'bigint' && !Number.isSafeInteger(Number(end)) ? `${end}` : Number(end);

/** The forms of a union of texts. */
function formatsOf(schema: Schema): readonly string[] | undefined {
  const { core } = bare(schema);
  if (!(core instanceof z.ZodUnion)) return undefined;
  const formats = core.options.map(option => Reflect.get(bare(option).core._zod.def, 'format'));
  return formats.every(format => typeof format === 'string') ? formats : undefined;
}

function limitsOf(issue: z.core.$ZodIssue): IssueWants {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] === undefined ? {} : { types: [TYPES[issue.expected] ?? 'null'] };
    case 'too_small':
      return { limit: limitOf(issue.minimum), inclusive: issue.inclusive ?? true, of: measured(issue.origin) };
    case 'too_big':
      return { limit: limitOf(issue.maximum), inclusive: issue.inclusive ?? true, of: measured(issue.origin) };
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

/** Whether the words are the contract's own, and not those that zod has where there are none. */
function isOwn(issue: z.core.$ZodIssue): boolean {
  const usual = z.config().localeError?.(Object.assign({ ...issue, input: undefined }, { input: issue.input }));
  return issue.message !== (typeof usual === 'string' ? usual : usual?.message);
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

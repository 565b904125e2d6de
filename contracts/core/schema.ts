import { z } from 'zod';
import { type Evidence, evidenceOf } from './evidence.js';
import type { Schema } from './operation.js';
import { isFloat, isSecret, isWide } from './wire.js';

/** The parts of zod's definition of a schema that are read here. */
interface Def {
  readonly type: string;
  readonly format?: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly catchall?: Schema;
  readonly element?: Schema;
  readonly items?: readonly Schema[];
  readonly innerType?: Schema;
  readonly valueType?: Schema;
  readonly options?: readonly Schema[];
  readonly left?: Schema;
  readonly right?: Schema;
  readonly in?: Schema;
  readonly out?: Schema;
  readonly getter?: () => Schema;
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly values?: readonly unknown[];
}

/** Its definition, as far as it is read here. */
export const defOf = (schema: Schema): Def => schema._zod.def as unknown as Def;

/** Keys of an object schema, also inside unions, pipes and wrappers; none for any other schema. */
export function keysOf(schema: Schema | undefined): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodPipe) return [...new Set([...keysOf(schema.in), ...keysOf(schema.out)])];
  if (schema instanceof z.ZodUnion) return [...new Set(schema.options.flatMap(option => keysOf(option)))];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return keysOf(schema.unwrap());
  return [];
}

/** Keys of an object schema that an input must have. */
export const neededKeys = (schema: Schema | undefined): string[] =>
  schema === undefined
    ? []
    : keysOf(schema).filter(key => {
        const member = memberOf(schema, key);
        return member !== undefined && !bare(member.schema).optional;
      });

/** A schema without its wrappings, and what the wrappings and marks say. */
export interface Bare {
  readonly core: Schema;
  readonly type: string;
  readonly optional: boolean;
  readonly nullable: boolean;
  readonly secret: boolean;
  readonly float: boolean;
  /** Some of its numbers are more than a double can hold. */
  readonly wide: boolean;
  readonly evidence: Evidence | undefined;
  readonly example: string | undefined;
}

const known = new WeakMap<Schema, Bare>();

/** Takes the wrappings off a schema. Of a pipe it keeps the input side, of a preprocessed schema the output side. */
export function bare(schema: Schema): Bare {
  const before = known.get(schema);
  if (before !== undefined) return before;
  let core = schema;
  let optional = false;
  let nullable = false;
  let secret = false;
  let wide = false;
  let evidence: Evidence | undefined;
  let example: string | undefined;
  for (let inner: Schema | undefined = schema; inner !== undefined; inner = innerOf(core)) {
    core = inner;
    const { type } = defOf(core);
    optional ||= type === 'optional' || type === 'default' || type === 'prefault' || type === 'undefined';
    nullable ||= type === 'nullable' || type === 'null';
    secret ||= isSecret(core);
    wide ||= isWide(core);
    evidence ??= evidenceOf(core);
    const [first] = examplesOf(core);
    example ??= typeof first === 'string' ? first : undefined;
  }
  const { type, options } = defOf(core);
  const found: Bare = {
    core,
    type,
    optional: optional || (options?.some(option => bare(option).optional) ?? false),
    nullable: nullable || (options?.some(option => bare(option).nullable) ?? false),
    secret,
    float: isFloat(core),
    wide: wide || (options?.some(option => bare(option).wide) ?? false),
    evidence,
    example,
  };
  known.set(schema, found);
  return found;
}

const innerOf = (schema: Schema): Schema | undefined => {
  const def = defOf(schema);
  const read = def.in !== undefined && defOf(def.in).type === 'transform' ? def.out : def.in;
  return def.innerType ?? def.getter?.() ?? (def.type === 'pipe' ? read : undefined);
};

/** A schema and those inside its wrappings, from outside in. */
export function* layersOf(schema: Schema): Generator<Schema> {
  for (let layer: Schema | undefined = schema; layer !== undefined; layer = innerOf(layer)) yield layer;
}

const examplesOf = (schema: Schema): readonly unknown[] => {
  const examples = z.globalRegistry.get(schema)?.examples;
  return Array.isArray(examples) ? examples : [];
};

/** The schema of a member or an item, and its step in a general path: `.id`, `[*]`; undefined if the schema has none. */
export function memberOf(schema: Schema, key: PropertyKey): { schema: Schema; step: string } | undefined {
  const def = defOf(bare(schema).core);
  if (def.options !== undefined)
    return def.options.map(option => memberOf(option, key)).find(member => member !== undefined);
  if (def.left !== undefined && def.right !== undefined) return memberOf(def.left, key) ?? memberOf(def.right, key);
  const item = def.element ?? def.valueType ?? (typeof key === 'number' ? def.items?.[key] : undefined);
  if (item !== undefined) return { schema: item, step: '[*]' };
  const own = Object.hasOwn(def.shape ?? {}, key) ? def.shape?.[String(key)] : undefined;
  if (own !== undefined) return { schema: own, step: stepOf(key) };
  return def.catchall && { schema: def.catchall, step: unknownStep(key) };
}

/** `.name`, `[0]`, or `["odd name"]`. */
export const stepOf = (key: PropertyKey): string => {
  if (typeof key === 'number') return `[${key}]`;
  return /^[A-Za-z_]\w*$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(String(key))}]`;
};

const PLAIN_NAME = /^(?=.{1,32}$)(?!(.*\d){4})[A-Za-z_]\w*$/;

/** The step of a name that no schema lists. Show only the pattern of what does not look like a name: a map's keys may be secrets. */
const unknownStep = (key: PropertyKey): string =>
  typeof key === 'number' || String(key).length <= 16 || PLAIN_NAME.test(String(key))
    ? stepOf(key)
    : stepOf(patternOf(String(key)));

const LONGEST = 24;

/** The beginning of a text with `0` for each digit and `a` for each letter, so that a report shows no value. */
export const patternOf = (text: string): string => {
  const pattern = text
    .slice(0, LONGEST)
    .replaceAll(/\d/g, '0')
    .replaceAll(/\p{Lu}/gu, 'A')
    .replaceAll(/\p{Ll}/gu, 'a');
  return `${pattern}${text.length > LONGEST ? '…' : ''}`;
};

/** A place below a schema, as far as the schema describes it. */
export interface SchemaPlace {
  /** The path with `[*]` for any item of a list or a map: `$.data[*].id`. */
  readonly path: string;
  /** Schema of the place; undefined if the schema does not describe it. */
  readonly schema: Schema | undefined;
  readonly evidence: Evidence | undefined;
  /** Whether the place, or one on the way to it, is a secret. */
  readonly secret: boolean;
}

/** Follows the keys of a value into its schema. */
export const placeOf = (schema: Schema, keys: readonly PropertyKey[]): SchemaPlace =>
  placeBelow({ path: '$', schema, evidence: undefined, secret: false }, keys);

/** Follows keys from a place on; with none it is the place, with what its schema's own marks say. */
export function placeBelow(from: SchemaPlace, keys: readonly PropertyKey[]): SchemaPlace {
  const top = from.schema && bare(from.schema);
  let place = { ...from, evidence: top?.evidence ?? from.evidence, secret: from.secret || (top?.secret ?? false) };
  for (const key of keys) {
    const member: { schema: Schema; step: string } | undefined = place.schema && memberOf(place.schema, key);
    const below: Bare | undefined = member && bare(member.schema);
    place = {
      path: place.path + (member?.step ?? (typeof key === 'number' ? '[*]' : unknownStep(key))),
      schema: member?.schema,
      evidence: below?.evidence ?? place.evidence,
      secret: place.secret || (below?.secret ?? false),
    };
  }
  return place;
}

const DEEPEST = 14;

/** A place that a schema describes. */
export interface DescribedPlace {
  readonly path: string;
  readonly schema: Schema;
  /** Its own mark, else that of the nearest place around it; undefined where it is as sure as its operation. */
  readonly evidence: Evidence | undefined;
}

/** All places that a schema describes, each once, with the members of every option of a union. */
export function* placesOf(schema: Schema, path = '$', depth = 0, around?: Evidence): Generator<DescribedPlace> {
  const { core, evidence = around } = bare(schema);
  yield { path, schema, evidence };
  if (depth === DEEPEST) return;
  const def = defOf(core);
  const item = def.element ?? def.valueType;
  if (item !== undefined) yield* placesOf(item, `${path}[*]`, depth + 1, evidence);
  for (const [key, member] of Object.entries(def.shape ?? {}))
    yield* placesOf(member, path + stepOf(key), depth + 1, evidence);
  const alternatives = [...(def.options ?? []), def.left, def.right].filter(one => one !== undefined);
  const seen = new Set([path]);
  for (const alternative of alternatives)
    for (const place of placesOf(alternative, path, depth + 1, evidence)) {
      if (seen.has(place.path)) continue;
      seen.add(place.path);
      yield place;
    }
}

const paths = new WeakMap<Schema, readonly string[]>();

/** The paths of all places that a schema describes, but for its own. */
export function pathsOf(schema: Schema): readonly string[] {
  const before = paths.get(schema);
  if (before !== undefined) return before;
  const found = [...placesOf(schema)].map(({ path }) => path).filter(path => path !== '$');
  paths.set(schema, found);
  return found;
}

/** Chooses the option of a union that takes the value, else the first that has a member of it. */
export function chosenFor(schema: Schema, value: unknown): Schema {
  const { options } = defOf(bare(schema).core);
  if (options === undefined) return schema;
  const taking = options.find(option => z.safeParse(option, value).success);
  const chosen = taking ?? options.find(option => memberOf(option, Object.keys(Object(value))[0] ?? 0) !== undefined);
  return chosen === undefined ? schema : chosenFor(chosen, value);
}

/** Whether any place of a schema is a float, which must be written with its decimal point. */
export function hasFloats(schema: Schema): boolean {
  const before = floats.get(schema);
  if (before !== undefined) return before;
  let found = false;
  for (const place of placesOf(schema)) found ||= bare(place.schema).float;
  floats.set(schema, found);
  return found;
}

const floats = new WeakMap<Schema, boolean>();

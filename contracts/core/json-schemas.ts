import { z } from 'zod';
import { askedFor, namingOf, OURS } from './document-marks.js';
import type { Schema } from './operation.js';
import { isSameBothWays } from './same-both-ways.js';
import { sampleOf } from './schema-sample.js';

export type SchemaJson = Record<string, unknown>;

/** Which side of a schema is told: what it takes, or what it gives. */
export type Direction = 'input' | 'output';

/** What is said of a place and not of the thing that stands there: beside a reference, and never in what it refers to. */
const OF_PLACES = new Set(['x-evidence', 'x-forms', 'x-secret', 'default']);

/** Where a document has its schemas. */
const SCHEMAS = '#/components/schemas/';
/** Where zod has those of one schema that hold themselves. */
const OWN = '"#/$defs/';
const refTo = (name: string): string => SCHEMAS + name;

/**
 * The schemas of one document, as JSON Schema. Each that has a name stands under it, once; the others stand where they are
 * used. What is the same object is converted once.
 */
export class JsonSchemas {
  readonly #converted = { input: new Map<Schema, SchemaJson>(), output: new Map<Schema, SchemaJson>() };
  /** Those that are being converted: one that holds itself is referred to there. */
  readonly #open = new Set<Schema>();
  readonly #components = new Map<string, string>();
  readonly #nested = new Map<string, number>();

  /** A schema in place: a reference if it has a name, or gets this one because it has members or forms to choose from. */
  of(schema: Schema, direction: Direction, name?: string): SchemaJson {
    if (namingOf(schema) !== undefined) return this.#referred(schema, direction, z.globalRegistry.get(schema) ?? {});
    const json = this.#convert(schema, direction);
    if (name === undefined || '$ref' in json || !('properties' in json || 'anyOf' in json)) return json;
    return { $ref: refTo(this.#add(name, json)) };
  }

  /** Members of an input, with those that must be there. */
  members(schema: Schema | undefined): { properties: Record<string, SchemaJson>; required: readonly string[] } {
    const { properties = {}, required = [] } = (schema === undefined ? {} : this.#convert(schema, 'input')) as {
      properties?: Record<string, SchemaJson>;
      required?: string[];
    };
    return { properties, required };
  }

  /** A value that a schema gives; undefined where none can be made of what it says. */
  sample(schema: Schema): unknown {
    const made = sampleOf(this.of(schema, 'output'), $ref =>
      JSON.parse(this.#components.get($ref.slice(SCHEMAS.length)) ?? '{}'),
    );
    return z.safeParse(schema, made).success ? made : undefined;
  }

  /** All that were referred to, by name. */
  get components(): Record<string, SchemaJson> {
    const named = [...this.#components].sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(named.map(([name, text]) => [name, JSON.parse(text) as SchemaJson]));
  }

  #add(name: string, json: SchemaJson): string {
    const text = JSON.stringify(json);
    const before = this.#components.get(name);
    if (before !== undefined && before !== text) throw new Error(`two schemas of a document are called ${name}`);
    this.#components.set(name, text);
    return name;
  }

  /** A reference to a schema that has a name, with what is said of this place of it. */
  #referred(schema: Schema, direction: Direction, place: SchemaJson): SchemaJson {
    const { name, marks } = namingOf(schema) ?? { name: '', marks: {} };
    const beside = Object.fromEntries(
      Object.entries(place).filter(([key, said]) => OF_PLACES.has(key) && !isSame(said, marks[key])),
    );
    if (this.#open.has(schema)) return { $ref: refTo(name), ...beside };
    this.#open.add(schema);
    // What it gives may be other than what it takes: then both have a name, whichever is used.
    const isOneForm = isSameBothWays(schema);
    const json = this.#plain(schema, isOneForm ? 'output' : direction, marks);
    this.#open.delete(schema);
    return { $ref: refTo(this.#add(isOneForm || direction === 'input' ? name : `${name}Output`, json)), ...beside };
  }

  /** A schema without what is said of one place of it. */
  #plain(schema: Schema, direction: Direction, marks: SchemaJson): SchemaJson {
    const own = Object.entries(this.#convert(schema, direction)).filter(([key]) => !OF_PLACES.has(key));
    return {
      ...Object.fromEntries(own),
      ...Object.fromEntries(Object.entries(marks).filter(([key]) => OF_PLACES.has(key))),
    };
  }

  #convert(schema: Schema, direction: Direction): SchemaJson {
    const before = this.#converted[direction].get(schema);
    if (before !== undefined) return before;
    const roots = new Set(withParents(schema));
    const {
      $schema: _,
      $defs = {},
      ...json
    } = z.toJSONSchema(schema as z.ZodType, {
      io: direction,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => this.#rewrite(zodSchema, jsonSchema as SchemaJson, direction, roots),
    }) as SchemaJson;
    const tidy = tidied(this.#hoisted(json, $defs as SchemaJson), direction) as SchemaJson;
    this.#converted[direction].set(schema, tidy);
    return tidy;
  }

  /** Schemas that hold themselves and have no name stand among the others too, each under a number. */
  #hoisted(json: SchemaJson, inner: SchemaJson): SchemaJson {
    const text = JSON.stringify(json);
    if (!text.includes(OWN)) return json;
    const all = JSON.stringify(inner);
    const first = this.#nested.get(all) ?? this.#nested.size + 1;
    this.#nested.set(all, first);
    const renamed = (part: string): string =>
      part.replaceAll(/"#\/\$defs\/(?:__schema)?([^"]+)"/g, (_, key: string) =>
        JSON.stringify(refTo(`Nested${first}_${key}`)),
      );
    for (const [key, one] of Object.entries(inner))
      this.#components.set(
        `Nested${first}_${key.replace('__schema', '')}`,
        JSON.stringify(tidied(JSON.parse(renamed(JSON.stringify(one))), 'output')),
      );
    return JSON.parse(renamed(text));
  }

  /** Changes what zod made of one schema below the one that is converted, or of that itself. */
  #rewrite(schema: Schema, json: SchemaJson, direction: Direction, roots: ReadonlySet<Schema>): void {
    if (namingOf(schema) !== undefined && !roots.has(schema))
      return replace(json, this.#referred(schema, direction, json));
    const asked = direction === 'input' ? askedFor(schema) : undefined;
    if (asked !== undefined) {
      const { $ref, ...place } = json;
      const said = Object.fromEntries(Object.entries(place).filter(([key]) => OF_PLACES.has(key)));
      replace(json, { ...this.of(asked, direction), ...said });
    }
    if (direction === 'input' && asked === undefined && schema instanceof z.ZodPipe) {
      if (json.contentMediaType === 'application/json') json.contentSchema = this.of(schema.out, direction);
      else if (!(schema.in instanceof z.ZodPipe && schema.in.out instanceof z.ZodTransform)) narrow(json, schema.out);
    }
    // What stands in for a wrong value is no default.
    if (schema instanceof z.ZodCatch) delete json.default;
    for (const key of OURS) delete json[key];
  }
}

function* withParents(schema: Schema): Generator<Schema> {
  for (let one: Schema | undefined = schema; one !== undefined; one = one._zod.parent) yield one;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function replace(json: SchemaJson, by: SchemaJson): void {
  for (const key of Object.keys(json)) delete json[key];
  Object.assign(json, by);
}

/** Adds the bounds that a number or a list is held to after it was read. */
function narrow(json: SchemaJson, after: Schema): void {
  if (json.type === 'array' && after instanceof z.ZodArray) {
    const { minItems, maxItems } = z.toJSONSchema(after, { io: 'input', unrepresentable: 'any' });
    json.minItems = most(json.minItems, minItems);
    json.maxItems = least(json.maxItems, maxItems);
  }
  if (json.type !== 'integer' && json.type !== 'number') return;
  if (!(after instanceof z.ZodNumber)) return;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = z.toJSONSchema(after);
  json.minimum = most(json.minimum, minimum);
  json.maximum = least(json.maximum, maximum);
  if (exclusiveMinimum !== undefined) json.exclusiveMinimum = exclusiveMinimum;
  if (exclusiveMaximum !== undefined) json.exclusiveMaximum = exclusiveMaximum;
  if (after.isInt) json.type = 'integer';
}

const numbers = (values: readonly unknown[]): number[] => values.filter(one => typeof one === 'number');
const most = (...values: readonly unknown[]): number | undefined => numbers(values).sort((a, b) => b - a)[0];
const least = (...values: readonly unknown[]): number | undefined => numbers(values).sort((a, b) => a - b)[0];

/** The same said in fewer words: an alternative once, `null` as a type, and no bound that nobody set. */
function tidied(value: unknown, direction: Direction): unknown {
  if (Array.isArray(value)) return value.map(one => tidied(one, direction));
  if (value === null || typeof value !== 'object') return value;
  const json: SchemaJson = Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => [
        key,
        key === 'properties' ? ofEach(one, direction) : VALUES.has(key) ? one : tidied(one, direction),
      ]),
  );
  const { propertyNames, additionalProperties } = json;
  const words = Object(propertyNames).enum;
  if (Array.isArray(words) && Array.isArray(json.required)) {
    delete json.propertyNames;
    json.properties = Object.fromEntries(words.map((word: string) => [word, additionalProperties]));
    json.additionalProperties = false;
  }
  // The types of most languages say of all members what they say of those without a name.
  const others = json.additionalProperties;
  if (
    json.properties &&
    others !== null &&
    typeof others === 'object' &&
    Object.keys(others).some(key => !key.startsWith('x-'))
  )
    json.additionalProperties = withoutRepeats({}, [
      others as SchemaJson,
      ...Object.values(json.properties as Record<string, SchemaJson>),
    ]);
  if (direction === 'output' && json.type === 'integer') {
    if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
    if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  }
  return Array.isArray(json.anyOf) ? withoutRepeats(json, json.anyOf as SchemaJson[]) : json;
}

const ofEach = (members: unknown, direction: Direction): SchemaJson =>
  Object.fromEntries(Object.entries(Object(members)).map(([name, one]) => [name, tidied(one, direction)]));

/** Members that hold values, not schemas. */
const VALUES = new Set(['const', 'enum', 'default', 'examples', 'required', 'x-forms']);

function withoutRepeats(json: SchemaJson, all: readonly SchemaJson[]): SchemaJson {
  const { anyOf: _, ...rest } = json;
  const said = all.map(one => JSON.stringify(one));
  const options = all.filter((_, at) => said.indexOf(`${said[at]}`) === at);
  const [first, ...others] = options.filter(one => one.type !== 'null' || Object.keys(one).length > 1);
  if (first === undefined) return { ...rest, type: 'null' };
  if (others.length > 0) return { ...rest, anyOf: options };
  const isNullable = options.length > 1;
  if (!isNullable) return { ...first, ...rest };
  // A type may be `null` too where nothing else is said that null would not meet.
  if (typeof first.type !== 'string' || 'const' in first || 'enum' in first) return { ...rest, anyOf: options };
  return { ...first, ...rest, type: [first.type, 'null'] };
}

import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';

/** A JSON Schema, as far as it is looked into here. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly maxProperties?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly contentMediaType?: string;
  readonly contentSchema?: JsonSchema;
  readonly [mark: `x-${string}`]: unknown;
}

/** What has schemas by name. */
export interface Schemas {
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

const ID = 'https://hostdouble.test/document';

/** Makes values of the schemas of a document, and tells whether a value is one. */
export class SchemaValues {
  readonly #document: Schemas;
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: true, allErrors: true, logger: false });
  readonly #made = new WeakMap<JsonSchema, fc.Arbitrary<unknown>>();
  readonly #checks = new WeakMap<JsonSchema, (value: unknown) => string>();

  constructor(document: Schemas) {
    this.#document = document;
    formats.default(this.#ajv);
    this.#ajv.addSchema({ $id: ID, components: document.components });
  }

  /** What is wrong with a value; an empty text if nothing is. */
  wrongWith(schema: JsonSchema, value: unknown): string {
    let check = this.#checks.get(schema);
    if (check === undefined) {
      const validate = this.#ajv.compile(absolute(schema) as object);
      check = one => (validate(one) ? '' : this.#ajv.errorsText(validate.errors));
      this.#checks.set(schema, check);
    }
    return check(value);
  }

  /** Values that the schema calls valid. */
  of(schema: JsonSchema): fc.Arbitrary<unknown> {
    const before = this.#made.get(schema);
    if (before !== undefined) return before;
    const made = this.#near(schema);
    this.#made.set(schema, made);
    return made;
  }

  #near(schema: JsonSchema): fc.Arbitrary<unknown> {
    const { $ref, anyOf, oneOf, allOf, type, ...rest } = schema;
    if ($ref !== undefined) return this.of(this.#referred($ref));
    if ('const' in schema) return fc.constant(schema.const);
    if (rest.enum !== undefined) return fc.constantFrom(...rest.enum);
    const either = anyOf ?? oneOf;
    // Beside alternatives there may be members that all of them have.
    if (either !== undefined) {
      const { properties: _, ...others } = rest;
      const options = either.map(one =>
        this.of(type === undefined ? one : ({ ...schema, anyOf: undefined, oneOf: undefined, ...one } as JsonSchema)),
      );
      return Object.keys(others).length < 0 ? fc.constant(undefined) : fc.oneof(...options);
    }
    if (allOf !== undefined)
      return this.#near(Object.assign({}, ...allOf.map(one => (one.$ref ? this.#referred(one.$ref) : one))));
    if (Array.isArray(type)) return fc.oneof(...type.map((one: string) => this.#near({ ...schema, type: one })));
    switch (type) {
      case undefined:
        return fc.oneof(fc.string(), fc.integer(), fc.boolean());
      case 'object':
        return this.#object(schema);
      case 'array':
        return fc.array(this.of(rest.items ?? {}), {
          minLength: rest.minItems ?? 0,
          maxLength: Math.min(rest.maxItems ?? 3, (rest.minItems ?? 0) + 3),
        });
      case 'string':
        return this.#text(schema);
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return numbers(schema);
    }
  }

  #object({ properties = {}, required = [], additionalProperties = true, propertyNames, maxProperties }: JsonSchema) {
    const members = fc.record(
      Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, this.of(schema)])),
      { requiredKeys: [...required] },
    );
    if (typeof additionalProperties === 'boolean') return members;
    const names =
      propertyNames === undefined ? fc.stringMatching(/^[a-z]{1,8}$/) : this.of({ type: 'string', ...propertyNames });
    const others = fc.dictionary(names as fc.Arbitrary<string>, this.of(additionalProperties), {
      maxKeys: Math.min(3, maxProperties ?? 3),
    });
    return fc.tuple(others, members).map(([more, own]) => ({ ...more, ...own }));
  }

  #text(schema: JsonSchema): fc.Arbitrary<string> {
    const { pattern, format, minLength = 0, maxLength, contentMediaType, contentSchema } = schema;
    if (contentMediaType === 'application/json' && contentSchema !== undefined)
      return this.of(contentSchema).map(value => JSON.stringify(value));
    if (pattern !== undefined)
      return fc
        .stringMatching(new RegExp(pattern, 'u'), { size: 'small' })
        .filter(text => text.length >= minLength && text.length <= (maxLength ?? text.length));
    switch (format) {
      case 'email':
        return fc.emailAddress();
      case 'uri':
        return fc.webUrl();
      case 'uuid':
        return fc.uuid();
      case 'ipv4':
        return fc.ipV4();
      case 'ipv6':
        return fc.ipV6();
      case 'date-time':
        return fc.date({ noInvalidDate: true }).map(date => date.toISOString());
      default:
        return fc.string({ minLength, maxLength: Math.min(maxLength ?? minLength + 40, minLength + 40) });
    }
  }

  #referred($ref: string): JsonSchema {
    const schema = this.#document.components.schemas[$ref.replace('#/components/schemas/', '')];
    if (schema === undefined) throw new Error(`nothing is called ${$ref}`);
    return schema;
  }
}

function numbers({ type, multipleOf, ...bounds }: JsonSchema): fc.Arbitrary<unknown> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bounds;
  const step = multipleOf ?? (type === 'integer' ? 1 : undefined);
  if (step !== undefined) {
    const min = Math.ceil(
      (minimum ?? (exclusiveMinimum === undefined ? Number.MIN_SAFE_INTEGER : exclusiveMinimum + 1)) / step,
    );
    const max = Math.floor(
      (maximum ?? (exclusiveMaximum === undefined ? Number.MAX_SAFE_INTEGER : exclusiveMaximum - 1)) / step,
    );
    return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max)).map(value => value * step);
  }
  return fc.double({
    noNaN: true,
    noDefaultInfinity: true,
    ...(minimum !== undefined && { min: minimum }),
    ...(maximum !== undefined && { max: maximum }),
  });
}

/** References of the document as those of a schema that stands alone. */
function absolute(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(absolute);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === '$ref' && typeof one === 'string' ? one.replace(/^#/, `${ID}#`) : absolute(one),
    ]),
  );
}

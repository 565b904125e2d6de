import { z } from 'zod';

/** The vendor's OpenAPI in short: names, types and statuses. ` required` after a type says so; `[…]` is a list. */
const shortForm = z.strictObject({
  source: z.string(),
  version: z.string(),
  operations: z.record(
    z.string().regex(/^(GET|POST|PUT|PATCH|DELETE) \//),
    z.strictObject({
      id: z.string(),
      /** By place and name: `path id`, `query page`. */
      parameters: z.record(z.string(), z.string()).default({}),
      input: z.string().optional(),
      mediaType: z.string().default('application/json'),
      statuses: z.string().transform(text => text.split(' ')),
      replies: z.record(z.string(), z.string()).default({}),
    }),
  ),
  schemas: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
});

/** What is said of one operation: by place, `query page`, `input $.name`, `200 $.data[*].id`, its type, and whether it is required. */
export type Shape = ReadonlyMap<string, { readonly types: readonly string[]; readonly required: boolean }>;

export interface Side {
  readonly shape: Shape;
  readonly statuses: readonly string[];
  readonly mediaType: string | undefined;
}

/** The vendor's operations by method and path. */
export function readShort(text: string): ReadonlyMap<string, Side> {
  const { operations, schemas } = shortForm.parse(JSON.parse(text));
  return new Map(
    Object.entries(operations).map(([key, { parameters, input, mediaType, statuses, replies }]) => {
      const shape = new Map<string, { types: string[]; required: boolean }>();
      for (const [place, type] of Object.entries(parameters)) add(place, type);
      if (input !== undefined) walk('input $', input, []);
      for (const [status, type] of Object.entries(replies)) walk(`${status} $`, type, []);
      return [key, { shape, statuses, mediaType: input === undefined ? undefined : mediaType }];

      function add(place: string, written: string): void {
        const required = written.endsWith(' required');
        const type = written.replace(' required', '');
        const inside = schemas[type];
        const named = typeof inside === 'string' ? inside : inside === undefined ? type : 'object';
        shape.set(place, { types: [named.startsWith('[') ? 'array' : named], required });
      }
      /** A schema that holds itself is followed once. */
      function walk(place: string, written: string, above: readonly string[]): void {
        if (!/ \$$/.test(place)) add(place, written);
        const type = written.replace(' required', '');
        if (type.startsWith('[')) return walk(`${place}[*]`, type.slice(1, -1), above);
        const inside = schemas[type];
        if (typeof inside !== 'object' || above.includes(type)) return;
        for (const [name, member] of Object.entries(inside)) walk(`${place}.${name}`, member, [...above, type]);
      }
    }),
  );
}

type Json = Readonly<Record<string, unknown>>;
const objectOf = (value: unknown): Json => (value !== null && typeof value === 'object' ? { ...value } : {});
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The operations of an OpenAPI document of ours by method and path. */
export function readWhole(document: Json): ReadonlyMap<string, Side> {
  return new Map(
    Object.entries(objectOf(document.paths)).flatMap(([path, verbs]) =>
      Object.entries(objectOf(verbs)).map(([verb, operation]) => [
        `${verb.toUpperCase()} ${path}`,
        sideOf(objectOf(operation)),
      ]),
    ),
  );
}

function sideOf(operation: Json): Side {
  const shape = new Map<string, { types: string[]; required: boolean }>();
  for (const parameter of listOf(operation.parameters).map(objectOf))
    add(
      `${parameter.in} ${parameter.name}`,
      objectOf(parameter.schema),
      parameter.in === 'query' && parameter.required === true,
    );
  const [media] = Object.entries(objectOf(objectOf(operation.requestBody).content));
  if (media !== undefined) walk('input $', objectOf(objectOf(media[1]).schema), false);
  const responses = objectOf(operation.responses);
  for (const [status, response] of Object.entries(responses)) {
    const [content] = Object.values(objectOf(objectOf(response).content));
    if (/^2/.test(status)) walk(`${status} $`, objectOf(objectOf(content).schema), false);
  }
  return { shape, statuses: Object.keys(responses), mediaType: media?.[0] };

  function add(place: string, schema: Json, required: boolean): void {
    const known = shape.get(place);
    const types = new Set([...(known?.types ?? []), ...typesOf(schema)]);
    shape.set(place, { types: [...types].sort(), required: required || known?.required === true });
  }
  function walk(place: string, schema: Json, required: boolean): void {
    if (!/ \$$/.test(place)) add(place, schema, required);
    for (const one of optionsOf(schema)) {
      if (one.items !== undefined) walk(`${place}[*]`, objectOf(one.items), false);
      const needed = listOf(one.required);
      for (const [name, member] of Object.entries(objectOf(one.properties)))
        walk(`${place}.${name}`, objectOf(member), needed.includes(name));
    }
  }
}

/** All forms that a schema lets a value have. */
const optionsOf = (schema: Json): Json[] => {
  const inside = [...listOf(schema.anyOf), ...listOf(schema.oneOf), ...listOf(schema.allOf)].map(objectOf);
  return inside.length === 0 ? [schema] : [schema, ...inside.flatMap(optionsOf)];
};

const typesOf = (schema: Json): string[] => [
  ...new Set(
    optionsOf(schema)
      .flatMap(({ type, const: only }) => type ?? (only === undefined ? [] : typeof only))
      .map(String)
      .filter(type => type !== 'null'),
  ),
];

import { z } from 'zod';
import { below, type Described, type Member, type Members } from './theirs.js';

type Json = Readonly<Record<string, unknown>>;

const shape = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).default([]),
  oneOf: z.array(z.unknown()).default([]),
  allOf: z.array(z.unknown()).default([]),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
});

const document = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        parameters: z.array(
          z.looseObject({
            name: z.string(),
            in: z.string(),
            required: z.boolean().default(false),
            schema: z.unknown(),
          }),
        ),
        requestBody: z
          .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) })
          .optional(),
        responses: z.record(
          z.string(),
          z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional() }),
        ),
      }),
    ),
  ),
});

/** A document with what its references are about in their place. */
function dereferenced(value: unknown, within: Json): unknown {
  if (Array.isArray(value)) return value.map(one => dereferenced(one, within));
  if (value === null || typeof value !== 'object') return value;
  const { $ref, ...rest } = value as { readonly $ref?: unknown };
  if (typeof $ref !== 'string')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, dereferenced(one, within)]));
  const found = $ref
    .slice(2)
    .split('/')
    .reduce((at: unknown, key) => Object(at)[key], within);
  return { ...Object(dereferenced(found, within)), ...rest };
}

/** What our OpenAPI document says of each call, by verb and path. */
export function describedIn(openapi: Json): ReadonlyMap<string, Described> {
  const { paths } = document.parse(dereferenced(openapi, openapi));
  return new Map(
    Object.entries(paths).flatMap(([path, verbs]) =>
      Object.entries(verbs).map(([verb, { parameters, requestBody, responses }]): [string, Described] => {
        const query = new Map<string, Member>();
        for (const { name, in: place, required, schema } of parameters)
          if (place === 'query') addMembers(query, name, schema, required);
        return [
          `${verb.toUpperCase()} ${path}`,
          {
            query,
            body: membersOf(Object.values(requestBody?.content ?? {}).map(({ schema }) => schema)),
            statuses: Object.keys(responses),
            answers: Object.fromEntries(
              Object.entries(responses).flatMap(([status, { content }]) =>
                content === undefined || Number(status) >= 300
                  ? []
                  : [[status, membersOf(Object.values(content).map(({ schema }) => schema))]],
              ),
            ),
          },
        ];
      }),
    ),
  );
}

function membersOf(schemas: readonly unknown[]): Members {
  const members = new Map<string, Member>();
  for (const schema of schemas) addMembers(members, '', schema, false);
  return members;
}

/** Of a union each part may bring members. The first type that is not null is the member's. */
function addMembers(members: Map<string, Member>, path: string, schema: unknown, isRequired: boolean): void {
  const { type, properties, required, items, anyOf, oneOf, allOf, ...rest } = shape.parse(schema ?? {});
  const isWhole = type === 'number' && rest.enum?.every(value => Number.isInteger(value)) === true;
  const own =
    (isWhole ? 'integer' : [type].flat().find(one => one !== undefined && one !== 'null')) ??
    typeOfValue(rest.const ?? rest.enum?.[0]);
  const known = members.get(path)?.type;
  if (path !== '' && own !== undefined && (known === undefined || known === 'any'))
    members.set(path, { type: own, isRequired });
  for (const part of [...anyOf, ...oneOf, ...allOf]) addMembers(members, path, part, isRequired);
  for (const [name, member] of Object.entries(properties ?? {}))
    addMembers(members, below(path, name), member, required.includes(name));
  if (items !== undefined) addMembers(members, `${path}[]`, items, false);
  if (path !== '' && !members.has(path)) members.set(path, { type: 'any', isRequired });
}

const typeOfValue = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : typeof value;

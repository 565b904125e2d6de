import fc from 'fast-check';
import type { JsonSchema, Schemas, SchemaValues } from './schema-values.js';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

interface Media {
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

/** An operation of a document. */
export interface DocumentOperation {
  readonly operationId: string;
  readonly 'x-rules'?: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly $ref?: string; readonly content?: Readonly<Record<string, Media>> }>
  >;
}

/** A document of OpenAPI, as far as it is looked into here. */
export interface Document extends Schemas {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentOperation>>>>;
}

/** A document as one reads it who fetched it. */
export const documentFrom = (made: Readonly<Record<string, unknown>>): Document => JSON.parse(JSON.stringify(made));

/** A call as a client makes it that knows nothing but the document. */
export interface DocumentCall {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly mediaType: string | undefined;
}

/** Calls of an operation that its document calls valid. Every second value is that of an example, so that the things are there. */
export function callsOf(operation: DocumentOperation, values: SchemaValues): fc.Arbitrary<DocumentCall> {
  const [mediaType, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const body = media === undefined ? fc.constant(undefined) : bodies(media, values);
  return fc.record({
    path: parameters(operation, 'path', values),
    query: parameters(operation, 'query', values),
    body: operation.requestBody?.required === false ? fc.option(body, { nil: undefined }) : body,
    mediaType: fc.constant(mediaType),
  });
}

function parameters({ parameters: all }: DocumentOperation, place: 'path' | 'query', values: SchemaValues) {
  const here = all.filter(one => one.in === place);
  return fc.record(
    Object.fromEntries(
      here.map(({ name, schema, example }) => [
        name,
        example === undefined ? values.of(schema) : fc.oneof(values.of(schema), fc.constant(example)),
      ]),
    ),
    { requiredKeys: here.filter(({ required }) => required).map(({ name }) => name) },
  );
}

/** A body of the schema, or the example's with some of its members changed. */
function bodies({ schema, example }: Media, values: SchemaValues): fc.Arbitrary<unknown> {
  const made = values.of(schema);
  if (example === undefined) return made;
  if (example === null || typeof example !== 'object' || Array.isArray(example))
    return fc.oneof(made, fc.constant(example));
  const changed = fc
    .tuple(made, fc.infiniteStream(fc.boolean()))
    .map(([other, chance]) => {
      const members = Object.entries(Object(other)).filter(() => chance.next().value);
      return { ...example, ...Object.fromEntries(members) };
    })
    .filter(one => values.wrongWith(schema, one) === '');
  return fc.oneof(made, changed);
}

/** The values of parameters, or of a form, as they travel: a list once for each of its items. */
export function written(members: Readonly<Record<string, unknown>>): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(members))
    for (const one of [value].flat())
      if (one !== undefined) search.append(name, typeof one === 'object' ? JSON.stringify(one) : String(one));
  return search;
}

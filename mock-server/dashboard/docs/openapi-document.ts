/** An OpenAPI document as the server writes it. */
export type OpenApiDocument = Readonly<Record<string, unknown>>;

/** All operations of a document. */
export const operationsOf = ({ paths }: OpenApiDocument): OpenApiDocument[] =>
  Object.values(paths ?? {}).flatMap(path => Object.values<OpenApiDocument>(path));

const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * An operation whose form has the values of its example, and is otherwise empty where it may be: the viewer would send
 * `string` for all that is not said. Anything else is as it was.
 */
export function filledIn(part: unknown): unknown {
  if (!isObject(part) || !isObject(part.requestBody) || !isObject(part.requestBody.content)) return part;
  const content = Object.entries(part.requestBody.content).map(([type, media]) => [
    type,
    FORMS.includes(type) && isObject(media) ? { ...media, schema: filledForm(media) } : media,
  ]);
  return { ...part, requestBody: { ...part.requestBody, content: Object.fromEntries(content) } };
}

function filledForm({ schema, example }: OpenApiDocument): unknown {
  if (!isObject(schema) || !isObject(schema.properties)) return schema;
  const given = isObject(example) ? example : {};
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    if (!isObject(property) || (!Object.hasOwn(given, name) && required.includes(name))) return [name, property];
    return [name, { ...property, example: given[name] ?? '' }];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

const isObject = (value: unknown): value is OpenApiDocument =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The document with the address that its calls go to. */
export const withServer = (document: OpenApiDocument, url: string): OpenApiDocument => ({
  ...document,
  servers: [{ url }],
});

/** A document whose calls name a world, with this one filled in. */
export function inWorld(document: OpenApiDocument, world: string): OpenApiDocument {
  const paths = Object.entries(document.paths ?? {}).map(([path, verbs]) => [
    path,
    Object.fromEntries(Object.entries<OpenApiDocument>(verbs).map(([verb, operation]) => [verb, named(operation)])),
  ]);
  function named(operation: OpenApiDocument): OpenApiDocument {
    const { parameters } = operation;
    if (!Array.isArray(parameters)) return operation;
    return {
      ...operation,
      parameters: parameters.map(one => (one.in === 'path' && one.name === 'world' ? { ...one, example: world } : one)),
    };
  }
  return { ...withServer(document, `${location.origin}/__admin`), paths: Object.fromEntries(paths) };
}

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

/**
 * A document whose calls go to an address and are signed with these credentials: of each operation's ways to sign in the
 * first for which there are all, for the viewer would sign in all ways at once, which no client does.
 */
export const signedAt = (document: OpenApiDocument, url: string, credentials: object): OpenApiDocument => ({
  ...document,
  servers: [{ url }],
  paths: changed(document, operation => {
    const { security } = operation;
    if (!Array.isArray(security)) return operation;
    const way = security.find(one => Object.keys(one).every(scheme => Object.hasOwn(credentials, scheme)));
    return way === undefined ? operation : { ...operation, security: [way] };
  }),
});

/** A document whose calls name a world, with this one filled in. */
export const inWorld = (document: OpenApiDocument, world: string): OpenApiDocument => ({
  ...document,
  paths: changed(document, operation => {
    const { parameters } = operation;
    if (!Array.isArray(parameters)) return operation;
    const filled = parameters.map(one =>
      one.in === 'path' && one.name === 'world' ? { ...one, example: world } : one,
    );
    return { ...operation, parameters: filled };
  }),
});

/** The paths of a document with each operation changed. */
const changed = (
  { paths }: OpenApiDocument,
  change: (operation: OpenApiDocument) => OpenApiDocument,
): OpenApiDocument =>
  Object.fromEntries(
    Object.entries(paths ?? {}).map(([path, verbs]) => [
      path,
      Object.fromEntries(Object.entries<OpenApiDocument>(verbs).map(([verb, operation]) => [verb, change(operation)])),
    ]),
  );

/** An OpenAPI document as the server writes it. */
export type OpenApiDocument = Readonly<Record<string, unknown>>;

/** All operations of a document. */
export const operationsOf = ({ paths }: OpenApiDocument): OpenApiDocument[] =>
  Object.values(paths ?? {}).flatMap(path => Object.values<OpenApiDocument>(path));

/**
 * The credentials that are sent: of each operation's ways to sign in the first for which there are all. To sign in two
 * ways at once is no call that a client makes.
 */
export function usedCredentials(
  document: OpenApiDocument,
  credentials: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const used = new Set<string>();
  for (const { security } of operationsOf(document)) {
    const ways = Array.isArray(security) ? security.map(way => Object.keys(way)) : [];
    for (const name of ways.find(way => way.every(scheme => Object.hasOwn(credentials, scheme))) ?? []) used.add(name);
  }
  return Object.fromEntries(Object.entries(credentials).filter(([name]) => used.has(name)));
}

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

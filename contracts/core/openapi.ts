import type { LoadedContract } from './contract.js';
import { type Scheme, schemesOf, verbsOf } from './dialect.js';
import { JsonSchemas, type SchemaJson } from './json-schemas.js';
import { type ExampleAnswers, failuresAt, OpenApiOperations } from './openapi-operations.js';
import { type OperationId, routesOf } from './route.js';

/** Said of what is known and not served: of an operation, and of all of them at the top of the document. */
const UNSERVED = 'x-hostdouble-unserved';

/**
 * An OpenAPI 3.1 document of a contract, with security schemes, error replies and evidence (`x-evidence`). Schemas that the
 * contract names, requests, replies and failures stand once, under their names; the name of what belongs to one operation is
 * made from its id. Routes that the
 * contract does not describe have no shape that a client could be made from: they are no paths, and stand by name under
 * `x-hostdouble-unserved`. So do, beside their paths, described operations that are said to be not served.
 */
export function toOpenApi(
  contract: LoadedContract,
  serverUrl?: string,
  unserved: readonly OperationId[] = [],
  answers: ExampleAnswers = new Map(),
): SchemaJson {
  const { dialect } = contract;
  const missing = routesOf(contract.routes).filter(({ id }) => !contract.byId.has(id) || unserved.includes(id));
  const schemas = new JsonSchemas();
  const operations = new OpenApiOperations(contract, schemas, answers);
  const paths: Record<string, SchemaJson> = {};
  const used = new Set(contract.entries.flatMap(({ operation }) => schemesOf(dialect, operation)));
  for (const entry of contract.entries)
    for (const verb of verbsOf(dialect, entry.operation.method)) {
      const { path } = entry.operation;
      paths[path] = {
        ...paths[path],
        [verb.toLowerCase()]: {
          ...operations.of(entry, verb),
          ...(unserved.includes(entry.id) && { [UNSERVED]: true }),
        },
      };
    }
  return {
    openapi: '3.1.0',
    info: {
      title: contract.title,
      version: contract.version,
      description: descriptionOf(contract),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    externalDocs: { url: contract.docs },
    servers: [{ url: `${serverUrl ?? ''}${dialect.basePath}` }],
    tags: tagsOf(contract),
    paths,
    [UNSERVED]: Object.fromEntries(missing.map(({ id, method, path }) => [id, `${method} ${path}`])),
    components: {
      schemas: schemas.components,
      responses: operations.responses,
      securitySchemes: Object.fromEntries(
        Object.entries(dialect.schemes).flatMap(([name, scheme]) =>
          used.has(name) ? [[name, securityScheme(scheme)]] : [],
        ),
      ),
    },
  };
}

/** What holds of all operations: how sure they are, and the refusals that any call may meet. */
function descriptionOf(contract: LoadedContract): string {
  const { dialect } = contract;
  const common = dialect.common.map(kind => failuresAt(dialect.failures, kind)).join(' ');
  return [
    `${contract.title}, as the contract of Hostdouble has it.`,
    '`x-evidence` says how sure an operation or a field is: documented by the vendor, observed in a printed answer, inferred from a client, disputed between the vendor’s own sources, or assumed.',
    `Any call may be refused: ${common}`,
  ].join('\n\n');
}

/** A tag for each group of operations, told by what its first operations do. */
function tagsOf({ operations }: LoadedContract): SchemaJson[] {
  return Object.entries(operations).map(([name, group]) => {
    const summaries = Object.values(group).map(({ summary }) => summary.replace(/\.$/, ''));
    const first = summaries.slice(0, MOST_TOLD).join('; ');
    return {
      name,
      description: summaries.length > MOST_TOLD ? `${first}; and ${summaries.length - MOST_TOLD} more.` : `${first}.`,
    };
  });
}

const MOST_TOLD = 3;

function securityScheme(scheme: Scheme): SchemaJson {
  const { description } = scheme;
  if (scheme.name === 'authorization' && scheme.prefix?.trim().toLowerCase() === 'bearer')
    return { type: 'http', scheme: 'bearer', description };
  return { type: 'apiKey', in: scheme.in, name: scheme.name, description };
}

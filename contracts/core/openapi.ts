import { z } from 'zod';
import type { Contract, Entry, LoadedContract } from './contract.js';
import { type Scheme, schemesOf, verbsOf, wordingAt } from './dialect.js';
import { disputedFailures, failuresBeside } from './disputed-failures.js';
import type { FailureKind } from './failure.js';
import type { Operation, Schema } from './operation.js';
import { type Method, type OperationId, paramNames, routesOf } from './route.js';
import { mediaTypeOf } from './wire.js';

type Json = Record<string, unknown>;

/** Said of what is known and not served: of an operation, and of all of them at the top of the document. */
const UNSERVED = 'x-hostdouble-unserved';

/**
 * An OpenAPI 3.1 document of a contract, with security schemes, error replies and evidence (`x-evidence`). Routes that the
 * contract does not describe have no shape that a client could be made from: they are no paths, and stand by name under
 * `x-hostdouble-unserved`. So do, beside their paths, described operations that are said to be not served.
 */
export function toOpenApi(contract: LoadedContract, serverUrl?: string, unserved: readonly OperationId[] = []): Json {
  const { dialect } = contract;
  const missing = routesOf(contract.routes).filter(({ id }) => !contract.byId.has(id) || unserved.includes(id));
  const paths: Record<string, Json> = {};
  for (const entry of contract.entries)
    for (const verb of verbsOf(dialect, entry.operation.method)) {
      const { path } = entry.operation;
      paths[path] = {
        ...paths[path],
        [verb.toLowerCase()]: {
          ...operationObject(contract, entry, verb),
          ...(unserved.includes(entry.id) && { [UNSERVED]: true }),
        },
      };
    }
  return {
    openapi: '3.1.0',
    info: { title: contract.title, version: contract.version },
    externalDocs: { url: contract.docs },
    servers: [{ url: `${serverUrl ?? ''}${dialect.basePath}` }],
    tags: Object.keys(contract.operations).map(name => ({ name })),
    paths,
    [UNSERVED]: Object.fromEntries(missing.map(({ id, method, path }) => [id, `${method} ${path}`])),
    components: {
      securitySchemes: Object.fromEntries(
        Object.entries(dialect.schemes).map(([name, scheme]) => [name, securityScheme(scheme)]),
      ),
    },
  };
}

function operationObject(contract: Contract, entry: Entry, verb: Method): Json {
  const { operation } = entry;
  const asForm = contract.dialect.input === 'form' && verb !== 'GET';
  const body = asForm ? operation.query : operation.body;
  return {
    operationId: verb === operation.method ? entry.id : `${entry.id}.${verb.toLowerCase()}`,
    tags: [entry.group],
    summary: operation.summary,
    externalDocs: { url: operation.docs },
    'x-evidence': operation.evidence ?? 'documented',
    'x-effect': operation.effect,
    security: schemesOf(contract.dialect, operation).map(name => ({ [name]: [] })),
    parameters: [...pathParameters(operation), ...(asForm ? [] : queryParameters(operation))],
    ...(body && {
      requestBody: requestBody(
        body,
        asForm ? 'application/x-www-form-urlencoded' : (mediaTypeOf(body) ?? 'application/json'),
      ),
    }),
    responses: responses(contract, entry),
  };
}

const pathParameters = (operation: Operation): Json[] => {
  const { properties } = objectOf(operation.params);
  return paramNames(operation.path).map(name => ({ name, in: 'path', required: true, schema: properties[name] ?? {} }));
};

const queryParameters = (operation: Operation): Json[] => {
  const { properties, required } = objectOf(operation.query);
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
};

const requestBody = (schema: Schema, mediaType: string): Json => ({
  required: !(schema as z.ZodType).safeParse(undefined).success,
  content: { [mediaType]: { schema: jsonSchema(schema, 'input') } },
});

/** Successes and failures by status. A vendor that answers everything with 200 has both under that status. */
function responses(contract: Contract, entry: Entry): Json {
  const { dialect } = contract;
  const { operation } = entry;
  const { failures } = wordingAt(dialect, operation.path);
  const byStatus = new Map<number, { said: string[]; bodies: Map<string, Json[]> }>();
  const add = (status: number, said: string, schema: Schema): void => {
    const known = byStatus.get(status) ?? { said: [], bodies: new Map<string, Json[]>() };
    byStatus.set(status, known);
    known.said.push(said);
    const type = mediaTypeOf(schema);
    if (type === undefined) return;
    const json = jsonSchema(schema, 'output');
    const bodies = known.bodies.get(type) ?? [];
    if (!bodies.some(body => JSON.stringify(body) === JSON.stringify(json))) known.bodies.set(type, [...bodies, json]);
  };
  for (const [status, schema] of Object.entries(operation.responses)) add(Number(status), 'Success.', schema);
  const kinds = new Set<FailureKind>([...dialect.common, ...failuresBeside(contract, entry)]);
  for (const kind of kinds) {
    const { status, others = [], schema, evidence } = failures[kind];
    const disputed = disputedFailures(contract, entry).includes(kind) ? ' For this call it is disputed.' : '';
    for (const each of [status, ...others]) add(each, `${kind} (${evidence}).${disputed}`, schema);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, { said, bodies }]) => [
      `${status}`,
      {
        description: said.join(' '),
        ...(bodies.size > 0 && {
          content: Object.fromEntries(
            [...bodies].map(([type, schemas]) => [
              type,
              { schema: schemas.length === 1 ? schemas[0] : { anyOf: schemas } },
            ]),
          ),
        }),
      },
    ]),
  );
}

function securityScheme(scheme: Scheme): Json {
  const { description } = scheme;
  if (scheme.name === 'authorization' && scheme.prefix?.trim().toLowerCase() === 'bearer')
    return { type: 'http', scheme: 'bearer', description };
  return { type: 'apiKey', in: scheme.in, name: scheme.name, description };
}

function objectOf(schema: Schema | undefined): { properties: Record<string, unknown>; required: string[] } {
  if (schema === undefined) return { properties: {}, required: [] };
  const { properties, required } = jsonSchema(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return { properties: properties ?? {}, required: required ?? [] };
}

function jsonSchema(schema: Schema, io: 'input' | 'output'): Json {
  const options = { io, unrepresentable: 'any', override: once } as const;
  const { $schema: _, ...json } = z.toJSONSchema(schema as z.ZodType, options) as Json;
  return json;
}

/** Says each alternative once: a number and a `bigint` are one in JSON. */
function once({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { anyOf } = jsonSchema;
  if (anyOf === undefined) return;
  const said = anyOf.map(one => JSON.stringify(one));
  jsonSchema.anyOf = anyOf.filter((_, at) => said.indexOf(`${said[at]}`) === at);
}

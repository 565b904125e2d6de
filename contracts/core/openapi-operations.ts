import type { z } from 'zod';
import type { Contract, Entry } from './contract.js';
import { schemesOf, type Wording, wordingAt } from './dialect.js';
import { disputedFailures, failuresBeside } from './disputed-failures.js';
import type { FailureKind } from './failure.js';
import type { JsonSchemas, SchemaJson } from './json-schemas.js';
import type { Effect, Operation, Schema } from './operation.js';
import { isInParts } from './parts.js';
import { type Method, type OperationId, paramNames } from './route.js';
import { mediaTypeOf } from './wire.js';

/** What an endpoint answered to the example of an operation: a success. */
export interface ExampleAnswer {
  readonly status: number;
  readonly body: unknown;
}
export type ExampleAnswers = ReadonlyMap<OperationId, ExampleAnswer>;

/** `serverNetwork` or `/object-storage` as a name of a type begins. */
const pascal = (text: string): string =>
  text.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase());

/** A kind of failure with how sure its wording is. */
export const failuresAt = (failures: Wording['failures'], kind: FailureKind): string =>
  `${kind} (${failures[kind].evidence}).`;

const EFFECTS: Readonly<Record<Effect, string>> = {
  read: 'Only reads.',
  write: 'Changes the account.',
  spend: 'Creates what costs money.',
  destroy: 'Takes away.',
};

/** Makes the operations of a document, and the answers that several of them share. */
export class OpenApiOperations {
  readonly #contract: Contract;
  readonly #schemas: JsonSchemas;
  readonly #answers: ExampleAnswers;
  readonly #responses = new Map<string, SchemaJson>();

  constructor(contract: Contract, schemas: JsonSchemas, answers: ExampleAnswers) {
    this.#contract = contract;
    this.#schemas = schemas;
    this.#answers = answers;
  }

  /** The refusals that were referred to, by name. */
  get responses(): Record<string, SchemaJson> {
    return Object.fromEntries([...this.#responses].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  of(entry: Entry, verb: Method): SchemaJson {
    const { operation } = entry;
    const asForm = this.#contract.dialect.input === 'form' && verb !== 'GET';
    const body = asForm ? operation.query : operation.body;
    return {
      operationId: verb === operation.method ? entry.id : `${entry.id}.${verb.toLowerCase()}`,
      tags: [entry.group],
      summary: operation.summary,
      description: descriptionOf(operation),
      externalDocs: { url: operation.docs },
      'x-evidence': operation.evidence ?? 'documented',
      'x-effect': operation.effect,
      ...(operation.rules && { 'x-rules': operation.rules }),
      security: schemesOf(this.#contract.dialect, operation).map(name => ({ [name]: [] })),
      parameters: [...this.#pathParameters(operation), ...(asForm ? [] : this.#queryParameters(operation))],
      ...(body && { requestBody: this.#requestBody(entry, body, asForm) }),
      responses: this.#responsesOf(entry),
    };
  }

  #pathParameters(operation: Operation): SchemaJson[] {
    const { properties } = this.#schemas.members(operation.params);
    return paramNames(operation.path).map(name =>
      parameter('path', name, true, inPath(properties[name] ?? {}), operation.example?.params?.[name]),
    );
  }

  #queryParameters(operation: Operation): SchemaJson[] {
    const { properties, required } = this.#schemas.members(operation.query);
    return Object.entries(properties).map(([name, schema]) =>
      parameter('query', name, required.includes(name), schema, operation.example?.query?.[name]),
    );
  }

  #requestBody(entry: Entry, schema: Schema, asForm: boolean): SchemaJson {
    const { example = {} } = entry.operation;
    const json = this.#schemas.of(schema, 'input', `${nameOf(entry)}Body`);
    const { properties } = this.#schemas.members(schema);
    const given = asForm
      ? Object.fromEntries(
          Object.entries(example.query ?? {}).map(([name, value]) => [name, typed(properties[name] ?? {}, value)]),
        )
      : mediaTypeOf(schema) === undefined || isInParts(schema)
        ? textsTyped(example.body, properties)
        : example.body;
    return {
      required: !(schema as z.ZodType).safeParse(undefined).success,
      content: {
        [asForm ? 'application/x-www-form-urlencoded' : (mediaTypeOf(schema) ?? 'application/json')]: {
          schema: json,
          ...(given !== undefined && { example: given }),
        },
      },
    };
  }

  /** Successes and failures by status. A vendor that answers everything with 200 has both under that status. */
  #responsesOf(entry: Entry): SchemaJson {
    const { operation } = entry;
    const { failures } = wordingAt(this.#contract.dialect, operation.path);
    const kinds = new Map<number, FailureKind[]>();
    const common = new Set(this.#contract.dialect.common);
    for (const kind of new Set([...common, ...failuresBeside(this.#contract, entry)])) {
      const { status, others = [] } = failures[kind];
      for (const each of [status, ...others]) kinds.set(each, [...(kinds.get(each) ?? []), kind]);
    }
    const successes = Object.keys(operation.responses).map(Number);
    const statuses = new Set([...successes, ...kinds.keys()]);
    return Object.fromEntries(
      [...statuses].map(status => {
        const schema = operation.responses[status];
        const refused = kinds.get(status) ?? [];
        return [`${status}`, schema ? this.#success(entry, status, schema, refused) : this.#refusal(entry, refused)];
      }),
    );
  }

  #success(entry: Entry, status: number, schema: Schema, refused: readonly FailureKind[]): SchemaJson {
    const { failures } = wordingAt(this.#contract.dialect, entry.operation.path);
    const isOnly = Object.keys(entry.operation.responses)[0] === `${status}`;
    const name = `${nameOf(entry)}Reply${isOnly ? '' : status}`;
    const own = refused.filter(kind => !this.#contract.dialect.common.includes(kind));
    const bodies = new Map<string, SchemaJson[]>();
    add(bodies, mediaTypeOf(schema), () => this.#schemas.of(schema, 'output', name));
    for (const kind of refused)
      add(bodies, mediaTypeOf(failures[kind].schema), () =>
        this.#schemas.of(failures[kind].schema, 'output', `${pascal(kind)}Failure`),
      );
    const answer = this.#answers.get(entry.id);
    const body = answer?.status === status ? answer.body : answer || !isOnly ? undefined : this.#schemas.sample(schema);
    const example = body === undefined ? {} : { example: body };
    const or = own.map(kind => failuresAt(failures, kind)).join(' ');
    return {
      description: refused.length === 0 ? 'Success.' : `Success. Or a refusal${or && ': '}${or || '.'}`,
      ...contentOf(bodies, mediaTypeOf(schema), example),
    };
  }

  /** A refusal that other operations have too: it stands once, under a name of its kinds. */
  #refusal(entry: Entry, kinds: readonly FailureKind[]): SchemaJson {
    const { dialect } = this.#contract;
    const { path } = entry.operation;
    const wording = wordingAt(dialect, path);
    const [service = ''] = Object.entries(dialect.services ?? {}).find(([, one]) => one === wording) ?? [];
    const name = pascal(service) + kinds.map(pascal).join('Or');
    const bodies = new Map<string, SchemaJson[]>();
    for (const kind of kinds)
      add(bodies, mediaTypeOf(wording.failures[kind].schema), () =>
        this.#schemas.of(wording.failures[kind].schema, 'output', `${pascal(service)}${pascal(kind)}Failure`),
      );
    const said = kinds.map(kind => failuresAt(wording.failures, kind));
    const description = said.join(' ');
    if (!this.#responses.has(name)) this.#responses.set(name, { description, ...contentOf(bodies) });
    const disputed = disputedFailures(this.#contract, entry);
    const $ref = `#/components/responses/${name}`;
    if (!kinds.some(kind => disputed.includes(kind))) return { $ref };
    const each = kinds.map(
      (kind, at) => `${said[at]}${disputed.includes(kind) ? ' For this call it is disputed.' : ''}`,
    );
    return { $ref, description: each.join(' ') };
  }
}

/** What the names of an operation's own schemas begin with. */
const nameOf = ({ group, name }: Entry): string => pascal(group) + pascal(name);

function descriptionOf({ effect, evidence = 'documented', failures = [], mayBeAbsent, rules }: Operation): string {
  const sure = evidence === 'documented' ? '' : ` How it is called is ${evidence}.`;
  const refused = failures.length === 0 ? '' : ` May be refused as ${failures.join(', ')}.`;
  const absent = mayBeAbsent === undefined ? '' : ` May not be there: ${mayBeAbsent}.`;
  return `${EFFECTS[effect]}${sure}${refused}${absent}${rules ? ` ${rules.join(' ')}` : ''}`;
}

function add(bodies: Map<string, SchemaJson[]>, type: string | undefined, make: () => SchemaJson): void {
  if (type === undefined) return;
  const json = make();
  const before = bodies.get(type) ?? [];
  if (!before.some(one => JSON.stringify(one) === JSON.stringify(json))) bodies.set(type, [...before, json]);
}

function contentOf(
  bodies: ReadonlyMap<string, readonly SchemaJson[]>,
  of?: string,
  example: SchemaJson = {},
): SchemaJson {
  if (bodies.size === 0) return {};
  return {
    content: Object.fromEntries(
      [...bodies].map(([type, schemas]) => [
        type,
        { schema: schemas.length === 1 ? schemas[0] : { anyOf: schemas }, ...(type === of && example) },
      ]),
    ),
  };
}

/** Nothing in its place would be another path. */
const inPath = (schema: SchemaJson): SchemaJson =>
  schema.type === 'string' && !('pattern' in schema || 'enum' in schema) ? { minLength: 1, ...schema } : schema;

const parameter = (place: string, name: string, required: boolean, schema: SchemaJson, given: unknown): SchemaJson => ({
  name,
  in: place,
  ...(required && { required }),
  schema,
  ...(given !== undefined && { example: typed(schema, given) }),
});

/** Parts are texts, too. */
const textsTyped = (body: unknown, properties: Readonly<Record<string, SchemaJson>>): unknown =>
  body && Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typed(properties[name] ?? {}, value)]));

/** What an example sends as text, as the value that the schema asks for. */
function typed(schema: SchemaJson, given: unknown): unknown {
  if (Array.isArray(schema.enum) && typeof given === 'string')
    return schema.enum.find(word => `${word}`.toLowerCase() === given.toLowerCase()) ?? given;
  const { type, items = {} } = schema;
  if (type === 'array') return [given].flat().map(one => typed(items as SchemaJson, one));
  const types = [type].flat();
  if (types.includes('boolean'))
    return given === 'true' || given === '1' ? true : given === 'false' || given === '0' ? false : given;
  if (types.includes('integer') || types.includes('number')) return Number.isNaN(Number(given)) ? given : Number(given);
  return given;
}

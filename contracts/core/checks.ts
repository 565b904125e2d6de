import type { z } from 'zod';
import type { Contract, Entry } from './contract.js';
import type { WireReply } from './dialect.js';
import { type Evidence, evidenceOf } from './evidence.js';
import type { FailureKind } from './failure.js';
import type { Schema } from './operation.js';
import { mediaTypeOf } from './wire.js';

/** One call and its answer, as they stood on the wire. */
export interface Exchange {
  readonly contract: Contract;
  readonly entry: Entry;
  readonly reply: WireReply;
}

/** One difference between the contract and an answer. */
export interface Finding {
  /** Id of the check that found it. */
  readonly check: string;
  /** JSON path in the body, `$.data[0].id`; `$` for the whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  /** How sure the contract is of what it expected. */
  readonly evidence: Evidence;
}

/** A small pure function over one exchange, with an id and a sentence that says what holds. */
export interface Check {
  readonly id: string;
  readonly sentence: string;
  run(exchange: Exchange): Finding[];
}

/** What the contract says of an answer: a success's schema, or that of the failure it is. */
export function expectedOf({
  contract,
  entry,
  reply,
}: Exchange): { schema: Schema; failure?: FailureKind } | undefined {
  const failure = contract.dialect.failureOf(reply);
  if (failure !== undefined) return { schema: contract.dialect.failures[failure].schema, failure };
  const schema = entry.operation.responses[reply.status];
  return schema === undefined ? undefined : { schema };
}

/** `$.data[0].name`, with names that are not plain words in brackets. */
export const jsonPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return /^[A-Za-z_]\w*$/.test(String(key)) ? `${text}.${String(key)}` : `${text}[${JSON.stringify(String(key))}]`;
  }, '$');

/** What a value is, shortly and without showing it whole: its JSON type and a little of its text. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `array of ${value.length}`;
  return typeof value;
}

const evidenceOfOperation = (entry: Entry): Evidence => entry.operation.evidence ?? 'documented';

/** Follows a path into a schema as far as it goes and answers the surest mark on the way down. */
function evidenceAt(schema: Schema, path: readonly PropertyKey[], otherwise: Evidence): Evidence {
  let here: Schema | undefined = schema;
  let evidence = otherwise;
  for (const key of path) {
    here = here && memberOf(here, key);
    if (here === undefined) break;
    evidence = evidenceOf(here) ?? evidence;
  }
  return evidence;
}

function memberOf(schema: Schema, key: PropertyKey): Schema | undefined {
  const { def } = (schema as z.ZodType)._zod as unknown as {
    def: {
      shape?: Record<string, Schema>;
      element?: Schema;
      innerType?: Schema;
      valueType?: Schema;
      options?: Schema[];
    };
  };
  if (def.innerType) return memberOf(def.innerType, key);
  if (def.options) return def.options.map(option => memberOf(option, key)).find(member => member !== undefined);
  return def.shape?.[String(key)] ?? def.element ?? def.valueType;
}

const statusDocumented: Check = {
  id: 'status',
  sentence: 'The answer is a success or a failure that the contract knows for this operation.',
  run(exchange) {
    const { contract, entry, reply } = exchange;
    const expected = expectedOf(exchange);
    const kinds = [...contract.dialect.common, ...(entry.operation.failures ?? [])];
    const { failures } = contract.dialect;
    const allowed = new Set(kinds.flatMap(kind => [kind, failures[kind].like ?? kind]));
    if (expected !== undefined && (expected.failure === undefined || allowed.has(expected.failure))) return [];
    return [
      {
        check: 'status',
        path: '$',
        expected: `one of ${Object.keys(entry.operation.responses).join(', ')}, or a failure of ${[...allowed].join(', ')}`,
        found: `${reply.status}${expected?.failure === undefined ? '' : ` (${expected.failure})`}`,
        evidence: evidenceOfOperation(entry),
      },
    ];
  },
};

const mediaType: Check = {
  id: 'media-type',
  sentence: 'The media type is the documented one.',
  run(exchange) {
    const expected = expectedOf(exchange);
    if (expected === undefined) return [];
    const want = mediaTypeOf(expected.schema);
    const found = exchange.reply.headers?.['content-type'];
    if (want === undefined ? exchange.reply.body === undefined : found?.split(';')[0]?.trim().toLowerCase() === want)
      return [];
    return [
      {
        check: 'media-type',
        path: '$',
        expected: want ?? 'no body',
        found: found ?? 'no media type',
        evidence: evidenceOfOperation(exchange.entry),
      },
    ];
  },
};

const bodyConforms: Check = {
  id: 'body',
  sentence: 'Every member of the body has the documented name and type.',
  run(exchange) {
    const expected = expectedOf(exchange);
    if (expected === undefined) return [];
    const { failures } = exchange.contract.dialect;
    const sure =
      expected.failure === undefined ? evidenceOfOperation(exchange.entry) : failures[expected.failure].evidence;
    const result = (expected.schema as z.ZodType).safeParse(exchange.reply.body);
    if (result.success) return [];
    return result.error.issues.flatMap(issue => findingsOf(issue, expected.schema, exchange.reply.body, sure));
  },
};

function findingsOf(issue: z.core.$ZodIssue, schema: Schema, body: unknown, sure: Evidence): Finding[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({
      check: 'undocumented-field',
      path: jsonPath([...issue.path, key]),
      expected: 'no such member',
      found: kindOf(valueAt(body, [...issue.path, key])),
      evidence: sure,
    }));
  const value = valueAt(body, issue.path);
  return [
    {
      check: 'body',
      path: jsonPath(issue.path),
      expected: issue.message,
      found: kindOf(value),
      evidence: evidenceAt(schema, issue.path, sure),
    },
  ];
}

const valueAt = (whole: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value === null || value === undefined ? undefined : Reflect.get(Object(value), key)),
    whole,
  );

/** The checks that hold for any answer, whoever gave it. */
export const replyChecks: readonly Check[] = [statusDocumented, mediaType, bodyConforms];

/** All that the checks find in one exchange. */
export const checkExchange = (exchange: Exchange): Finding[] => replyChecks.flatMap(check => check.run(exchange));

import { z } from 'zod';
import type { Finding, Severity } from '../../core/checks.js';
import type { Entry } from '../../core/contract.js';
import type { Dialect } from '../../core/dialect.js';
import { sampleOf } from '../../core/differences.js';
import { nearestIssue } from '../../core/issues.js';
import { didYouMean } from '../../core/names.js';
import type { Schema } from '../../core/operation.js';
import { bare, keysOf, memberOf, placeOf } from '../../core/schema.js';
import { described } from '../../core/schema-words.js';
import { valueAtKeys } from '../../core/value-at.js';

type RequestCheckId = 'wrong-input' | 'unknown-input' | 'ignored-input';

interface RequestCheck {
  readonly id: RequestCheckId | 'unknown-operation' | 'wrong-verb' | 'undescribed-operation';
  readonly sentence: string;
  readonly severity: Severity;
}

/** The checks of what a client sends, beside the checks of every answer. */
export const requestChecks: readonly RequestCheck[] = [
  { id: 'wrong-input', sentence: 'A client sends what the operation takes.', severity: 'warning' },
  { id: 'unknown-input', sentence: 'A client sends no field that no schema knows.', severity: 'warning' },
  { id: 'ignored-input', sentence: 'A client sends no body where none is read.', severity: 'notice' },
  {
    id: 'unknown-operation',
    sentence: 'A client calls operations that the vendor is known to have.',
    severity: 'warning',
  },
  { id: 'wrong-verb', sentence: 'A client calls an operation by its own verb.', severity: 'warning' },
  { id: 'undescribed-operation', sentence: 'What a client calls is described by the contract.', severity: 'notice' },
];

/** What a client sent to an operation. */
export interface SentInput {
  readonly params: unknown;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** The body could not be read, in words. */
  readonly malformed: string | undefined;
}

/** Most unknown names of one request that are told. */
const MOST_NAMES = 20;

/**
 * What is wrong with what a client sent. Input that the schemas do not take is a warning where the endpoint took it all the
 * same, for then one of the two is wrong about it; where the endpoint refused it, the client has been told already.
 */
export function findingsOfRequest(dialect: Dialect, entry: Entry, sent: SentInput, wasTaken: boolean): Finding[] {
  const { operation } = entry;
  const finding = findingsFor(entry, wasTaken);
  if (sent.malformed !== undefined)
    return [finding('wrong-input', '$', described(operation.body ?? z.unknown()), sent.malformed)];
  const query = withoutCredentials(dialect, sent.query);
  const parts = [
    ['params', operation.params, sent.params],
    ['query', operation.query, query],
    ['body', operation.body, sent.body],
  ] as const;
  const findings: Finding[] = [];
  for (const [part, schema, value] of parts) {
    if (schema === undefined) continue;
    // Where a credential is also a member of the query, the schema must see it.
    const result = z.safeParse(schema, part === 'query' ? sent.query : value);
    for (const whole of result.error?.issues ?? []) {
      const issue = nearestIssue(whole);
      if (issue.code === 'unrecognized_keys') continue;
      const place = placeOf(schema, issue.path);
      const there = valueAtKeys(value, issue.path);
      const found = place.secret ? typeof there : sampleOf(there, 'input');
      findings.push(finding('wrong-input', placed(part, place.path), expectedOf(place.schema, issue.message), found));
    }
  }
  if (operation.body === undefined && dialect.input === 'json' && !isNothing(sent.body))
    findings.push(finding('ignored-input', '$', 'no body', sampleOf(sent.body, 'type')));
  for (const [part, schema, value] of parts.slice(1)) {
    if (part === 'body' && schema === undefined) continue;
    for (const keys of unknownIn(schema ?? z.object({}), value, MOST_NAMES)) {
      const near = didYouMean(String(keys.at(-1)), keysOf(bare(schemaAbove(schema, keys)).core));
      const place = placeOf(schema ?? z.object({}), keys).path;
      const said = sampleOf(valueAtKeys(value, keys), 'type');
      findings.push(finding('unknown-input', placed(part, place), `no such field${near}`, said));
    }
  }
  return findings;
}

const findingsFor =
  ({ operation }: Entry, wasTaken: boolean) =>
  (check: RequestCheckId, place: string, expected: string, found: string): Finding => {
    const usual = requestChecks.find(({ id }) => id === check)?.severity ?? 'warning';
    const severity = check === 'wrong-input' && !wasTaken ? 'notice' : usual;
    const said = check === 'wrong-input' ? `${found}, which the endpoint ${wasTaken ? 'took' : 'did not take'}` : found;
    return { check, path: place, place, expected, found: said, evidence: operation.evidence ?? 'documented', severity };
  };

/** A place of a query is written `query:page`, one of a body as a JSON path. */
const placed = (part: 'params' | 'query' | 'body', path: string): string =>
  part === 'body' ? path : `${part}:${path.replace(/^\$\.?/, '').replace(/^\["(.*?)"\]/, '$1')}`;

/** The schema in words; with zod's reason where that says more. */
const expectedOf = (schema: Schema | undefined, message: string): string => {
  if (schema === undefined) return message;
  return message.startsWith('Invalid') ? described(schema) : `${described(schema)}: ${message}`;
};

const isNothing = (body: unknown): boolean =>
  body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0);

/** Credentials travel beside what an operation takes. */
function withoutCredentials({ schemes }: Dialect, query: SentInput['query']): Record<string, unknown> {
  const carrying = Object.values(schemes)
    .filter(scheme => scheme.in === 'query')
    .map(({ name }) => name.toLowerCase());
  return Object.fromEntries(Object.entries(query).filter(([name]) => !carrying.includes(name.toLowerCase())));
}

/** Keys of the members of a value that a schema with names of its own does not name; each place once. */
function unknownIn(schema: Schema, value: unknown, most: number): PropertyKey[][] {
  const found = new Map<string, PropertyKey[]>();
  const look = (inner: Schema, part: unknown, keys: readonly PropertyKey[]): void => {
    if (part === null || typeof part !== 'object') return;
    const { core } = bare(inner);
    const hasNames = !Array.isArray(part) && core instanceof z.ZodObject && core.def.catchall === undefined;
    const isStrict = core instanceof z.ZodObject && core.def.catchall instanceof z.ZodNever;
    for (const [name, one] of Object.entries(part)) {
      if (found.size >= most) return;
      const key = Array.isArray(part) ? Number(name) : name;
      const own = isStrict && !Object.hasOwn(core.shape, name) ? undefined : memberOf(inner, key);
      if (own !== undefined) look(own.schema, one, [...keys, key]);
      else if (hasNames || isStrict || (core instanceof z.ZodUnion && keysOf(core).length > 0))
        found.set(placeOf(schema, [...keys, key]).path, [...keys, key]);
    }
  };
  look(schema, value, []);
  return [...found.values()];
}

/** The schema of the object that holds the last key. */
const schemaAbove = (schema: Schema | undefined, keys: readonly PropertyKey[]): Schema =>
  placeOf(schema ?? z.object({}), keys.slice(0, -1)).schema ?? z.object({});

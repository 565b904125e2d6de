import { parse as parseQuery } from 'node:querystring';
import type { z } from 'zod';
import type { Dialect } from '../../contracts/core/dialect.js';
import { Failure, type Issue } from '../../contracts/core/failure.js';
import { nearestIssue } from '../../contracts/core/issues.js';
import type { Operation, Schema } from '../../contracts/core/operation.js';
import type { Route } from './route-table.js';

/** The input of a call as it was read off the wire, before any schema has seen it. */
export interface RawInput {
  readonly params: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** The input of a call as its schemas put out. */
export interface Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const FORM = 'application/x-www-form-urlencoded';
const MOST_PARAMETERS = 1000;

/** Reads query and body the dialect's way. Throws `Failure` of kind `malformed` when the bytes cannot be read. */
export function readInput(
  dialect: Dialect,
  search: string,
  bytes: Buffer,
  mediaType: string | undefined,
): Omit<RawInput, 'params'> {
  const query = search === '' ? {} : fields(search);
  if (dialect.input === 'form') {
    const form = bytes.length > 0 && isForm(mediaType) ? fields(textOf(bytes)) : {};
    return { query: lowerCased({ ...query, ...form }), body: undefined };
  }
  return { query, body: bytes.length === 0 ? undefined : json(textOf(bytes)) };
}

/** Holds raw input to the operation's schemas. Throws `Failure` of kind `invalid` with every issue found. */
export function checkInput(operation: Operation, raw: RawInput): Input {
  const issues: Issue[] = [];
  const part = (name: 'params' | 'query' | 'body', schema: Schema | undefined): unknown => {
    if (schema === undefined) return undefined;
    const result = (schema as z.ZodType).safeParse(raw[name]);
    if (result.success) return result.data;
    for (const issue of result.error.issues) issues.push(issueOf(name, issue, raw[name]));
    return undefined;
  };
  const input = {
    params: part('params', operation.params),
    query: part('query', operation.query),
    body: part('body', operation.body),
  };
  if (issues.length > 0) throw new Failure('invalid', { issues });
  return input;
}

/** Names of the query as the operation writes them; names it does not know are left as they are. */
export const namedAs = (route: Route, query: RawInput['query']): RawInput['query'] =>
  renamed(query, name => route.names.get(name) ?? name);

const isForm = (mediaType: string | undefined): boolean =>
  mediaType === undefined || mediaType.toLowerCase().startsWith(FORM);

/** Names and values of a query or a form. */
export const fields = (text: string): Record<string, string | string[] | undefined> => ({
  ...parseQuery(text, '&', '=', { maxKeys: MOST_PARAMETERS }),
});

const lowerCased = (query: RawInput['query']): RawInput['query'] => renamed(query, name => name.toLowerCase());

/** `fromEntries` makes even `__proto__` a name like any other. */
const renamed = (query: RawInput['query'], rename: (name: string) => string): RawInput['query'] =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [rename(name), value]));

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Failure('malformed', { text: 'the body is not UTF-8' });
  }
}

function json(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('malformed', { text: `the body is not JSON: ${error instanceof Error ? error.message : error}` });
  }
}

/** zod says `invalid_type` for what is missing too; clients are told apart. */
function issueOf(part: Issue['in'], whole: z.core.$ZodIssue, value: unknown): Issue {
  const issue = nearestIssue(whole);
  const path = issue.path.map(key => (typeof key === 'symbol' ? key.toString() : key));
  const missing = path.length > 0 && valueAt(value, path) === undefined;
  return { in: part, path, code: missing ? 'required' : issue.code, message: issue.message };
}

const valueAt = (whole: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value === null || value === undefined ? undefined : Reflect.get(Object(value), key)),
    whole,
  );

import { Failure, type InputIssue } from '../../contracts/core/failure.js';
import { readPart } from '../../contracts/core/input-issues.js';
import type { Operation, Schema } from '../../contracts/core/operation.js';

/** The input of a call as it was read off the wire, before any schema has seen it. */
export interface RawInput {
  readonly params: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** A body was sent that could not be read and counts for nothing. */
  readonly isUnread?: boolean | undefined;
}

/** The input of a call as its schemas put out. */
export interface Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** Holds raw input to the operation's schemas. Throws `Failure` of kind `invalid` with the issues found. */
export function checkInput({ params, query, body }: Operation, raw: RawInput): Input {
  let issues: InputIssue[] | undefined;
  const part = (name: 'params' | 'query' | 'body', schema: Schema): unknown => {
    const read = readPart(name, schema, raw[name]);
    if ('value' in read) return read.value;
    issues = [...(issues ?? []), ...read.issues];
    return undefined;
  };
  const input = {
    params: params && part('params', params),
    query: query && part('query', query),
    body: body && part('body', body),
  };
  if (issues !== undefined) throw new Failure('invalid', { issues, ...(raw.isUnread && { why: 'malformed' }) });
  return input;
}

import type { z } from 'zod';
import { Failure, type InputIssue } from '../../contracts/core/failure.js';
import { shownValue, UNSAID, wantsOf } from '../../contracts/core/issue-facts.js';
import { nearestIssues } from '../../contracts/core/issues.js';
import type { Operation, Schema } from '../../contracts/core/operation.js';
import { placeOf } from '../../contracts/core/schema.js';
import { valueAtKeys } from '../../contracts/core/value-at.js';

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

/** Most issues that are told of a part: a list of a megabyte may have so many wrong items that the answer has ten. */
const MOST = 100;

/** Has zod say nothing of its own, and show what it was given. */
const HOW = { reportInput: true, error: () => UNSAID } as const;

/** Holds raw input to the operation's schemas. Throws `Failure` of kind `invalid` with the issues found. */
export function checkInput(operation: Operation, raw: RawInput): Input {
  const issues: InputIssue[] = [];
  const part = (name: 'params' | 'query' | 'body', schema: Schema | undefined): unknown => {
    if (schema === undefined) return undefined;
    const result = (schema as z.ZodType).safeParse(raw[name], HOW);
    if (result.success) return result.data;
    const found = result.error.issues.slice(0, MOST).flatMap(nearestIssues).slice(0, MOST);
    for (const issue of found) issues.push(issueOf(name, schema, issue, raw[name]));
    return undefined;
  };
  const input = {
    params: part('params', operation.params),
    query: part('query', operation.query),
    body: part('body', operation.body),
  };
  if (issues.length > 0) throw new Failure('invalid', { issues, ...(raw.isUnread && { why: 'malformed' }) });
  return input;
}

/**
 * zod says `invalid_type` of a missing value too. It becomes `required`, for vendors word the two differently. The value is
 * shown as it was sent; where it was sent under another name (`period[1]`), as the schema got it.
 */
function issueOf(part: InputIssue['in'], schema: Schema, issue: z.core.$ZodIssue, whole: unknown): InputIssue {
  const path = issue.path.map(key => (typeof key === 'symbol' ? key.toString() : key));
  const value = valueAtKeys(whole, path) ?? issue.input;
  const missing = path.length > 0 && value === undefined;
  const wants = wantsOf(issue, placeOf(schema, path).schema);
  // Of a query the whole is never shown, for credentials may travel in it.
  const at = !missing ? path : part === 'body' ? path.slice(0, -1) : undefined;
  const sent = at && shownValue(schema, at, missing ? valueAtKeys(whole, at) : value);
  return { in: part, path, code: missing ? 'required' : issue.code, sent, wants };
}

import type { z } from 'zod';
import type { InputIssue } from './failure.js';
import { shownValue, UNSAID, wantsOf } from './issue-facts.js';
import { nearestIssues } from './issues.js';
import type { Schema } from './operation.js';
import { placeOf } from './schema.js';
import { valueAtKeys } from './value-at.js';

/** A part of the input as its schema put it out, or what is wrong with it. */
export type ReadPart = { readonly value: unknown } | { readonly issues: readonly InputIssue[] };

/** Most issues that are told of a part: a list of a megabyte may have so many wrong items that the answer has ten. */
const MOST = 100;

/** Has zod say nothing of its own, and show what it was given. */
const HOW = { reportInput: true, error: () => UNSAID } as const;

/** Holds a part of the input of a call to its schema. */
export function readPart(part: InputIssue['in'], schema: Schema, raw: unknown): ReadPart {
  const type = schema as z.ZodType;
  // What is right is read without a word about what is wrong: zod copies what is said of it at each call, which costs 2 us.
  const read = type.safeParse(raw);
  if (read.success) return { value: read.data };
  const result = type.safeParse(raw, HOW);
  if (result.success) return { value: result.data };
  const found = result.error.issues.slice(0, MOST).flatMap(nearestIssues).slice(0, MOST);
  return { issues: found.map(issue => issueOf(part, schema, issue, raw)) };
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

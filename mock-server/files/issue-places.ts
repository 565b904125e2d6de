import type { z } from 'zod';
import { UNSAID, wantsOf } from '../../contracts/core/issue-facts.js';
import { plainWords } from '../../contracts/core/issue-words.js';
import { nearestIssues } from '../../contracts/core/issues.js';
import { didYouMean } from '../../contracts/core/names.js';
import { keysOf, placeOf } from '../../contracts/core/schema.js';
import { valueAtKeys } from '../../contracts/core/value-at.js';
import type { TextDocument } from './document.js';

/** Most that is told of one file. */
const MOST = 20;

/** What `safeParse` takes so that zod says nothing of its own. */
export const inOwnWords = { reportInput: true, error: () => UNSAID } as const;

/**
 * What is wrong with a document, a line each that begins with its place. Nothing is quoted of what stands there: any file
 * may have been named, and names of members are content too. Parse with `inOwnWords` before.
 */
export function issuesAt(document: TextDocument, schema: z.ZodType, { issues }: z.core.$ZodError): string[] {
  return issues
    .flatMap(nearestIssues)
    .flatMap(issue => placed(document, schema, issue))
    .slice(0, MOST);
}

function placed(document: TextDocument, schema: z.ZodType, issue: z.core.$ZodIssue): string[] {
  const inner = placeOf(
    schema,
    issue.path.map(key => (typeof key === 'symbol' ? key.toString() : key)),
  ).schema;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(
      key => `${document.at([...issue.path, key], 'name')}: there is no such member${didYouMean(key, keysOf(inner))}`,
    );
  return [`${document.at(issue.path)}: ${wordsOf(document.value, issue, inner)}`];
}

/** One issue in plain words. */
export function wordsOf(whole: unknown, issue: z.core.$ZodIssue, schema: z.core.$ZodType | undefined): string {
  const sent = valueAtKeys(whole, issue.path);
  const isMissing = sent === undefined && issue.path.length > 0;
  const name = issue.path.at(-1);
  if (isMissing && issue.message === UNSAID) return `"${String(name)}" is missing here`;
  return plainWords({ code: issue.code, sent, wants: wantsOf(issue, schema) });
}

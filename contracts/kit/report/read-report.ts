import type { z } from 'zod';
import type { InputIssue } from '../../core/failure.js';
import { UNSAID, wantsOf } from '../../core/issue-facts.js';
import { plainWords } from '../../core/issue-words.js';
import { nearestIssues } from '../../core/issues.js';
import { placeOf, stepOf } from '../../core/schema.js';
import { type Report, report } from './report.js';

/** Longest text that is read: a run keeps a bounded number of findings, each with a bounded excerpt. */
const LONGEST = 64 * 1024 * 1024;

/** Most that is told of what is wrong. */
const TOLD = 3;

/** Reads a report as `hostdouble check --format json` wrote it. Throws an error that says the place and what is wrong there. */
export function readReport(text: string): Report {
  if (text.length > LONGEST) throw new Error(`it has more than ${LONGEST / 1024 / 1024} MiB, and no report has`);
  const value = parsed(text);
  if (value === null || typeof value !== 'object' || !('format' in value && 'findings' in value))
    throw new Error('it is no report: that has the members "format" and "findings"; write one with --format json');
  const result = report.safeParse(value, { error: () => UNSAID });
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap(nearestIssues);
  const told = issues.slice(0, TOLD).map(issue => wordsOf(issue, value));
  if (issues.length > TOLD) told.push(`${issues.length - TOLD} more places are wrong`);
  throw new Error(told.join('; '));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`it is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function wordsOf(issue: z.core.$ZodIssue, whole: unknown): string {
  const keys = issue.path.filter(key => typeof key !== 'symbol');
  let sent = whole;
  for (const key of keys) sent = Object(sent)[key];
  const code: InputIssue['code'] = sent === undefined ? 'required' : issue.code;
  const words = plainWords({ code, sent, wants: wantsOf(issue, placeOf(report, keys).schema) });
  return `$${keys.map(stepOf).join('')} ${words}`;
}

import type { InputIssue } from '../../../core/failure.js';
import type { IssueCode } from '../../../core/issue-facts.js';
import { pythonText } from './python.js';
import { isTold, isWrongType } from './wrong-type.js';

/**
 * Wrong input as `jsonschema` words it, by whose draft 4 Flask-RESTX validates payloads. Printed by the vendor is only that
 * a property is required; the others are that library's sentences, so that they are assumed here. Queries are taken to be
 * worded so, too: no page prints an answer to a wrong one, but for dates.
 */
type Sentence = (issue: InputIssue) => string;

/** Of a query a number is shown as such, though it was sent as text. */
const shown = ({ in: part, sent, wants }: InputIssue): string =>
  part === 'query' && wants?.of === 'number' && typeof sent === 'string' ? sent.trim() : pythonText(sent);

/** What is said of a value that no other sentence fits, and of codes that are not known here: never zod's own words. */
const otherwise: Sentence = issue => `${shown(issue)} is not valid under any of the given schemas`;

const wrongType: Sentence = issue => {
  const types = issue.wants?.types ?? [];
  return types.length === 0 ? otherwise(issue) : `${shown(issue)} is not of type ${types.map(pythonText).join(', ')}`;
};

/** Names of forms in JSON Schema, where zod has others. */
const FORMATS: Readonly<Record<string, string>> = { datetime: 'date-time', url: 'uri', cidrv4: 'cidr', guid: 'uuid' };

const wrongFormat: Sentence = issue => {
  const { format, pattern } = issue.wants ?? {};
  if (format === undefined) return otherwise(issue);
  if (format === 'unique') return `${shown(issue)} has non-unique elements`;
  if (format === 'regex' && pattern !== undefined) return `${shown(issue)} does not match ${pythonText(pattern)}`;
  return `${shown(issue)} is not a ${pythonText(FORMATS[format] ?? format)}`;
};

const sentences: Readonly<Record<IssueCode, Sentence>> = {
  required: ({ path }) => `${pythonText(path.at(-1) ?? '')} is a required property`,
  invalid_type: wrongType,
  too_small: issue => {
    const { limit, inclusive, of } = issue.wants ?? {};
    if (of !== 'number') return `${shown(issue)} is too short`;
    return `${shown(issue)} is less than ${inclusive ? '' : 'or equal to '}the minimum of ${limit}`;
  },
  too_big: issue => {
    const { limit, inclusive, of } = issue.wants ?? {};
    if (of !== 'number') return `${shown(issue)} is too long`;
    return `${shown(issue)} is greater than ${inclusive ? '' : 'or equal to '}the maximum of ${limit}`;
  },
  not_multiple_of: issue => `${shown(issue)} is not a multiple of ${issue.wants?.limit}`,
  invalid_format: wrongFormat,
  custom: wrongFormat,
  invalid_value: issue => `${shown(issue)} is not one of ${pythonText(issue.wants?.options ?? [])}`,
  unrecognized_keys: ({ wants: { keys = [] } = {} }) =>
    `Additional properties are not allowed (${keys.map(pythonText).join(', ')} ${keys.length === 1 ? 'was' : 'were'} unexpected)`,
  invalid_union: otherwise,
  invalid_key: otherwise,
  invalid_element: otherwise,
};

const isKnown = (code: string): code is IssueCode => Object.hasOwn(sentences, code);

function sentenceOf(issue: InputIssue): string {
  if (isWrongType(issue)) return wrongType(issue);
  return isKnown(issue.code) && isTold(issue) ? sentences[issue.code](issue) : otherwise(issue);
}

/** A sentence for each place, its keys with dots between them. */
export const payloadErrors = (issues: readonly InputIssue[]): Record<string, string> =>
  Object.fromEntries(issues.map(issue => [issue.path.join('.'), sentenceOf(issue)]));

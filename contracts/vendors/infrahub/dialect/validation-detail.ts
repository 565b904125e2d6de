import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import type { InputIssue, JsonType, Limit } from '../../../core/failure.js';
import type { IssueCode } from '../../../core/issue-facts.js';
import { pythonText } from './python.js';
import { isTold, isWrongType } from './wrong-type.js';

/**
 * Wrong input as FastAPI tells it, in pydantic's words. The vendor's pages list 422 for object storage and print no body:
 * the form is that of the framework, assumed here.
 */
export const validationDetail = z.strictObject({
  detail: z
    .array(
      z.strictObject({
        type: z.string(),
        loc: z.array(z.union([z.string(), z.int()])),
        msg: z.string(),
        input: z.unknown(),
        ctx: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .min(1),
});

nameSchemas({ ValidationDetail: validationDetail });
type Detail = z.output<typeof validationDetail>['detail'][number];

/** What is wrong, in pydantic's name for it and its sentence. */
type Told = Pick<Detail, 'type' | 'msg' | 'ctx'>;
type Sentence = (issue: InputIssue) => Told;

/** What is said of a value that no other sentence fits, and of codes that are not known here: never zod's own words. */
const otherwise: Sentence = () => ({ type: 'value_error', msg: 'Value error, the value is not valid' });

const byType: Readonly<Record<JsonType, Sentence>> = {
  string: () => ({ type: 'string_type', msg: 'Input should be a valid string' }),
  integer: ({ sent }) => {
    const msg = 'Input should be a valid integer';
    if (typeof sent === 'string') return { type: 'int_parsing', msg: `${msg}, unable to parse string as an integer` };
    if (typeof sent !== 'number') return { type: 'int_type', msg };
    return { type: 'int_from_float', msg: `${msg}, got a number with a fractional part` };
  },
  number: ({ sent }) => {
    const msg = 'Input should be a valid number';
    if (typeof sent !== 'string') return { type: 'float_type', msg };
    return { type: 'float_parsing', msg: `${msg}, unable to parse string as a number` };
  },
  boolean: ({ sent }) => {
    const msg = 'Input should be a valid boolean';
    if (typeof sent === 'object') return { type: 'bool_type', msg };
    return { type: 'bool_parsing', msg: `${msg}, unable to interpret input` };
  },
  array: () => ({ type: 'list_type', msg: 'Input should be a valid list' }),
  object: () => ({
    type: 'model_attributes_type',
    msg: 'Input should be a valid dictionary or object to extract fields from',
  }),
  null: () => ({ type: 'none_required', msg: 'Input should be None' }),
};

const wrongType: Sentence = issue => {
  const [type] = issue.wants?.types ?? [];
  return type === undefined ? otherwise(issue) : byType[type](issue);
};

const counted = (count: Limit | undefined, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

function tooMany(type: string, end: 'least' | 'most', limit: object, { sent, wants }: InputIssue): Told {
  const length = Array.isArray(sent) ? sent.length : 0;
  const msg = `List should have at ${end} ${counted(wants?.limit, 'item')} after validation, not ${length}`;
  return { type, msg, ctx: { field_type: 'List', ...limit, actual_length: length } };
}

/** `'a', 'b' or 'c'`. */
const alternatives = (options: readonly unknown[]): string =>
  [options.slice(0, -1).map(pythonText).join(', '), options.slice(-1).map(pythonText).join('')]
    .filter(text => text !== '')
    .join(' or ');

const sentences: Readonly<Record<IssueCode, Sentence>> = {
  required: () => ({ type: 'missing', msg: 'Field required' }),
  invalid_type: wrongType,
  too_small: issue => {
    const { limit, inclusive, of } = issue.wants ?? {};
    if (of === 'text')
      return {
        type: 'string_too_short',
        msg: `String should have at least ${counted(limit, 'character')}`,
        ctx: { min_length: limit },
      };
    if (of !== 'number') return tooMany('too_short', 'least', { min_length: limit }, issue);
    return inclusive
      ? { type: 'greater_than_equal', msg: `Input should be greater than or equal to ${limit}`, ctx: { ge: limit } }
      : { type: 'greater_than', msg: `Input should be greater than ${limit}`, ctx: { gt: limit } };
  },
  too_big: issue => {
    const { limit, inclusive, of } = issue.wants ?? {};
    if (of === 'text')
      return {
        type: 'string_too_long',
        msg: `String should have at most ${counted(limit, 'character')}`,
        ctx: { max_length: limit },
      };
    if (of !== 'number') return tooMany('too_long', 'most', { max_length: limit }, issue);
    return inclusive
      ? { type: 'less_than_equal', msg: `Input should be less than or equal to ${limit}`, ctx: { le: limit } }
      : { type: 'less_than', msg: `Input should be less than ${limit}`, ctx: { lt: limit } };
  },
  not_multiple_of: ({ wants }) => ({
    type: 'multiple_of',
    msg: `Input should be a multiple of ${wants?.limit}`,
    ctx: { multiple_of: wants?.limit },
  }),
  invalid_format: issue => {
    const { format, pattern } = issue.wants ?? {};
    if (format !== 'regex' || pattern === undefined) return otherwise(issue);
    return { type: 'string_pattern_mismatch', msg: `String should match pattern '${pattern}'`, ctx: { pattern } };
  },
  invalid_value: ({ wants }) => {
    const expected = alternatives(wants?.options ?? []);
    return { type: 'enum', msg: `Input should be ${expected}`, ctx: { expected } };
  },
  unrecognized_keys: () => ({ type: 'extra_forbidden', msg: 'Extra inputs are not permitted' }),
  custom: otherwise,
  invalid_union: otherwise,
  invalid_key: otherwise,
  invalid_element: otherwise,
};

const isKnown = (code: string): code is IssueCode => Object.hasOwn(sentences, code);

function told(issue: InputIssue): Told {
  if (isWrongType(issue)) return wrongType(issue);
  return isKnown(issue.code) && isTold(issue) ? sentences[issue.code](issue) : otherwise(issue);
}

const PARTS = { params: 'path', query: 'query', body: 'body' } as const;

/** An entry for each thing that is wrong; of unknown members one for each. */
export function validationErrors(issues: readonly InputIssue[]): Detail[] {
  return issues.flatMap(issue => {
    const { in: part, path, sent = null, wants } = issue;
    const { type, msg, ctx } = told(issue);
    const loc = [PARTS[part], ...path];
    if (issue.code === 'unrecognized_keys')
      return (wants?.keys ?? []).map(key => ({
        type,
        loc: [...loc, key],
        msg,
        input: (sent !== null && typeof sent === 'object' && Reflect.get(sent, key)) ?? null,
      }));
    return [{ type, loc, msg, input: sent, ...(ctx && { ctx }) }];
  });
}

/** A body that is no JSON. */
export const notJson: readonly Detail[] = [
  { type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {}, ctx: { error: 'Expecting value' } },
];

/** No body where one is needed. */
export const noBody: readonly Detail[] = [{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }];

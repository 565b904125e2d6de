import type { InputIssue, JsonType } from '../../../core/failure.js';
import { type IssueCode, isLike } from '../../../core/issue-facts.js';
import { lines, ofAll, sizeLines } from './validation-lines.js';

/** Makes the sentence of an issue, the attribute still to be put in. */
type Sentence = (issue: InputIssue) => string;

/** PHP has no objects in its input: they are arrays by key. */
const byType: Readonly<Record<JsonType, string>> = {
  ...{ string: lines.string, integer: lines.integer, number: lines.numeric, boolean: lines.boolean },
  ...{ array: lines.array, object: lines.array, null: lines.prohibited },
};

/** What is said of a value that no other line fits, and of codes that are not known here: never zod's own words. */
const otherwise: Sentence = () => lines.regex;

const wrongType: Sentence = issue => {
  const [type] = typesOf(issue);
  return type === undefined ? otherwise(issue) : byType[type];
};

/** In a query one value without brackets is taken for a list of it: it is held to what the items are. */
const typesOf = ({ in: part, sent, wants: { types = [], items } = {} }: InputIssue): readonly JsonType[] =>
  part === 'query' && items !== undefined && typeof sent === 'string' ? items : types;

/** Rules of forms of text, by their names in zod and in our own checks. */
const FORMATS: Readonly<Record<string, string>> = {
  ...{
    email: lines.email,
    url: lines.url,
    uuid: lines.uuid,
    guid: lines.uuid,
    json: lines.json,
    mac: lines.mac_address,
  },
  ...{ ipv4: lines.ipv4, ipv6: lines.ipv6, date: lines.date, datetime: lines.date, 'date-time': lines.date },
  ...{ unique: lines.distinct, in: lines.in, integer: lines.integer },
};

const wrongFormat: Sentence = issue => {
  const { format = '', formats = [] } = issue.wants ?? {};
  if (formats.includes('ipv4') && formats.includes('ipv6')) return lines.ip;
  return Object.hasOwn(FORMATS, format) ? (FORMATS[format] ?? lines.regex) : otherwise(issue);
};

/** The line of a bound; what has two of them is held to be between them. */
const bound =
  (end: 'min' | 'max', beyond: 'gt' | 'lt'): Sentence =>
  issue => {
    const { limit, inclusive, of = 'number', between } = issue.wants ?? {};
    if (limit === undefined) return wrongType(issue);
    // No bound that anybody set: a double counts no further.
    if (Math.abs(Number(limit)) === Number.MAX_SAFE_INTEGER) return wrongType(issue);
    if (between === undefined) return filled(sizeLines[inclusive ? end : beyond][of], { value: limit });
    const [min, max] = between;
    if (min === max) return filled(sizeLines.size[of], { value: min });
    return filled(sizeLines.between[of], { min, max });
  };

const filled = (line: string, values: Readonly<Record<string, unknown>>): string =>
  line.replaceAll(/:(\w+)/g, (whole, name: string) => (Object.hasOwn(values, name) ? `${values[name]}` : whole));

const sentences: Readonly<Record<IssueCode, Sentence>> = {
  required: () => lines.required,
  invalid_type: wrongType,
  too_small: bound('min', 'gt'),
  too_big: bound('max', 'lt'),
  not_multiple_of: issue =>
    issue.wants?.limit === undefined ? wrongType(issue) : filled(lines.multiple_of, { value: issue.wants.limit }),
  invalid_format: wrongFormat,
  custom: wrongFormat,
  invalid_value: () => lines.in,
  unrecognized_keys: () => lines.prohibited,
  invalid_union: wrongType,
  invalid_key: otherwise,
  invalid_element: otherwise,
};

const isKnown = (code: string): code is IssueCode => Object.hasOwn(sentences, code);

/** Laravel takes null, an empty list and a text of nothing but blanks, which it trims and makes null, for nothing. */
const isNothing = (value: unknown): boolean =>
  value === null || (typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0);

function lineOf(issue: InputIssue): string {
  const { code, sent, wants = {} } = issue;
  if (!isKnown(code)) return otherwise(issue);
  if (code === 'required' || code === 'unrecognized_keys') return sentences[code](issue);
  if (isNothing(sent) && !wants.isOptional) return lines.required;
  return isOfWrongType(issue) ? wrongType(issue) : sentences[code](issue);
}

const isOfWrongType = (issue: InputIssue): boolean => {
  const types = typesOf(issue);
  if (types.length === 0 || issue.sent === undefined) return false;
  return isNothing(issue.sent) || !types.some(type => isLike(type, issue.sent));
};

/** `userId` as the sentences write it. An item of a list keeps the name by which rules reach it: `hypervisorId.0`. */
function attributeOf(path: InputIssue['path']): string {
  // `period[]=x` is the first item of `period`.
  const steps = path.flatMap((key, at) => {
    const list = /^(.+)\[\]$/.exec(`${key}`)?.[1];
    if (list === undefined) return [key];
    return typeof path[at + 1] === 'number' ? [list] : [list, 0];
  });
  const name = steps.join('.');
  return steps.some(step => typeof step === 'number') ? name : inWords(name);
}

/** As `Str::snake` makes words of a name; a name of lower-case letters only stays as it is. */
const inWords = (name: string): string =>
  name
    .replace(/^[a-z]/, first => first.toUpperCase())
    .replaceAll(/(.)(?=[A-Z])/g, '$1 ')
    .replaceAll('_', ' ')
    .toLowerCase();

/** A sentence for each thing that is wrong, in the order of the input; each once. */
export function validationErrors(issues: readonly InputIssue[]): string[] {
  const told = issues.flatMap(issue => {
    const { code, path, wants: { keys = [] } = {} } = issue;
    if (code === 'unrecognized_keys') return keys.map(key => said(lineOf(issue), [...path, key]));
    return [path.length === 0 ? ofAll : said(lineOf(issue), path)];
  });
  return told.length === 0 ? [ofAll] : [...new Set(told)];
}

const said = (line: string, path: InputIssue['path']): string => line.replace(':attribute', () => attributeOf(path));

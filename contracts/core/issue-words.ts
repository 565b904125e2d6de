import type { InputIssue, IssueWants, JsonType } from './failure.js';
import { type IssueCode, isLike } from './issue-facts.js';
import { didYouMean } from './names.js';

/**
 * What is wrong with a value, in plain words of ours: for the control API, and for vendors whose own words are not known.
 * They are made of facts, but where the contract has words of its own, which are taken as they stand.
 */
type Sentence = (wants: IssueWants) => string;

const TYPES: Readonly<Record<JsonType, string>> = {
  ...{ string: 'a text', integer: 'a whole number', number: 'a number', boolean: 'true or false' },
  ...{ array: 'a list', object: 'an object', null: 'null' },
};

const UNITS = { text: ' characters', list: ' items', number: '' } as const;

const otherwise: Sentence = () => 'is not valid';

const wrongType: Sentence = ({ types = [] }) =>
  types.length === 0 ? 'is not valid' : `must be ${types.map(type => TYPES[type]).join(' or ')}`;

const bound =
  (least: string, above: string): Sentence =>
  ({ limit, inclusive, of = 'number', between }) => {
    if (limit === undefined) return 'is not valid';
    const has = of === 'number' ? 'be' : 'have';
    if (between !== undefined) return `must ${has} between ${between[0]} and ${between[1]}${UNITS[of]}`;
    return `must ${has} ${inclusive ? least : above} ${limit}${UNITS[of]}`;
  };

const wrongFormat: Sentence = ({ format, formats, pattern }) => {
  if (format === 'unique') return 'must have no item twice';
  if (format === 'regex' && pattern !== undefined) return `must match ${pattern}`;
  return format === undefined ? 'is not valid' : `must be written as ${(formats ?? [format]).join(' or ')}`;
};

const sentences: Readonly<Record<IssueCode, Sentence>> = {
  required: () => 'is required',
  invalid_type: wrongType,
  too_small: bound('at least', 'more than'),
  too_big: bound('at most', 'less than'),
  not_multiple_of: ({ limit }) => (limit === undefined ? 'is not valid' : `must be a multiple of ${limit}`),
  invalid_format: wrongFormat,
  custom: wrongFormat,
  invalid_value: ({ options = [] }) =>
    options.length === 0 ? 'is not valid' : `must be ${options.map(option => JSON.stringify(option)).join(' or ')}`,
  unrecognized_keys: ({ keys = [] }) => `there is no member ${keys.map(key => JSON.stringify(key)).join(', ')}`,
  invalid_union: otherwise,
  invalid_key: otherwise,
  invalid_element: otherwise,
};

const isKnown = (code: string): code is IssueCode => Object.hasOwn(sentences, code);

/** What is wrong, in plain words: `must be between 1 and 200`. */
export function plainWords({ code, sent, wants = {} }: Pick<InputIssue, 'code' | 'sent' | 'wants'>): string {
  if (code === 'required') return sentences.required(wants);
  const { types = [], says } = wants;
  const isOfType = types.length === 0 || sent === undefined || types.some(type => isLike(type, sent));
  const isOwn = code === 'custom' && says !== undefined;
  if (!isOfType && !isOwn && code !== 'unrecognized_keys') return wrongType(wants);
  const words = says ?? (isKnown(code) ? sentences[code](wants) : otherwise(wants));
  return code === 'invalid_value' && says === undefined ? `${words}${nearest(sent, wants)}` : words;
}

const nearest = (sent: unknown, { options = [] }: IssueWants): string =>
  typeof sent === 'string'
    ? didYouMean(
        sent,
        options.filter(option => typeof option === 'string'),
      )
    : '';

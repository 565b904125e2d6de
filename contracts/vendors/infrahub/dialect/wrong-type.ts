import type { InputIssue, JsonType } from '../../../core/failure.js';

/** How the types look in a query, where all is text. */
const IN_QUERY: Readonly<Partial<Record<JsonType, RegExp>>> = {
  integer: /^\s*[-+]?\d+\s*$/,
  number: /^\s*[-+]?\d+(\.\d+)?\s*$/,
  boolean: /^(true|false|on|off|yes|no|[01]?)$/i,
};

const isOf = (type: JsonType, { in: part, sent }: InputIssue): boolean => {
  if (part !== 'body' && typeof sent === 'string') return IN_QUERY[type]?.test(sent) ?? type !== 'object';
  if (type === 'null') return sent === null;
  if (type === 'array') return Array.isArray(sent);
  if (type === 'integer') return Number.isInteger(sent);
  return typeof sent === type && sent !== null && !Array.isArray(sent);
};

/** Whether the type is what is wrong: validators name it before anything else. */
export function isWrongType(issue: InputIssue): boolean {
  if (issue.code === 'required' || issue.code === 'unrecognized_keys') return false;
  const { types = [] } = issue.wants ?? {};
  return issue.code === 'invalid_type' || (types.length > 0 && !types.some(type => isOf(type, issue)));
}

/** Whether a limit that a sentence is about is known. */
export const isTold = ({ code, wants }: InputIssue): boolean =>
  wants?.limit !== undefined || !/^(too_small|too_big|not_multiple_of)$/.test(code);

/** Whether nothing was sent where a body is needed. */
export const isNoBody = ({ in: part, path, sent }: InputIssue): boolean =>
  part === 'body' && path.length === 0 && sent === undefined;

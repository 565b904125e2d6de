import type { z } from 'zod';
import { readPart } from '../../../contracts/core/input-issues.js';
import { plainWords } from '../../../contracts/core/issue-words.js';
import type { Schema } from '../../../contracts/core/operation.js';

/** What is wrong with a form, by the member of what would be sent. */
export type Wrongs = Readonly<Record<string, string>>;

/** Holds what would be sent to the schema of the control API, in the words that the server would say. */
export function wrongsOf(schema: Schema, body: unknown): Wrongs {
  const read = readPart('body', schema, body);
  if ('value' in read) return {};
  const wrongs: Record<string, string> = {};
  for (const issue of read.issues) wrongs[issue.path.join('.')] ??= plainWords(issue).replace(/ or null$/, ''); // an empty field is null
  return wrongs;
}

/** Whether the server would take it, as far as its schema says. */
export const fits = <S extends z.ZodType>(schema: S, body: unknown): body is z.input<S> =>
  'value' in readPart('body', schema, body);

/** What is wrong with a member or with anything in it. */
export const wrongAt = (wrongs: Wrongs, member: string): string | undefined =>
  Object.entries(wrongs).find(([path]) => path === member || path.startsWith(`${member}.`))?.[1];

/** What was typed where a number is wanted; anything else stays a text, for the schema to refuse. */
export function typedNumber(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}

export const typedText = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** Lines of `name: value` as an object. */
export function typedHeaders(text: string): Record<string, string> | undefined {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  if (lines.length === 0) return undefined;
  return Object.fromEntries(
    lines.map(line => {
      const colon = line.indexOf(':');
      return colon === -1 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
}

/** Without the members that are undefined. */
export const without = (body: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));

/** Which of the lines is no header. */
export function headerSlip(text: string): string | undefined {
  const at = text.split('\n').findIndex(line => line.trim() !== '' && !/^[^\s:]+\s*:/.test(line.trim()));
  return at === -1 ? undefined : `line ${at + 1} is no header such as x-request-id: 42`;
}

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { read } from '../../contracts/core/wire.js';
import { serverOptions } from '../options.js';

/** A usage error: the command says the message and exits 1. */
export class UsageError extends Error {}

/** Settings of `serve`: those of the server, and how it speaks. */
export const serveSettings = serverOptions.extend({
  /** Writes the ready line as JSON and no banner. */
  json: read.flag().default(false),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type ServeSettings = z.output<typeof serveSettings>;

const FILE = 'hostdouble.config.json';
const fileText = read.json(z.record(z.string(), z.unknown()));

/** `bodyLimit` as `HOSTDOUBLE_BODY_LIMIT`. */
export const variableOf = (key: string): string =>
  `HOSTDOUBLE_${key.replaceAll(/[A-Z]/g, letter => `_${letter}`).toUpperCase()}`;

/** `bodyLimit` as `--body-limit`. */
export const flagOf = (key: string): string => `--${key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;

/**
 * Flags over environment over `hostdouble.config.json` in the working folder over defaults. Throws `UsageError` that names
 * each wrong value and where it is from.
 */
export function settingsFrom(flags: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv): ServeSettings {
  const given: Record<string, unknown> = {};
  const sources: Record<string, string> = {};
  const take = (key: string, value: unknown, source: string): void => {
    if (value === undefined) return;
    given[key] = value;
    sources[key] = source;
  };
  for (const [key, value] of Object.entries(readFile())) take(key, value, `"${key}" in ${FILE}`);
  for (const key of Object.keys(serveSettings.shape)) {
    const value = env[variableOf(key)];
    if (value !== '') take(key, value, variableOf(key));
  }
  for (const [key, value] of Object.entries(flags)) take(key, value, flagOf(key));
  const result = serveSettings.safeParse(given);
  if (result.success) return result.data;
  const said = result.error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => `${sources[key] ?? key}: there is no such setting`)
      : [`${sources[String(issue.path[0])] ?? issue.path.join('.')}: ${meaning(issue)}`],
  );
  throw new UsageError(said.join('\n'));
}

/** The message of an issue; of what several forms have against a value, that of the form which came nearest. */
function meaning(issue: z.core.$ZodIssue): string {
  const inner = issue.code === 'invalid_union' ? issue.errors.flat() : [];
  return (inner.find(({ code }) => code !== 'invalid_type') ?? inner[0] ?? issue).message;
}

function readFile(): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(FILE, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new UsageError(`${FILE} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const file = fileText.safeParse(text);
  if (file.success) return file.data;
  throw new UsageError(`${FILE} is not a JSON object: ${file.error.issues.map(({ message }) => message).join('; ')}`);
}

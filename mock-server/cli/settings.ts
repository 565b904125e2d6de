import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { inWords, nearestIssue } from '../../contracts/core/issues.js';
import { didYouMean } from '../../contracts/core/names.js';
import { read } from '../../contracts/core/wire.js';
import { variable } from '../../contracts/kit/transport/credentials.js';
import { serverOptions } from '../options.js';

/** A usage error: the command says the message and exits 1. */
export class UsageError extends Error {}

const words = z.string().transform(text =>
  text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== ''),
);

/** Settings of `serve`: those of the server, and how it speaks. */
export const serveSettings = serverOptions.extend({
  /** Writes the ready line as JSON and no banner. */
  json: read.flag().default(false),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  /** Files of vendors of the user's own; in the environment separated by commas. */
  vendor: z.union([z.array(z.string().min(1)), words]).default([]),
});

export type ServeSettings = z.output<typeof serveSettings>;

const names = Object.keys(serveSettings.shape);

/** An address to which paths can be added; throws `UsageError` that names where it is from. */
export function addressFrom(text: string, source: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new UsageError(`${source}: "${text}" is no address such as http://127.0.0.1:4850`);
  return text.replace(/\/+$/, '');
}

const FILE = 'hostdouble.config.json';
const fileText = read.json(z.record(z.string(), z.unknown()));

/** `bodyLimit` as `HOSTDOUBLE_BODY_LIMIT`. */
const variableOf = (key: string): string => variable('hostdouble', key);

/** `bodyLimit` as `--body-limit`. */
export const flagOf = (key: string): string => `--${key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;

/**
 * Flags over environment over `hostdouble.config.json` in the working folder over defaults. Throws `UsageError` that names
 * each wrong value and each unknown name, and where it is from.
 */
export function settingsFrom(flags: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv): ServeSettings {
  warnOfUnknown(env);
  const { given, sources } = gathered(flags, env);
  const result = serveSettings.safeParse(given);
  if (result.success) return result.data;
  const said = result.error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => `${sources[key] ?? key}: there is no such setting${didYouMean(key, names)}`)
      : [`${sources[String(issue.path[0])] ?? issue.path.join('.')}: ${saidOf(issue, given[String(issue.path[0])])}`],
  );
  throw new UsageError(said.join('\n'));
}

/** What is wrong with a value, and the name that is near where it is none of a list. */
export function saidOf(issue: z.core.$ZodIssue, value: unknown): string {
  const nearest = nearestIssue(issue);
  const names = nearest.code === 'invalid_value' ? nearest.values.map(String) : [];
  return `${nearest.message}${typeof value === 'string' ? didYouMean(value, names) : ''}`;
}

/** The files of vendors, of the flags of a command that has no other setting of `serve`, the environment or the file. */
export function vendorFilesFrom(flag: readonly string[] | undefined, env: NodeJS.ProcessEnv): readonly string[] {
  const { given, sources } = gathered({ vendor: flag }, env);
  const result = serveSettings.shape.vendor.safeParse(given.vendor);
  if (result.success) return result.data;
  throw new UsageError(`${sources.vendor}: ${inWords(result.error)}`);
}

/** What is set, and where each is from. */
function gathered(flags: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv) {
  const given: Record<string, unknown> = {};
  const sources: Record<string, string> = {};
  const take = (key: string, value: unknown, source: string): void => {
    if (value === undefined) return;
    given[key] = value;
    sources[key] = source;
  };
  for (const [key, value] of Object.entries(readFile())) take(key, value, `"${key}" in ${FILE}`);
  for (const key of names) {
    const value = env[variableOf(key)];
    if (value !== '') take(key, value, variableOf(key));
  }
  for (const [key, value] of Object.entries(flags)) take(key, value, flagOf(key));
  return { given, sources };
}

/**
 * Warns of variables that are named like settings and are none. It does not refuse them, because others set such names
 * too, as Kubernetes does for each service (`HOSTDOUBLE_SERVICE_HOST`). `env` writes and reads `HOSTDOUBLE_URL`,
 * `exec` marks with `HOSTDOUBLE_EXEC` what it starts.
 */
function warnOfUnknown(env: NodeJS.ProcessEnv): void {
  const known = [...names.map(variableOf), 'HOSTDOUBLE_URL', 'HOSTDOUBLE_EXEC'];
  const unknown = Object.keys(env).filter(name => name.startsWith('HOSTDOUBLE_') && !known.includes(name));
  for (const name of unknown)
    process.stderr.write(`hostdouble: ${name}: there is no such setting${didYouMean(name, known)}\n`);
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

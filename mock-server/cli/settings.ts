import { z } from 'zod';
import { inWords, nearestIssue } from '../../contracts/core/issues.js';
import { didYouMean } from '../../contracts/core/names.js';
import { read } from '../../contracts/core/wire.js';
import { variable } from '../../contracts/kit/transport/credentials.js';
import { serverOptions } from '../options.js';
import { readConfig } from './config-file.js';
import { UsageError } from './usage-error.js';

export { UsageError } from './usage-error.js';

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

/**
 * Whether Kubernetes set a variable, which in each container tells of each service beside it: `HOSTDOUBLE_PORT` is
 * `tcp://10.0.0.7:4850` where one is called `hostdouble`. No setting looks so.
 */
const isOfLink = (value: string | undefined): boolean => /^(tcp|udp|sctp):\/\//.test(value ?? '');

/** `bodyLimit` as `HOSTDOUBLE_BODY_LIMIT`. */
const variableOf = (key: string): string => variable('hostdouble', key);

/** `bodyLimit` as `--body-limit`. */
export const flagOf = (key: string): string => `--${key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;

/**
 * Flags over environment over the file of settings in the working folder (`config-file.ts`) over defaults. Rejects with
 * `UsageError` that names each wrong value and each unknown name, and where it is from: of the file, line and column.
 */
export async function settingsFrom(
  flags: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv,
): Promise<ServeSettings> {
  warnOfUnknown(env);
  const { given, sourceOf } = await gathered(flags, env);
  const result = serveSettings.safeParse(given);
  if (result.success) return result.data;
  const said = result.error.issues.flatMap(whole => {
    const issue = nearestIssue(whole);
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => `${sourceOf([...issue.path, key], 'name')}: ${unknownAt(issue.path, key)}`)
      : [`${sourceOf(issue.path)}: ${saidOf(issue, given[String(issue.path[0])])}`];
  });
  throw new UsageError(said.join('\n'));
}

const unknownAt = ({ length }: readonly PropertyKey[], key: string): string =>
  `there is no such setting${length === 0 ? didYouMean(key, names) : ''}`;

/** What is wrong with a value, and the name that is near where it is none of a list. */
export function saidOf(issue: z.core.$ZodIssue, value: unknown): string {
  const nearest = nearestIssue(issue);
  const names = nearest.code === 'invalid_value' ? nearest.values.map(String) : [];
  return `${nearest.message}${typeof value === 'string' ? didYouMean(value, names) : ''}`;
}

/** The files of vendors, of the flags of a command that has no other setting of `serve`, the environment or the file. */
export async function vendorFilesFrom(
  flag: readonly string[] | undefined,
  env: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const { given, sourceOf } = await gathered({ vendor: flag }, env);
  const result = serveSettings.shape.vendor.safeParse(given.vendor);
  if (result.success) return result.data;
  throw new UsageError(`${sourceOf(['vendor'])}: ${inWords(result.error)}`);
}

/** What is set, and where each is from. */
async function gathered(flags: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv) {
  const given: Record<string, unknown> = {};
  const sources: Record<string, string> = {};
  const file = await readConfig();
  for (const [key, value] of Object.entries(file?.values ?? {})) given[key] = value;
  const take = (key: string, value: unknown, source: string): void => {
    if (value === undefined) return;
    given[key] = value;
    sources[key] = source;
  };
  for (const key of names) {
    const value = env[variableOf(key)];
    if (value !== '' && !isOfLink(value)) take(key, value, variableOf(key));
  }
  for (const [key, value] of Object.entries(flags)) take(key, value, flagOf(key));
  /** The flag or the variable that says a value; else the place in the file, and its name. */
  const sourceOf = (path: readonly PropertyKey[], of?: 'name'): string =>
    sources[String(path[0])] ?? (file === undefined ? path.join('.') : `${file.at(path, of)}: "${path.join('.')}"`);
  return { given, sourceOf };
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

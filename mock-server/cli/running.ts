import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { control } from '../../contracts/control/index.js';
import { CallError, type ClientOptions, createCaller, createClient } from '../../contracts/core/client.js';
import { overFetch, replyFrom } from '../../contracts/core/over-fetch.js';
import type { Send } from '../../contracts/core/request.js';
import type { Client } from '../../contracts/core/typed-calls.js';
import { TlsError } from '../tls/tls-error.js';
import type { Trust } from '../tls/trust.js';
import { wantsAuthority, wantsTls } from '../tls/wish.js';
import { DEFAULT_WORLD } from '../worlds/worlds.js';
import { addressFrom, type ServeSettings, settingsFrom, UsageError } from './settings.js';

/** Flags of a command about a server that runs. */
export interface RunningOptions {
  readonly world?: string;
  readonly url?: string;
  readonly adminToken?: string;
  readonly tls?: boolean;
}

/** Where a server is, and how its control API is called. */
export interface Running {
  readonly url: string;
  readonly world: string;
  readonly adminToken: string | undefined;
  /** What has clients trust it, if an authority of ours signs for it. */
  readonly trust: Trust | undefined;
}

/** Addresses at which a server listens and that no client can call. */
const WILDCARDS = ['0.0.0.0', '::'];

/**
 * Finds the server that is meant: it is looked for where `serve` with the same settings listens, unless `HOSTDOUBLE_URL`
 * or a flag names it.
 */
export async function runningFrom(options: RunningOptions, env: NodeJS.ProcessEnv): Promise<Running> {
  const settings = await settingsFrom({ tls: options.tls }, env);
  const { world = DEFAULT_WORLD, adminToken = settings.adminToken } = options;
  const said = env.HOSTDOUBLE_URL ? addressFrom(env.HOSTDOUBLE_URL, 'HOSTDOUBLE_URL') : undefined;
  const url = options.url === undefined ? (said ?? addressOf(settings)) : addressFrom(options.url, '--url');
  return { url, world, adminToken, trust: await trustOf(settings, env) };
}

/** What has clients trust a server with these settings; the authority is made here if there is none yet. */
async function trustOf(settings: ServeSettings, env: NodeJS.ProcessEnv): Promise<Trust | undefined> {
  if (!wantsAuthority(settings)) return undefined;
  const { trusted } = await import('../tls/secured.js');
  try {
    return (await trusted(settings, env)).trust;
  } catch (error) {
    throw error instanceof TlsError ? new UsageError(error.message) : error;
  }
}

function addressOf(settings: ServeSettings): string {
  const { host, port } = settings;
  if (port === 0) throw new UsageError('the port of the server is any free one; name its address with --url');
  const name = WILDCARDS.includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `${wantsTls(settings) ? 'https' : 'http'}://${name}:${port}`;
}

/** The calls of the control API of a server. */
export const clientOf = (running: Running): Client<typeof control> => createClient(control, reaching(running));

/** The same by names, for input that the compiler does not know. */
export const callerOf = (running: Running): ReturnType<typeof createCaller> => createCaller(control, reaching(running));

function reaching({ url, adminToken, trust }: Running): ClientOptions {
  const isOurs = trust !== undefined && url.startsWith('https:');
  const credentials = adminToken === undefined ? {} : { token: adminToken };
  return { url, credentials, send: isOurs ? overTls(trust) : overFetch };
}

/** An error of a call, as one sentence for the person at the terminal; any other error as it is. */
export function inSentence(error: unknown, { url }: Running): unknown {
  if (!(error instanceof CallError)) return error;
  const { kind, status, body, message } = error;
  if (kind === 'unanswered') {
    const [code] = /[A-Z_]*(CERT|SELF_SIGNED|UNABLE_TO)[A-Z_]*/.exec(message) ?? [];
    return new UsageError(
      code === undefined
        ? `no server answers at ${url}; start one with "hostdouble serve", or name it with --url`
        : `the certificate of ${url} is not trusted (${code}); for a double with --tls, say --tls here too`,
    );
  }
  if (status === 401) return new UsageError(`the server at ${url} asks for its admin token (--admin-token)`);
  return new UsageError(saidIn(body) ?? strangerAt(url, status));
}

/** What to say of a server whose answer is none of ours. */
export const strangerAt = (url: string, status: number | undefined): string =>
  status === undefined || (status >= 200 && status <= 299)
    ? `what answers at ${url} is no hostdouble`
    : `the server at ${url} answered ${status}`;

/** The sentence in a refusal of the control API, and for each thing that is wrong its place. */
function saidIn(body: unknown): string | undefined {
  const { message, issues } = Object(Object(body).error);
  if (typeof message !== 'string') return undefined;
  const places = Array.isArray(issues) ? issues.map(placed).filter(text => !message.includes(text)) : [];
  return places.length === 0 ? message : `${message}\n${places.map(text => `  ${text}`).join('\n')}`;
}

function placed(issue: unknown): string {
  const { path, message } = Object(issue);
  return Array.isArray(path) && path.length > 0 ? `${path.join('.')}: ${message}` : String(message);
}

/** As `fetch` does it, of which no option says whom to trust: the command that says so to others needs it said by nobody. */
const overTls =
  (trust: Trust): Send =>
  async ({ method, url, headers, body }, timeout) => {
    const { request } = await import('node:https');
    const ca = await readFile(trust.SSL_CERT_FILE);
    const signal = AbortSignal.timeout(timeout);
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { method, headers, ca, signal, agent: false }, resolve).on('error', reject).end(body);
    });
    const told = Object.entries(reply.headers).map(([name, value]) => [name, String(value)]);
    return replyFrom(reply.statusCode ?? 0, Object.fromEntries(told), await text(reply));
  };

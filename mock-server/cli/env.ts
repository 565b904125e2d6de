import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { codesOf } from '../../contracts/core/over-fetch.js';
import { read } from '../../contracts/core/wire.js';
import { variable } from '../../contracts/kit/transport/credentials.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { TlsError } from '../tls/tls-error.js';
import type { Trust } from '../tls/trust.js';
import { wantsAuthority, wantsTls } from '../tls/wish.js';
import { DEFAULT_WORLD } from '../worlds/worlds.js';
import { exportLines } from './export-lines.js';
import { addressFrom, type ServeSettings, settingsFrom, UsageError } from './settings.js';

const answer = z.looseObject({
  urls: z.record(z.string(), z.string()),
  credentials: z.record(z.string(), z.record(z.string(), z.unknown())),
});
const answerText = read.json(answer);

export interface EnvOptions {
  readonly world?: string;
  readonly url?: string;
  readonly adminToken?: string;
  readonly tls?: boolean;
}

/** Addresses at which a server listens and that no client can call. */
const WILDCARDS = ['0.0.0.0', '::'];

/**
 * Writes `export` lines with the address and the credentials of each vendor: `VIRTFUSION_URL`, `VIRTFUSION_TOKEN`,
 * `INFRAHUB_API_KEY` and so on. Those of the world `default` are fixed; any other world is asked of the running server,
 * which is looked for where `serve` with the same settings listens, unless `HOSTDOUBLE_URL` or a flag names it. If the
 * server has an authority of ours, lines that have clients trust it come last; it is made here if there is none yet.
 */
export async function env(vendors: Vendors, options: EnvOptions, environment: NodeJS.ProcessEnv): Promise<void> {
  const settings = await settingsFrom({ tls: options.tls }, environment);
  const { world = DEFAULT_WORLD, adminToken = settings.adminToken } = options;
  const said = environment.HOSTDOUBLE_URL ? addressFrom(environment.HOSTDOUBLE_URL, 'HOSTDOUBLE_URL') : undefined;
  const url = options.url === undefined ? (said ?? addressOf(settings)) : addressFrom(options.url, '--url');
  const trust = await trustOf(settings, environment);
  const found = world === DEFAULT_WORLD ? fixed(vendors, url) : await asked(world, url, adminToken, trust);
  const variables: Record<string, string> = { HOSTDOUBLE_URL: url };
  for (const vendor of vendors.names) {
    const address = found.urls[vendor];
    if (address !== undefined) variables[variable(vendor, 'url')] = address;
    for (const [name, value] of Object.entries(found.credentials[vendor] ?? {}))
      variables[variable(vendor, name)] = String(value);
  }
  process.stdout.write(`${exportLines({ ...variables, ...trust }).join('\n')}\n`);
}

/** What has clients trust a server with these settings, if an authority of ours signs for it. */
async function trustOf(settings: ServeSettings, environment: NodeJS.ProcessEnv): Promise<Trust | undefined> {
  if (!wantsAuthority(settings)) return undefined;
  const { trusted } = await import('../tls/secured.js');
  try {
    return (await trusted(settings, environment)).trust;
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

function fixed({ listed }: Vendors, url: string): z.output<typeof answer> {
  const urls: Record<string, string> = {};
  const credentials: Record<string, Record<string, string>> = {};
  for (const { vendor, basePaths, issue } of listed) {
    urls[vendor] = `${url}${basePaths[0]}`;
    credentials[vendor] = Object.fromEntries(
      issue(DEFAULT_WORLD, 1)
        .filter(({ way }) => way === 'valid')
        .map(({ name, value }) => [name, value]),
    );
  }
  return { urls, credentials };
}

async function asked(
  world: string,
  url: string,
  adminToken: string | undefined,
  trust: Trust | undefined,
): Promise<z.output<typeof answer>> {
  const headers = adminToken === undefined ? {} : { authorization: `Bearer ${adminToken}` };
  const address = `${url}/__admin/worlds/${encodeURIComponent(world)}`;
  const isOurs = trust !== undefined && url.startsWith('https:');
  const said = await (isOurs ? overTls(address, headers, trust) : overFetch(address, headers)).catch(
    (error: unknown) => {
      const [code] = [...codesOf(error)].filter(one => /CERT|SELF_SIGNED|UNABLE_TO/.test(one));
      throw new UsageError(
        code === undefined
          ? `no server answers at ${url}; start one with "hostdouble serve", or name it with --url`
          : `the certificate of ${url} is not trusted (${code}); for a double with --tls, say --tls here too`,
      );
    },
  );
  const { status } = said;
  if (status === 404) throw new UsageError(`the server at ${url} has no world "${world}"`);
  if (status === 401) throw new UsageError(`the server at ${url} asks for its admin token (--admin-token)`);
  if (status < 200 || status > 299) throw new UsageError(`the server at ${url} answered ${status}`);
  const found = answerText.safeParse(said.text);
  if (!found.success) throw new UsageError(`what answers at ${url} is no hostdouble`);
  return found.data;
}

type Headers = Readonly<Record<string, string>>;
interface Said {
  readonly status: number;
  readonly text: string;
}

async function overFetch(address: string, headers: Headers): Promise<Said> {
  const reply = await fetch(address, { headers });
  return { status: reply.status, text: await reply.text() };
}

/** As `fetch` does it, of which no option says whom to trust: the command that says so to others needs it said by nobody. */
async function overTls(address: string, headers: Headers, trust: Trust): Promise<Said> {
  const { get } = await import('node:https');
  const ca = await readFile(trust.SSL_CERT_FILE);
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    get(address, { headers, ca, agent: false }, resolve).on('error', reject);
  });
  return { status: reply.statusCode ?? 0, text: await text(reply) };
}

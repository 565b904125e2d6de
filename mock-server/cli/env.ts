import { z } from 'zod';
import { read } from '../../contracts/core/wire.js';
import { quoted } from '../../contracts/kit/report/shell.js';
import { variable } from '../../contracts/kit/transport/credentials.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { DEFAULT_WORLD } from '../worlds/worlds.js';
import { addressFrom, settingsFrom, UsageError } from './settings.js';

const answer = z.looseObject({
  urls: z.record(z.string(), z.string()),
  credentials: z.record(z.string(), z.record(z.string(), z.unknown())),
});
const answerText = read.json(answer);

export interface EnvOptions {
  readonly world?: string;
  readonly url?: string;
  readonly adminToken?: string;
}

/** Addresses at which a server listens and that no client can call. */
const WILDCARDS = ['0.0.0.0', '::'];

/**
 * Writes `export` lines with the address and the credentials of each vendor: `VIRTFUSION_URL`, `VIRTFUSION_TOKEN`,
 * `INFRAHUB_API_KEY` and so on. Those of the world `default` are fixed; any other world is asked of the running server,
 * which is looked for where `serve` with the same settings listens, unless `HOSTDOUBLE_URL` or a flag names it.
 */
export async function env(vendors: Vendors, options: EnvOptions, environment: NodeJS.ProcessEnv): Promise<void> {
  const settings = settingsFrom({}, environment);
  const { world = DEFAULT_WORLD, adminToken = settings.adminToken } = options;
  const said = environment.HOSTDOUBLE_URL ? addressFrom(environment.HOSTDOUBLE_URL, 'HOSTDOUBLE_URL') : undefined;
  const url = options.url === undefined ? (said ?? addressOf(settings)) : addressFrom(options.url, '--url');
  const found = world === DEFAULT_WORLD ? fixed(vendors, url) : await asked(world, url, adminToken);
  const lines = [line('HOSTDOUBLE_URL', url)];
  for (const vendor of vendors.names) {
    const address = found.urls[vendor];
    if (address !== undefined) lines.push(line(variable(vendor, 'url'), address));
    for (const [name, value] of Object.entries(found.credentials[vendor] ?? {}))
      lines.push(line(variable(vendor, name), String(value)));
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

function addressOf({ host, port }: { readonly host: string; readonly port: number }): string {
  if (port === 0) throw new UsageError('the port of the server is any free one; name its address with --url');
  const name = WILDCARDS.includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

const line = (name: string, value: string): string => `export ${name}=${quoted(value)}`;

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

async function asked(world: string, url: string, adminToken: string | undefined): Promise<z.output<typeof answer>> {
  const headers = adminToken === undefined ? {} : { authorization: `Bearer ${adminToken}` };
  const reply = await fetch(`${url}/__admin/worlds/${encodeURIComponent(world)}`, { headers }).catch(() => {
    throw new UsageError(`no server answers at ${url}; start one with "hostdouble serve", or name it with --url`);
  });
  if (reply.status === 404) throw new UsageError(`the server at ${url} has no world "${world}"`);
  if (reply.status === 401) throw new UsageError(`the server at ${url} asks for its admin token (--admin-token)`);
  if (!reply.ok) throw new UsageError(`the server at ${url} answered ${reply.status}`);
  const found = answerText.safeParse(await reply.text());
  if (!found.success) throw new UsageError(`what answers at ${url} is no hostdouble`);
  return found.data;
}

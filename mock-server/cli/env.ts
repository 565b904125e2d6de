import { z } from 'zod';
import { variable } from '../../contracts/kit/transport/credentials.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { DEFAULT_WORLD } from '../worlds/worlds.js';
import { envFormats } from './env-formats.js';
import { needKeyOf } from './need-one-of.js';
import { clientOf, inSentence, type Running, type RunningOptions, runningFrom, strangerAt } from './running.js';
import { UsageError } from './settings.js';

/** What of a world is written. */
const answer = z.looseObject({
  urls: z.record(z.string(), z.string()),
  credentials: z.record(z.string(), z.record(z.string(), z.unknown())),
});

type Found = z.output<typeof answer>;

/**
 * Writes the address and the credentials of each vendor: `VIRTFUSION_URL`, `VIRTFUSION_TOKEN`, `INFRAHUB_API_KEY` and so
 * on. Those of the world `default` are fixed; any other world is asked of the running server. If the server has an
 * authority of ours, what has clients trust it comes last.
 */
export async function env(
  vendors: Vendors,
  options: RunningOptions & { readonly format?: string },
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const format = needKeyOf('format', options.format ?? 'shell', envFormats);
  const running = await runningFrom(options, environment);
  const { url, world, trust } = running;
  const found = world === DEFAULT_WORLD ? fixed(vendors, url) : await asked(running);
  process.stdout.write(envFormats[format]({ ...variablesOf(vendors, url, found), ...trust }));
}

/** Variables of the environment that say where a world is and who its user is. */
export function variablesOf({ names }: Vendors, url: string, { urls, credentials }: Found): Record<string, string> {
  const variables: Record<string, string> = { HOSTDOUBLE_URL: url };
  for (const vendor of names) {
    const address = urls[vendor];
    if (address !== undefined) variables[variable(vendor, 'url')] = address;
    for (const [name, value] of Object.entries(credentials[vendor] ?? {}))
      variables[variable(vendor, name)] = String(value);
  }
  return variables;
}

/** What is known of the world `default` without asking for it. */
export function fixed({ listed }: Vendors, url: string): Found {
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

async function asked(running: Running): Promise<Found> {
  const { url, world } = running;
  const said = await clientOf(running)
    .worlds.show({ params: { world } })
    .catch((error: unknown) => {
      throw inSentence(error, running);
    });
  const found = answer.safeParse(said);
  if (!found.success) throw new UsageError(strangerAt(url, undefined));
  return found.data;
}

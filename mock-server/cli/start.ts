import type { Logger } from 'pino';
import { Failure } from '../../contracts/core/failure.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { createMockServer, type MockServer } from '../index.js';
import type { Log } from '../log.js';
import { SeedError } from '../seeds/seed.js';
import { listenError } from './listen-error.js';
import { type ServeSettings, UsageError } from './settings.js';
import { vendorsFrom } from './vendors.js';

/** A server in this process, and what it serves. */
export interface Started {
  readonly mock: MockServer;
  readonly vendors: Vendors;
}

/** Starts a server. Throws `UsageError` for a port in use, a seed that does not exist and a certificate that cannot be served with. */
export async function start({ json, logLevel, vendor, ...settings }: ServeSettings): Promise<Started> {
  const log = createLog(logLevel);
  const { now, ...others } = settings;
  const opened = now === undefined ? {} : { now: new Date(now).toISOString() };
  const vendors = await vendorsFrom(vendor);
  const mock = await createMockServer({ ...others, ...opened, vendors: vendors.listed, log }).catch(
    (error: unknown) => {
      throw asUsage(error, settings.port, settings.host);
    },
  );
  return { mock, vendors };
}

/** pino, on standard error, one JSON object a line; loaded when there is something to say. */
function createLog(level: ServeSettings['logLevel']): Log {
  let loading: Promise<{ readonly log: Logger }> | undefined;
  const logger = () => {
    loading ??= import('pino').then(({ default: pino }) => ({
      log: pino({ level, base: null }, pino.destination({ fd: 2, sync: true })),
    }));
    return loading;
  };
  return {
    warn: (message, facts) => void logger().then(({ log }) => log.warn(facts, message)),
    error: (message, error) => void logger().then(({ log }) => log.error({ err: error }, message)),
  };
}

function asUsage(error: unknown, port: number, host: string): unknown {
  if (error instanceof SeedError || error instanceof Failure) return new UsageError(error.message);
  return listenError(error, port, host);
}

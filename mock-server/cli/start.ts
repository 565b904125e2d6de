import { setFlagsFromString } from 'node:v8';
import { Failure } from '../../contracts/core/failure.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { createMockServer, type MockServer } from '../index.js';
import { SeedError } from '../seeds/seed-error.js';
import { StoreError } from '../store/store.js';
import { createLog } from './create-log.js';
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
  keepYoung();
  const log = createLog({ logLevel, json });
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

/**
 * Has V8 make all that a call makes among the young objects. A journal keeps each call until a thousand others have come, from
 * which V8 learns to make such objects among the old at once, where a call that writes takes a third longer: all that they
 * hold is young. It is a flag of the whole process, so only where the process is ours.
 */
const keepYoung = (): void => setFlagsFromString('--no-allocation-site-pretenuring');

function asUsage(error: unknown, port: number, host: string): unknown {
  if (error instanceof SeedError || error instanceof Failure || error instanceof StoreError)
    return new UsageError(error.message);
  return listenError(error, port, host);
}

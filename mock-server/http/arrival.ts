import type { IncomingMessage } from 'node:http';
import type { Cloud } from '../domain/cloud.js';
import type { Carrier } from '../worlds/credential-index.js';
import type { CallAddress } from './address.js';
import type { Api, LoadedApi } from './api.js';
import { CloudContext } from './call-context.js';
import type { CallContext, Incoming } from './dispatch.js';
import type { Recorded } from './recorder.js';

/** A request with all that its answer needs. */
export interface Arrival extends Recorded {
  readonly cloud: Cloud | undefined;
  readonly body: Buffer;
}

/** The call that came in, nothing of it read yet but its body. */
export const incomingOf = (
  request: IncomingMessage,
  { address, target, body }: Pick<Arrival, 'address' | 'target' | 'body'>,
): Incoming => ({
  method: request.method ?? 'GET',
  path: address.path.slice(target.base.length) || '/',
  search: address.search,
  headers: request.headers,
  body,
  origin: `${'encrypted' in request.socket ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}${address.prefix}`,
  base: target.base,
  raw: undefined,
  client: request.socket,
});

/** What stands behind a call, in the world that it is in. */
export function contextOf({ loaded: { behind }, target, world, cloud }: Arrival): CallContext {
  if ('cloud' in behind) return behind;
  if (world === undefined || cloud === undefined) throw new Error(`nothing stands behind ${target.api.vendor}`);
  return new CloudContext(behind, cloud, world);
}

/** A request, as far as a world is looked for by its credential. */
export const carrierOf = (
  { headers }: IncomingMessage,
  { search }: CallAddress,
  { vendor }: Api,
  { contract }: LoadedApi['dispatcher'],
): Carrier => ({ vendor, dialect: contract.dialect, headers, search });

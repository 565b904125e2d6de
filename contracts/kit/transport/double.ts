import { control } from '../../control/index.js';
import { CallError, createClient } from '../../core/client.js';
import type { Contract } from '../../core/contract.js';
import { textsIn } from '../../core/texts.js';
import { utcTime } from '../../core/time.js';
import { isNear } from './near-host.js';
import type { Credentials, Send } from './request.js';

/** A double that a run is made against. */
export interface Double {
  /** Its time when it was asked; undefined if its clock cannot be moved. */
  readonly now?: number;
  /** Lets time pass there; answers whether it did. Undefined if its clock cannot be moved. */
  advance?(milliseconds: number): Promise<boolean>;
  /** Said of each long wait, if its clock cannot be moved: why, and what would help. */
  readonly remark?: string;
}

export interface DoubleOptions {
  readonly contract: Contract;
  /** Address of the API. */
  readonly base: string;
  /** Those that were given, one of which may select a world. */
  readonly credentials: Credentials;
  readonly send: Send;
  /** Longest time for one answer, in milliseconds. */
  readonly timeout: number;
  /** What `/__admin` asks for where the double listens beyond its own machine. */
  readonly adminToken?: string | undefined;
}

/** It answers at once or is none. */
const SOON = 2000;
/** Letting time pass may run many jobs. */
const ADVANCING = 30_000;
const DEFAULT_WORLD = 'default';
const WALLED: Double = {
  remark: ' (it is a double, and its clock could be moved: set HOSTDOUBLE_ADMIN_TOKEN to its admin token)',
};

const clientOf = ({ base, send, timeout, adminToken }: DoubleOptions, longest: number) =>
  createClient(control, {
    ...{ url: new URL(base).origin, send, timeout: Math.min(timeout, longest) },
    ...(adminToken !== undefined && { credentials: { token: adminToken } }),
  });

/**
 * Asks once whether the endpoint is a double of this package: at `/__admin/health` of the same origin, without a
 * credential, and only where the host is of this machine or of a private network. Answers undefined if it is none.
 */
export async function doubleAt({ adminToken, ...options }: DoubleOptions): Promise<Double | undefined> {
  if (!isNear(options.base)) return undefined;
  const { health } = await import('../../control/server.js');
  try {
    const said = health.show.responses[200].safeParse(await clientOf(options, SOON).health.show());
    return said.success && said.data.vendors.includes(options.contract.vendor) ? await atWorld(options) : undefined;
  } catch (error) {
    if (!(error instanceof CallError) || error.kind !== 'unauthenticated') return undefined;
    return adminToken === undefined ? WALLED : atWorld({ ...options, adminToken }).catch(() => WALLED);
  }
}

/** The double with the clock of the world that calls with these credentials are in. */
async function atWorld(options: DoubleOptions): Promise<Double> {
  const name = await worldOf(options);
  const client = clientOf(options, ADVANCING);
  const params = { world: name };
  const clock = await client.clock.show({ params }).catch(() => undefined);
  if (clock === undefined) return WALLED;
  const now = utcTime.parse(clock.now);
  return {
    ...(now !== undefined && { now }),
    advance: milliseconds =>
      client.clock.advance({ params, body: { by: `PT${(milliseconds / 1000).toFixed(3)}S` } }).then(
        () => true,
        () => false,
      ),
  };
}

/** The world of a path below `/w/<world>`, else that to which a credential belongs, else the default one. */
async function worldOf(options: DoubleOptions): Promise<string> {
  const { base, contract, credentials } = options;
  const inPath = /^\/w\/([^/]+)/.exec(new URL(base).pathname)?.[1];
  if (inPath !== undefined) return decodeURIComponent(inPath);
  const { worlds } = await import('../../control/worlds.js');
  const listed = await clientOf(options, SOON)
    .worlds.list()
    .catch(() => undefined);
  const read = worlds.list.responses[200].safeParse(listed);
  const schemes = Object.keys(contract.dialect.schemes);
  const values = new Set(schemes.flatMap(scheme => credentials[scheme] ?? []));
  const own = read.data?.worlds.find(({ credentials: of }) =>
    [...textsIn([of[contract.vendor], of.others[contract.vendor]])].some(text => values.has(text)),
  );
  return own?.name ?? DEFAULT_WORLD;
}

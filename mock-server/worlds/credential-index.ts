import type { IncomingHttpHeaders } from 'node:http';
import type { Dialect } from '../../contracts/core/dialect.js';
import { carried } from '../calls/authenticate.js';
import { fields } from '../calls/fields.js';
import type { Issued } from '../calls/vendor.js';
import type { Cloud } from '../domain/cloud.js';
import type { Credential } from '../domain/credentials.js';
import type { World } from './world.js';

/** A request, as far as credentials are looked for in it. */
export interface Carrier {
  readonly vendor: string;
  readonly dialect: Dialect;
  readonly headers: IncomingHttpHeaders;
  readonly search: string;
}

/** Name of the part that holds a cloud's credentials. */
const CREDENTIALS = 'credentials';

/** Which world each credential selects. Finding it costs the same however many there are. */
export class CredentialIndex {
  /** By vendor, scheme and value. */
  readonly #worlds = new Map<string, World>();
  /** Keys of each world in that map, so that forgetting a world does not look at the others'. */
  readonly #keys = new WeakMap<World, string[]>();

  /** The credentials that a world hands out select it. */
  take(world: World): void {
    for (const [vendor, credentials] of Object.entries(world.issued))
      for (const { scheme, value } of credentials) if (scheme !== null) this.#know(world, keyOf(vendor, scheme, value));
  }

  /** So do those of a cloud of it, also those that it gets from now on; `isThere` says whether the world still is. */
  follow(world: World, vendor: string, cloud: Cloud, isThere: () => boolean): void {
    const know = (scheme: string, value: string): void => {
      if (isThere()) this.#know(world, keyOf(vendor, scheme, value));
    };
    for (const { scheme, value } of cloud.credentials.all()) know(scheme, value);
    cloud.onChange(changes => {
      for (const { part, after } of changes) {
        if (part !== CREDENTIALS || after === undefined) continue;
        const { scheme, value } = after as Credential;
        know(scheme, value);
      }
    });
  }

  forget(world: World): void {
    for (const key of this.#keys.get(world) ?? []) this.#worlds.delete(key);
  }

  /** The world whose credential a request carries, or undefined. */
  find(request: Carrier): World | undefined {
    for (const [scheme, value] of carriedIn(request)) {
      const world = this.#worlds.get(keyOf(request.vendor, scheme, value));
      if (world !== undefined) return world;
    }
    return undefined;
  }

  /** A credential selects the first world that had it. One that got it with a snapshot is selected by prefix or header. */
  #know(world: World, key: string): void {
    if (this.#worlds.has(key)) return;
    this.#worlds.set(key, world);
    const keys = this.#keys.get(world);
    if (keys === undefined) this.#keys.set(world, [key]);
    else keys.push(key);
  }
}

/** The credentials that a request carries, by their schemes. */
export function* carriedIn({ dialect, headers, search }: Carrier): Generator<readonly [scheme: string, value: string]> {
  const query = search === '' ? {} : fields(search);
  for (const [name, scheme] of Object.entries(dialect.schemes)) {
    const value = carried(scheme, headers, query);
    if (value !== undefined) yield [name, value];
  }
}

/** The credentials of a world, by vendor. */
export type IssuedByVendor = Readonly<Record<string, readonly Issued[]>>;

const keyOf = (vendor: string, scheme: string, value: string): string => `${vendor} ${scheme} ${value}`;

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

/** A credential that selects a world, and where it stands. */
interface KnownCredential {
  readonly worlds: Map<string, World>;
  readonly value: string;
}

/** Name of the part that holds a cloud's credentials. */
const CREDENTIALS = 'credentials';

/** Which world each credential selects. Finding it costs the same however many there are. */
export class CredentialIndex {
  /** Worlds by value, by scheme, by vendor: the values are those of the clouds, and no text is made for any. */
  readonly #worlds = new Map<string, Map<string, Map<string, World>>>();
  /** What of each world is in there, so that forgetting one does not look at the others'. */
  readonly #known = new WeakMap<World, KnownCredential[]>();

  /** The credentials that a world hands out select it. */
  take(world: World): void {
    for (const [vendor, credentials] of Object.entries(world.issued))
      for (const { scheme, value } of credentials) if (scheme !== null) this.#know(world, vendor, { scheme, value });
  }

  /** So do those of a cloud of it, also those that it gets from now on; `isThere` says whether the world still is. */
  follow(world: World, vendor: string, cloud: Cloud, isThere: () => boolean): void {
    for (const credential of cloud.credentials.all()) if (isThere()) this.#know(world, vendor, credential);
    cloud.onChange(changes => {
      for (const { part, after } of changes)
        if (part === CREDENTIALS && after !== undefined && isThere()) this.#know(world, vendor, after as Credential);
    });
  }

  forget(world: World): void {
    for (const { worlds, value } of this.#known.get(world) ?? []) worlds.delete(value);
  }

  /** The world whose credential a request carries, or undefined. */
  find(request: Carrier): World | undefined {
    const known = this.#worlds.get(request.vendor);
    return known && firstCarried(request, (scheme, value) => known.get(scheme)?.get(value));
  }

  /** A credential selects the first world that had it. One that got it with a snapshot is selected by prefix or header. */
  #know(world: World, vendor: string, { scheme, value }: Pick<Credential, 'scheme' | 'value'>): void {
    const schemes = this.#worlds.get(vendor) ?? new Map<string, Map<string, World>>();
    this.#worlds.set(vendor, schemes);
    const worlds = schemes.get(scheme) ?? new Map<string, World>();
    schemes.set(scheme, worlds);
    if (worlds.has(value)) return;
    worlds.set(value, world);
    const known = this.#known.get(world);
    if (known === undefined) this.#known.set(world, [{ worlds, value }]);
    else known.push({ worlds, value });
  }
}

/**
 * The first thing that is found for a credential which a request carries. Its query is read only where a scheme looks there:
 * this is asked of each call of a server with several worlds.
 */
export function firstCarried<T>(
  { dialect: { schemes }, headers, search }: Carrier,
  find: (scheme: string, value: string) => T | undefined,
): T | undefined {
  let query: ReturnType<typeof fields> | undefined;
  for (const name in schemes) {
    const scheme = schemes[name];
    if (scheme === undefined || (scheme.in !== 'header' && search === '')) continue;
    if (scheme.in !== 'header') query ??= fields(search);
    const value = carried(scheme, headers, query ?? NOTHING);
    const found = value === undefined ? undefined : find(name, value);
    if (found !== undefined) return found;
  }
  return undefined;
}

const NOTHING = {};

/** All credentials that a request carries, by their schemes. */
export function carriedIn(request: Carrier): readonly (readonly [scheme: string, value: string])[] {
  const all: [string, string][] = [];
  firstCarried(request, (scheme, value) => void all.push([scheme, value]));
  return all;
}

/** The credentials of a world, by vendor. */
export type IssuedByVendor = Readonly<Record<string, readonly Issued[]>>;

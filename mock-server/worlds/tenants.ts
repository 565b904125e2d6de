import { createHash, timingSafeEqual } from 'node:crypto';
import { Failure } from '../../contracts/core/failure.js';
import { didYouMean } from '../../contracts/core/names.js';
import { MINUTE, stopwatch } from '../domain/clock.js';
import type { Store } from '../store/store.js';
import { SharedCounts } from './shared-counts.js';

/** What a token is: a header carries it. */
export const TOKEN = /^[!-~]([ -~]*[!-~])?$/;
export const NO_TOKEN = 'is no token: a header carries plain ASCII, without blanks at its ends';

/** Somebody who has worlds of their own on a server, and a token for its control API. */
export interface Tenant {
  readonly name: string;
  /** Most worlds that it may have at a time; undefined for any number. */
  readonly worlds?: number | undefined;
  /** Most calls a minute, of its worlds and with its token together; undefined for any number. */
  readonly callsPerMinute?: number | undefined;
}

/** A tenant with its secret. */
export interface TenantEntry extends Tenant {
  readonly token: string;
}

/** The calls of a tenant in one minute. */
interface CallsOfMinute {
  readonly most: number;
  /** When the minute began, on the stopwatch. */
  since: number;
  made: number;
}

/**
 * All tenants of a server. Tokens are held and compared as hashes, which are of one length, and how long that takes tells
 * nothing of a token.
 */
export class Tenants {
  readonly #byHash = new Map<string, { readonly tenant: Tenant; readonly hash: Buffer }>();
  readonly #calls = new Map<string, CallsOfMinute>();
  #shared: SharedCounts | undefined;

  constructor(entries: readonly TenantEntry[]) {
    for (const { token, ...tenant } of entries) {
      const hash = hashOf(token);
      this.#byHash.set(hash.toString('hex'), { tenant, hash });
      const most = tenant.callsPerMinute;
      if (most !== undefined) this.#calls.set(tenant.name, { most, since: Number.NEGATIVE_INFINITY, made: 0 });
    }
  }

  /** Has calls be counted together with those that other processes of a store let in. */
  share(store: Store): void {
    this.#shared = new SharedCounts(store);
  }

  /** The tenant whose token this is. */
  find(token: string | undefined): Tenant | undefined {
    if (token === undefined) return undefined;
    const hash = hashOf(token);
    const found = this.#byHash.get(hash.toString('hex'));
    return found !== undefined && timingSafeEqual(found.hash, hash) ? found.tenant : undefined;
  }

  /** Counts a call of a tenant; answers in how many seconds the next may come if this one may not, else undefined. */
  count(tenant: string): number | undefined {
    const calls = this.#calls.get(tenant);
    if (calls === undefined) return undefined;
    if (this.#shared !== undefined) return this.#shared.count(tenant, calls.most);
    const now = stopwatch();
    if (now - calls.since >= MINUTE) Object.assign(calls, { since: now, made: 0 });
    if (calls.made >= calls.most) return Math.ceil((calls.since + MINUTE - now) / 1000);
    calls.made += 1;
    return undefined;
  }

  /** What to say of a call that may not be made. */
  refusalOf(tenant: string): string {
    return `the tenant "${tenant}" may make ${this.#calls.get(tenant)?.most} calls a minute here, and made them; this is no answer of a vendor`;
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** What to say of a name that no world has, and none of these. */
export const noWorld = (name: string, names: readonly string[]): string =>
  `there is no world "${name}"${didYouMean(name, names)}`;

/** Throws `Failure` of kind `quota` if a tenant has as many worlds as it may have. */
export function needRoom({ name, worlds: most }: Tenant, own: number): void {
  if (most === undefined || own < most) return;
  throw new Failure('quota', {
    text: `the tenant "${name}" has ${own} worlds and may have ${most}: forget one, or give them a ttl`,
  });
}

import { type Instant, realTime } from '../domain/clock.js';

/** Whose a world is, and for how long: what is true of it beside what happens in it. A store keeps it with the world. */
export interface Tenure {
  /** Name of the tenant whose it is; null where it is nobody's but the admin's. */
  readonly tenant: string | null;
  /** With which it was asked for: the same key of the same tenant is the same world. */
  readonly key: string | null;
  /** Real instant at which it was made. */
  readonly made: Instant;
  /** Real instant from which it is no more; null for never. */
  readonly expires: Instant | null;
}

/** What of it is asked for when a world is made. */
export interface TenureWish {
  readonly tenant?: { readonly name: string } | undefined;
  readonly key?: string | undefined;
  /** Real milliseconds that it is there for; null for ever. */
  readonly ttl?: number | null | undefined;
}

/** The tenure of a world that is made now. */
export function tenureOf({ tenant, key, ttl }: TenureWish): Tenure {
  const made = realTime();
  return { tenant: tenant?.name ?? null, key: key ?? null, made, expires: ttl == null ? null : made + ttl };
}

/** Whether a world of this tenure is no more. */
export const isOver = ({ expires }: Tenure): boolean => expires !== null && expires <= realTime();

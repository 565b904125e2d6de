import { z } from 'zod';
import type { Issued } from '../calls/vendor.js';

const byName = z.record(z.string(), z.string());

const credentials = z.looseObject({
  virtfusion: z.object({ token: z.string() }),
  infrahub: z.object({ apiKey: z.string(), accessToken: z.string() }),
  virtuozzo: z.object({ session: z.string(), login: z.string(), password: z.string() }),
  /** Those that are refused or limited, by vendor and way: `expired`, `revoked`, `readonly`, `otherTenant`. */
  others: z.record(z.string(), z.record(z.string(), byName)),
});

/** The credentials that a world hands out: the valid ones by vendor, and the others. */
export type Credentials = z.output<typeof credentials>;

/** Credentials as users see them. */
export function credentialsOf(issuedBy: Readonly<Record<string, readonly Issued[]>>): Credentials {
  const of = (issued: readonly Issued[]) => Object.fromEntries(issued.map(({ name, value }) => [name, value]));
  const valid: Record<string, Record<string, string>> = {};
  const others: Record<string, Record<string, Record<string, string>>> = {};
  for (const [vendor, issued] of Object.entries(issuedBy)) {
    const ways = [...new Set(issued.map(({ way }) => way))];
    valid[vendor] = of(issued.filter(({ way }) => way === 'valid'));
    others[vendor] = Object.fromEntries(
      ways.filter(way => way !== 'valid').map(way => [way, of(issued.filter(one => one.way === way))]),
    );
  }
  return credentials.parse({ ...valid, others });
}

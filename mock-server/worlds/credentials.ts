import type { Issued, VendorCredentials } from '../calls/vendor.js';

/** Credentials by name: `{ token }`, `{ login, password }`. */
type ByName = Readonly<Record<string, string>>;

/** The credentials that a world hands out: the valid ones by vendor, and the others. */
export type WorldCredentials = VendorCredentials & {
  /** Those that are refused or limited, by vendor and way: `expired`, `revoked`, `readonly`, `otherTenant`, `member`. */
  readonly others: Readonly<Record<string, Readonly<Record<string, ByName>>>>;
} & { readonly [vendor: string]: ByName };

/** Credentials as users see them. */
export function credentialsOf(issuedBy: Readonly<Record<string, readonly Issued[]>>): WorldCredentials {
  const of = (issued: readonly Issued[]): ByName => Object.fromEntries(issued.map(({ name, value }) => [name, value]));
  const valid: Record<string, ByName> = {};
  const others: Record<string, Record<string, ByName>> = {};
  for (const [vendor, issued] of Object.entries(issuedBy)) {
    const ways = [...new Set(issued.map(({ way }) => way))];
    valid[vendor] = of(issued.filter(({ way }) => way === 'valid'));
    others[vendor] = Object.fromEntries(
      ways.filter(way => way !== 'valid').map(way => [way, of(issued.filter(one => one.way === way))]),
    );
  }
  return { ...valid, others } as unknown as WorldCredentials;
}

const values = new WeakMap<object, readonly string[]>();

/**
 * The credentials that are handed out, as secrets. One without a scheme is a name to sign in with, which is no secret. It is
 * the same list each time.
 */
export function issuedSecrets(issuedBy: Readonly<Record<string, readonly Issued[]>>): readonly string[] {
  const known = values.get(issuedBy);
  if (known !== undefined) return known;
  const found = Object.values(issuedBy).flatMap(all =>
    all.flatMap(({ scheme, value }) => (scheme === null ? [] : [value])),
  );
  values.set(issuedBy, found);
  return found;
}

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
  const valid: Record<string, Record<string, string>> = {};
  const others: Record<string, Record<string, Record<string, string>>> = {};
  for (const [vendor, issued] of Object.entries(issuedBy)) {
    const own: Record<string, string> = {};
    const refused: Record<string, Record<string, string>> = {};
    for (const { way, name, value } of issued) {
      const ofWay = way === 'valid' ? own : (refused[way] ?? {});
      if (way !== 'valid') refused[way] = ofWay;
      ofWay[name] = value;
    }
    valid[vendor] = own;
    others[vendor] = refused;
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

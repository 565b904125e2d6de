import type { CredentialsFrom, CredentialWay, Issued } from '../../calls/vendor.js';
import { Random } from '../../domain/random.js';

declare module '../../calls/vendor.js' {
  interface VendorCredentials {
    readonly virtfusion: CredentialsFrom<typeof issue>;
  }
}

const DEFAULT_TOKEN = 'virtfusion-test-token';

/** A token is the panel's own: there is no other tenant whose it could be. */
const ways: readonly CredentialWay[] = ['valid', 'expired', 'revoked', 'readonly'];

/** One token for each way to be let in or refused; the valid one of the world `default` is always the same. */
export function issue(world: string, seed: number): readonly Issued<'token'>[] {
  const random = new Random(seed);
  return ways.map(way => ({
    way,
    name: 'token',
    value:
      way === 'valid' && world === 'default'
        ? DEFAULT_TOKEN
        : random.letters({ entity: 'virtfusion', id: world, field: `token.${way}` }, 48),
    scheme: 'token',
  }));
}

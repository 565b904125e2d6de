import type { CredentialsFrom, Issued } from '../../calls/vendor.js';
import { Random } from '../../domain/random.js';

declare module '../../calls/vendor.js' {
  interface VendorCredentials {
    readonly infrahub: CredentialsFrom<typeof issue>;
  }
}

/** The credentials of a world. Keys never expire here and tokens do, so only a token is handed out expired. */
export function issue(world: string, seed: number): readonly Issued<'apiKey' | 'accessToken'>[] {
  const random = new Random(seed);
  const key = (way: string) => random.uuid({ entity: 'apiKey', id: `${world}/${way}`, field: 'value' });
  const token = (way: string) => random.letters({ entity: 'accessToken', id: `${world}/${way}`, field: 'value' }, 48);
  const fixed = world === 'default';
  return [
    apiKey('valid', fixed ? '11111111-2222-4333-8444-555555555555' : key('valid')),
    accessToken('valid', fixed ? 'infrahub-test-access-token' : token('valid')),
    accessToken('expired', token('expired')),
    apiKey('revoked', key('revoked')),
    accessToken('revoked', token('revoked')),
    apiKey('readonly', key('readonly')),
    apiKey('otherTenant', key('otherTenant')),
    accessToken('otherTenant', token('otherTenant')),
    apiKey('member', key('member')),
    accessToken('member', token('member')),
  ];
}

const apiKey = (way: Issued['way'], value: string): Issued<'apiKey' | 'accessToken'> => ({
  way,
  name: 'apiKey',
  value,
  scheme: 'apiKey',
});
const accessToken = (way: Issued['way'], value: string): Issued<'apiKey' | 'accessToken'> => ({
  way,
  name: 'accessToken',
  value,
  scheme: 'accessToken',
});

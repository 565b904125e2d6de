import type { CredentialsFrom, CredentialWay, Issued } from '../../calls/vendor.js';
import { Random } from '../../domain/random.js';

declare module '../../calls/vendor.js' {
  interface VendorCredentials {
    readonly virtuozzo: CredentialsFrom<typeof issue>;
  }
}

/** The credentials of a world: the fixed ones for `default`, drawn ones for any other. The valid session goes first. */
export function issue(world: string, seed: number): Issued<'session' | 'login' | 'password'>[] {
  const random = new Random(seed);
  const draw = (way: CredentialWay, name: string, digits: number): string =>
    random.hex({ entity: 'virtuozzo', id: `${world}/${way}`, field: name }, digits);
  const session = (way: CredentialWay, value = draw(way, 'session', 40)): Issued<'session' | 'login' | 'password'> => ({
    way,
    name: 'session',
    value,
    scheme: 'session',
  });
  const person = (way: CredentialWay, email: string, password: string): Issued<'session' | 'login' | 'password'>[] => [
    { way, name: 'login', value: email, scheme: 'login' },
    { way, name: 'password', value: password, scheme: null },
  ];
  const isDefault = world === 'default';
  const drawn = (way: CredentialWay, who: string): Issued<'session' | 'login' | 'password'>[] =>
    person(way, `${who}-${draw(way, 'login', 8)}@example.com`, draw(way, 'password', 12));
  return [
    ...(isDefault
      ? [session('valid', '0123456789abcdef0123456789abcdef01234567'), ...person('valid', 'demo@example.com', 'demo')]
      : [session('valid'), ...drawn('valid', 'demo')]),
    session('expired'),
    session('revoked'),
    session('readonly'),
    session('otherTenant'),
    ...drawn('otherTenant', 'stranger'),
  ];
}

import type { Contract } from '../../core/contract.js';
import type { Credentials } from './request.js';

/** Variable of the environment for a vendor's credential or address: `apiKey` of `infrahub` is `INFRAHUB_API_KEY`. */
export const variable = (vendor: string, name: string): string =>
  `${vendor}_${name.replaceAll(/[A-Z]/g, letter => `_${letter}`)}`.toUpperCase();

/** The credentials for a vendor that an environment holds; empty ones are none. */
export function credentialsFrom(
  { vendor, dialect, playbook }: Contract,
  env: Readonly<Record<string, string | undefined>>,
): Credentials {
  const names = [...Object.values(dialect.auth).flat(), ...Object.values(playbook?.signIn?.sends ?? {})];
  const found = [...new Set(names)].map(name => [name, env[variable(vendor, name)] ?? ''] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}

import type { Contract } from '../../core/contract.js';
import type { Credentials } from './request.js';

/** Variable of the environment for a vendor's credential or address: `apiKey` of `infrahub` is `INFRAHUB_API_KEY`. */
export const variable = (vendor: string, name: string): string =>
  `${vendor}_${name.replaceAll(/[A-Z]/g, letter => `_${letter}`)}`.toUpperCase();

/** Names of a vendor's credentials: those of its schemes, and what it signs in with. */
export const credentialNames = ({ dialect, playbook }: Contract): string[] => [
  ...new Set([...Object.values(dialect.auth).flat(), ...Object.values(playbook?.signIn?.sends ?? {})]),
];

/** Reads a vendor's credentials from environment variables; an empty variable is none. */
export function credentialsFrom(contract: Contract, env: Readonly<Record<string, string | undefined>>): Credentials {
  const found = credentialNames(contract).map(name => [name, env[variable(contract.vendor, name)] ?? ''] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}

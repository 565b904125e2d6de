import type { Contract, Entry } from '../../core/contract.js';
import { schemesOf } from '../../core/dialect.js';
import type { Example } from '../../core/operation.js';
import { type Credentials, toRequest, type WireRequest } from '../../core/request.js';

export { baseOf, type Credentials, type Send, type WireRequest } from '../../core/request.js';

/** Whether a request carries its credential, no credential, or one that nobody was given. */
export type CredentialUse = 'valid' | 'none' | 'wrong';

/** Whether an operation can be called: it needs no credential, there is one, or the input itself brings it. */
export const mayCall = (contract: Contract, entry: Entry, credentials: Credentials, input: Example): boolean =>
  entry.operation.auth === 'none' ||
  schemesOf(contract.dialect, entry.operation).some(name => {
    const scheme = contract.dialect.schemes[name];
    return credentials[name] !== undefined || (scheme?.in === 'query' && input.query?.[scheme.name] !== undefined);
  });

/** A call as bytes, with its credential, with none, or with a wrong one: then the input brings none of its own either. */
export function requestOf(
  contract: Contract,
  base: string,
  entry: Entry,
  input: Example,
  credentials: Credentials,
  use: CredentialUse = 'valid',
): WireRequest {
  if (use === 'valid') return toRequest(contract, base, entry, input, credentials);
  const { schemes } = contract.dialect;
  const carrying = schemesOf(contract.dialect, entry.operation).map(name => schemes[name]?.name.toLowerCase());
  const query = Object.entries(input.query ?? {}).filter(([name]) => !carrying.includes(name.toLowerCase()));
  const wrong = Object.keys(credentials).map(name => [name, wrongFor(schemes[name]?.pattern)] as const);
  const given = use === 'none' ? {} : Object.fromEntries(wrong);
  return toRequest(contract, base, entry, { ...input, query: Object.fromEntries(query) }, given);
}

const WRONG = [
  'hostdouble-wrong-credential',
  '00000000-0000-4000-8000-000000000000',
  '0'.repeat(40),
  '0'.repeat(32),
  `0x${'0'.repeat(32)}`,
];

/** A credential in the right form that nobody was given. Never derive it from a real one. */
const wrongFor = (pattern: RegExp | undefined): string =>
  WRONG.find(value => pattern?.test(value) ?? true) ?? 'hostdouble-wrong-credential';

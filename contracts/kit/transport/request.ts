import type { Contract, Entry } from '../../core/contract.js';
import { schemesOf, verbsOf, type WireReply } from '../../core/dialect.js';
import type { Example } from '../../core/operation.js';
import { paramNames } from '../../core/route.js';

/** A request as it goes out. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request once. Rejects when there is no answer; the reason's `code` tells why. */
export type Send = (request: WireRequest, timeout: number) => Promise<WireReply>;

/** Credentials by the dialect's schemes: `{ token }`, `{ apiKey }`, `{ session }`. */
export type Credentials = Readonly<Record<string, string>>;

/** Whether a request carries its credential, no credential, or one that nobody was given. */
export type CredentialUse = 'valid' | 'none' | 'wrong';

/** The address of an API with its base path, which is added if it is missing, and without a slash at the end. */
export function baseOf(contract: Contract, target: string): string {
  const url = new URL(target);
  const path = url.pathname.replace(/\/+$/, '');
  const known = [contract.dialect.basePath, ...(contract.dialect.aliases ?? [])];
  const complete = known.some(base => path.toLowerCase().endsWith(base.toLowerCase()));
  return `${url.origin}${path}${complete ? '' : contract.dialect.basePath}`;
}

/** Whether an operation can be called: it needs no credential, there is one, or the input has it. */
export const mayCall = (contract: Contract, entry: Entry, credentials: Credentials, input: Example): boolean =>
  entry.operation.auth === 'none' ||
  schemesOf(contract.dialect, entry.operation).some(name => {
    const scheme = contract.dialect.schemes[name];
    return credentials[name] !== undefined || (scheme?.in === 'query' && input.query?.[scheme.name] !== undefined);
  });

/** Writes a call as a request: params in the path, query and body as the dialect writes them, the credential in its place. */
export function requestOf(
  contract: Contract,
  base: string,
  entry: Entry,
  input: Example,
  credentials: Credentials,
  use: CredentialUse = 'valid',
): WireRequest {
  const { dialect } = contract;
  const headers: Record<string, string> = { accept: 'application/json, */*;q=0.5' };
  const query = new URLSearchParams();
  const carried = credentialFor(contract, entry, credentials, use);
  const hidden = schemesOf(contract.dialect, entry.operation).map(name => dialect.schemes[name]?.name.toLowerCase());
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (use === 'valid' || !hidden.includes(name.toLowerCase()))
      for (const one of typeof value === 'string' ? [value] : value) query.append(name, one);
  if (carried?.scheme.in === 'header') headers[carried.scheme.name] = carried.value;
  if (carried?.scheme.in === 'query') query.set(carried.scheme.name, carried.value);

  const path = paramNames(entry.operation.path).reduce(
    (filled, name) => filled.replace(`{${name}}`, encodeURIComponent(input.params?.[name] ?? '')),
    entry.operation.path,
  );
  const { method } = entry.operation;
  // Addresses are written to logs, and a query may hold a credential: send it in the body if the vendor reads it there.
  if (dialect.input === 'form' && verbsOf(dialect, method).includes('POST')) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    return { method: 'POST', url: `${base}${path}`, headers, body: `${query}` };
  }
  const url = `${base}${path}${query.size > 0 ? `?${query}` : ''}`;
  if (input.body === undefined) return { method, url, headers };
  headers['content-type'] = 'application/json';
  return { method, url, headers, body: JSON.stringify(input.body) };
}

function credentialFor(contract: Contract, entry: Entry, credentials: Credentials, use: CredentialUse) {
  if (use === 'none') return undefined;
  for (const name of schemesOf(contract.dialect, entry.operation)) {
    const scheme = contract.dialect.schemes[name];
    const value = credentials[name];
    if (scheme === undefined || value === undefined) continue;
    return { scheme, value: `${scheme.prefix ?? ''}${use === 'wrong' ? wrongFor(scheme.pattern) : value}` };
  }
  return undefined;
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

import type { IncomingHttpHeaders } from 'node:http';
import { type Dialect, type Scheme, schemesOf } from '../../contracts/core/dialect.js';
import { Failure } from '../../contracts/core/failure.js';
import type { Operation } from '../../contracts/core/operation.js';
import type { Cloud } from '../domain/cloud.js';
import type { Caller } from '../domain/credentials.js';
import type { RawInput } from './input.js';

/** The credential that a request carries under a scheme, or undefined. */
export function carried(scheme: Scheme, headers: IncomingHttpHeaders, query: RawInput['query']): string | undefined {
  const found = scheme.in === 'header' ? headers[scheme.name] : (query[scheme.name] ?? underAlias(scheme, query));
  const text = Array.isArray(found) ? found[0] : found;
  if (text === undefined || text === '' || scheme.prefix === undefined) return text === '' ? undefined : text;
  return text.toLowerCase().startsWith(scheme.prefix.toLowerCase())
    ? text.slice(scheme.prefix.length).trim()
    : undefined;
}

function underAlias({ aliases = [] }: Scheme, query: RawInput['query']): RawInput['query'][string] {
  for (const name of aliases) if (query[name] !== undefined) return query[name];
  return undefined;
}

/** Nobody: the caller of an operation that asks for no credential. */
export const nobody: Caller = {
  holder: 0,
  credential: { scheme: 'none', value: '', holder: 0, state: 'valid', rights: 'all', expires: null },
};

/** What answers all who carry none: made once, for it says nothing of the call. */
export const noCredential = new Failure('unauthenticated', { why: 'missing' });

/**
 * Who makes a call, or why it may not be made: `unauthenticated` with the reason, or `forbidden` for a credential that may
 * only read. The first scheme that carries anything decides.
 */
export function authenticate(
  dialect: Dialect,
  operation: Operation,
  cloud: Cloud,
  headers: IncomingHttpHeaders,
  query: RawInput['query'],
): Caller | Failure {
  if (operation.auth === 'none') return nobody;
  for (const name of schemesOf(dialect, operation)) {
    const scheme = dialect.schemes[name];
    const value = scheme && carried(scheme, headers, query);
    if (scheme === undefined || value === undefined) continue;
    const credential = cloud.credential(name, value);
    if (credential === undefined) {
      const malformed = scheme.pattern !== undefined && !scheme.pattern.test(value);
      return new Failure('unauthenticated', { why: malformed ? 'malformed' : 'unknown', id: value });
    }
    if (credential.state === 'revoked') return new Failure('unauthenticated', { why: 'revoked', id: value });
    if (credential.expires !== null && credential.expires <= cloud.now)
      return new Failure('unauthenticated', { why: 'expired', id: value });
    if (credential.rights === 'read' && operation.effect !== 'read') return new Failure('forbidden');
    if (!cloud.permits(credential, operation.path, operation.method)) return new Failure('forbidden');
    return { holder: credential.holder, credential };
  }
  return noCredential;
}

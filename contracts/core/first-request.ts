import type { Dialect } from './dialect.js';
import type { Credentials, WireRequest } from './request.js';

/**
 * A plain `GET`, as a newcomer sends it: the credential is that of the first of the dialect's schemes of which there is one,
 * where it belongs. Nothing of a contract is loaded for it.
 */
export function firstRequest(
  { schemes }: Pick<Dialect, 'schemes'>,
  url: string,
  credentials: Credentials,
): WireRequest {
  const [name, scheme] = Object.entries(schemes).find(([scheme]) => credentials[scheme] !== undefined) ?? [];
  if (name === undefined || scheme === undefined) return { method: 'GET', url, headers: {} };
  const carried = `${scheme.prefix ?? ''}${credentials[name]}`;
  if (scheme.in === 'header') return { method: 'GET', url, headers: { [asWritten(scheme.name)]: carried } };
  const query = new URLSearchParams({ [scheme.name]: carried });
  return { method: 'GET', url: `${url}${url.includes('?') ? '&' : '?'}${query}`, headers: {} };
}

/** A header that HTTP has itself, as people write it; names of others are as their vendors write them. */
const asWritten = (header: string): string => (header === 'authorization' ? 'Authorization' : header);

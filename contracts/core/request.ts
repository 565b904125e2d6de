import type { Contract, Entry } from './contract.js';
import { schemesOf, verbsOf, type WireReply } from './dialect.js';
import { writeExact } from './exact-json.js';
import type { Example } from './operation.js';
import { isInParts, writeParts } from './parts.js';
import { paramNames } from './route.js';

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

/** The address of an API: with its base path whether or not it was given, without a slash at the end. */
export function baseOf(contract: Contract, target: string): string {
  const url = new URL(target);
  const path = url.pathname.replace(/\/+$/, '');
  const known = [contract.dialect.basePath, ...(contract.dialect.aliases ?? [])];
  const complete = known.some(base => path.toLowerCase().endsWith(base.toLowerCase()));
  return `${url.origin}${path}${complete ? '' : contract.dialect.basePath}`;
}

/** Whether a param would lead elsewhere: to the collection of the thing, or above it. */
export const leadsElsewhere = (param: string): boolean => ['', '.', '..'].includes(param);

/**
 * A call as bytes: params in the path, query and body as the dialect writes them, the credential where it belongs. Throws an
 * error for a param that would lead elsewhere: `/servers/.` is sent as `/servers/`, and a delete would be of them all.
 */
export function toRequest(
  contract: Contract,
  base: string,
  { operation }: Pick<Entry, 'operation'>,
  input: Example,
  credentials: Credentials,
): WireRequest {
  const { dialect } = contract;
  const headers: Record<string, string> = { accept: 'application/json, */*;q=0.5' };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {}))
    for (const one of typeof value === 'string' ? [value] : value) query.append(name, one);
  for (const name of schemesOf(dialect, operation)) {
    const scheme = dialect.schemes[name];
    const value = credentials[name];
    if (scheme === undefined || value === undefined) continue;
    const carried = `${scheme.prefix ?? ''}${value}`;
    if (scheme.in === 'header') headers[scheme.name] = carried;
    else query.set(scheme.name, carried);
    break;
  }
  const path = paramNames(operation.path).reduce((filled, name) => {
    const param = input.params?.[name] ?? '';
    if (leadsElsewhere(param)) throw new Error(`${operation.path} cannot be called with "${param}" as its ${name}`);
    return filled.replace(`{${name}}`, encodeURIComponent(param));
  }, operation.path);
  const { method } = operation;
  // A query may hold a credential, and addresses are written to logs: it goes in the body where the vendor reads it there.
  if (dialect.input === 'form' && verbsOf(dialect, method).includes('POST')) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    return { method: 'POST', url: `${base}${path}`, headers, body: `${query}` };
  }
  const url = `${base}${path}${query.size > 0 ? `?${query}` : ''}`;
  if (input.body === undefined) return { method, url, headers };
  if (operation.body !== undefined && isInParts(operation.body)) {
    const { mediaType, text } = writeParts(operation.body, input.body);
    headers['content-type'] = mediaType;
    return { method, url, headers, body: text };
  }
  headers['content-type'] = 'application/json';
  return { method, url, headers, body: writeExact(input.body) };
}

import { Failure } from '../../contracts/core/failure.js';
import { isLoopbackHost } from '../http/loopback.js';

/** A host that calls may be forwarded to, as it is written: `api.example.com`, with a port, or after `http://`. */
const HOST = /^(http:\/\/)?(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(\d{1,5}))?$/i;

const wrong = (text: string): Failure => new Failure('invalid', { text: `forward: ${text}` });
const bareHost = (host: string): string => host.replace(/^\[|\]$/g, '').toLowerCase();

/**
 * Refuses an address that calls may not be forwarded to: any whose host was not named when the server was started, and the
 * server itself. A host that is named without a port may be called at any. Plain HTTP is for loopback, and for what was named
 * with `http://`: credentials go over it.
 */
export function needForwardTarget(text: string, hosts: readonly string[], origin: string): void {
  if (!URL.canParse(text)) throw wrong('is no address such as https://api.example.com/v1');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw wrong(`calls are not forwarded over ${url.protocol}`);
  if (url.username !== '' || url.password !== '') throw wrong('holds a credential; the client sends its own');
  if (url.search !== '' || url.hash !== '') throw wrong('ends with its path: the query is that of the call');
  const host = bareHost(url.hostname);
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  const named = hosts.flatMap(one => {
    const [, plain, name = '', given] = HOST.exec(one) ?? [];
    return bareHost(name) === host && (given === undefined || given === port) ? [{ isPlain: plain !== undefined }] : [];
  });
  if (named.length === 0)
    throw wrong(
      `calls are not forwarded to ${url.host}: start the server with --forward-hosts ${url.host} (in process, forwardHosts: ['${url.host}'])`,
    );
  if (url.protocol === 'http:' && !isLoopbackHost(host) && !named.some(({ isPlain }) => isPlain))
    throw wrong(
      `calls are not forwarded to ${url.host} over plain HTTP, for they bear credentials: use https, or start the server with --forward-hosts http://${url.host}`,
    );
  if (isSame(url, host, port, origin)) throw wrong('is this server itself: its calls would go round');
}

function isSame(url: URL, host: string, port: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const own = new URL(origin);
  const ownHost = bareHost(own.hostname);
  const ownPort = own.port === '' ? (own.protocol === 'https:' ? '443' : '80') : own.port;
  return port === ownPort && (url.host === own.host || (isLoopbackHost(host) && isLoopbackHost(ownHost)));
}

/** Whether a host is written as one is named. */
export const isForwardHost = (text: string): boolean => HOST.test(text);

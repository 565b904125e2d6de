import { TlsError } from '../tls/tls-error.js';
import { UsageError } from './settings.js';

/** The error of a server that cannot listen, or has no certificate to do so with, as wrong use, in a sentence; any other error as it is. */
export function listenError(error: unknown, port: number, host: string): unknown {
  if (error instanceof TlsError) return new UsageError(error.message);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new UsageError(`port ${port} of ${host} is in use; choose another with --port (0 takes any free one)`);
  if (code === 'EACCES')
    return new UsageError(`port ${port} may not be used by this user; choose one above 1023 with --port`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new UsageError(`this machine has no address "${host}" (--host)`);
  return error;
}

import { isLoopback } from '../../contracts/kit/transport/near-host.js';

/** Warns, before it is sent, of a credential that goes over plain HTTP to another machine. */
export function warnOfClearText(target: string): void {
  const { protocol, origin } = new URL(target);
  if (protocol !== 'http:' || isLoopback(target)) return;
  process.stderr.write(
    `hostdouble: ${origin} is called without encryption: whoever is on the way can read the credential (https:// prevents it)\n`,
  );
}

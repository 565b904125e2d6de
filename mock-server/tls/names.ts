import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** Addresses at which a server listens and that no client can call. */
const WILDCARDS = ['0.0.0.0', '::'];
/** Names of DNS as a certificate can hold them. */
const NAME = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

/** Names and addresses of every machine for itself. */
export const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** What clients of this machine may call a server that listens on a host: loopback, the machine's name, and the host. */
export function namesOf(host: string, machine: string = hostname()): readonly string[] {
  const further = [machine, host]
    .map(name => name.toLowerCase().replace(/%.*$|\.$/, ''))
    .filter(name => (isIP(name) > 0 || (name.length < 254 && NAME.test(name))) && !WILDCARDS.includes(name));
  return [...new Set([...LOOPBACK, ...further])];
}

/** An address as the bytes of it: four, or sixteen. */
export function bytesOfAddress(address: string): Uint8Array {
  if (isIP(address) === 4) return Uint8Array.from(address.split('.'), Number);
  const [before = [], after = []] = new URL(`http://[${address}]`).hostname
    .slice(1, -1)
    .split('::')
    .map(part => part.split(':').filter(group => group !== ''));
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return Uint8Array.from(
    groups.map(group => Number.parseInt(group, 16)).flatMap(group => [Math.floor(group / 256), group % 256]),
  );
}

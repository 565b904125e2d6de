/** Names and addresses of this machine: `localhost`, those below it, 127.0.0.0/8 and ::1, also written as IPv4 in IPv6. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/i;
/** Addresses of private networks (RFC 1918, RFC 4193) and of one link (RFC 3927, RFC 4291). */
const PRIVATE =
  /^(10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}|169\.254(\.\d{1,3}){2}|\[f[cd][\da-f]{2}:.+\]|\[fe[89ab][\da-f]:.+\])$/i;
/** Names that no host on the internet can have: those without a dot, as of containers, and those kept for private use. */
const PRIVATE_NAME = /^([^.:[\]]+|.+\.internal)$/i;

const hostOf = (address: string): string => new URL(address).hostname;

/** Whether an address is of this machine. */
export const isLoopback = (address: string): boolean => LOOPBACK.test(hostOf(address));

/** Whether an address can be of this machine or of a private network only. */
export const isNear = (address: string): boolean => {
  const host = hostOf(address);
  return LOOPBACK.test(host) || PRIVATE.test(host) || PRIVATE_NAME.test(host);
};

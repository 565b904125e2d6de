import dns from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** An address of a target. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Where a notice goes: the addresses that were checked, which are the ones to connect to. */
export interface Target {
  readonly url: URL;
  readonly addresses: readonly [Address, ...Address[]];
}

/** Loopback (RFC 1122, RFC 4291) and private addresses (RFC 1918, RFC 4193). Those of links are not: clouds keep secrets there. */
const near = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  near.addSubnet(net, bits, 'ipv4');
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');

/** Names that lead nowhere (RFC 2606, RFC 6761): the ones that documentation uses. Do not ask for them. */
const NOWHERE = /(^|\.)(example(\.(com|net|org))?|invalid)$/;

/**
 * Where a URL leads, or a reason for which nothing may be sent there. A name is asked for once, so that it cannot lead
 * elsewhere once it is checked. Rejects when the name cannot be found.
 */
export async function targetOf(text: string, anywhere: boolean): Promise<Target | string> {
  if (!URL.canParse(text)) return 'the URL cannot be read';
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `a URL of ${url.protocol} is not called`;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (!anywhere && NOWHERE.test(host)) return `${host} is a name for examples`;
  const family = isIP(host);
  const found = family === 0 ? await dns.promises.lookup(host, { all: true }) : [{ address: host, family }];
  const [first, ...others] = anywhere ? found : found.filter(isNear);
  if (first !== undefined) return { url, addresses: [first, ...others] };
  const where = family === 0 ? `${host} (${found.map(({ address }) => address).join(', ')})` : host;
  return `${where} is no loopback or private address; only --deliver-anywhere sends there`;
}

const isNear = ({ address, family }: Address): boolean => near.check(address, family === 6 ? 'ipv6' : 'ipv4');

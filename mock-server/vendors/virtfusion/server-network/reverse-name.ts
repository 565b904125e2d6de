import type { VirtFusionCloud } from '../cloud.js';
import { toText } from '../ip-blocks/ipv4.js';
import type { Server } from '../servers/record.js';
import type { Ipv4Address } from './record.js';

/** Where a hoster names addresses that nobody named. */
const ZONE = 'static.host.example';

/** What may stand as a name in the DNS: labels of letters, digits and hyphens, at least two. */
const FULL_NAME = /^(?=.{4,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/i;

/**
 * The name that an address resolves to. A block that is in no zone has none, as on the vendor's printed pages. Else a
 * server's first address has its host name, and the others a name made of the address; that is a guess, for no public
 * answer shows one.
 */
export function reverseName(
  cloud: VirtFusionCloud,
  { hostname }: Server,
  { blockId, number }: Ipv4Address,
  index: number,
): string | null {
  const { rdnsType, rdnsZoneId } = cloud.ipBlocks.need(blockId);
  if (rdnsType === 0 || rdnsZoneId === null) return null;
  if (index === 0 && hostname !== null && FULL_NAME.test(hostname)) return hostname.toLowerCase();
  return `${toText(number).replaceAll('.', '-')}.${ZONE}`;
}

import type { VirtFusionCloud } from '../cloud.js';
import { toNumber } from '../ip-blocks/ipv4.js';
import type { IpBlock } from '../ip-blocks/record.js';
import type { Ipv4Address, Subnet } from './record.js';

/** An address that no server has: where a server could take it from. */
export interface FreeAddress {
  readonly id: number;
  readonly blockId: number;
  readonly number: number;
}

/** Blocks that a hypervisor's servers take IPv4 addresses from, for the primary or the second interface. */
const blocksFor = (cloud: VirtFusionCloud, hypervisorId: number, secondary: boolean): IpBlock[] =>
  cloud.ipBlocks.filter(
    block => block.type === 4 && block.private === secondary && block.hypervisors.includes(hypervisorId),
  );

/** How many addresses a block has, and how many of them servers have. */
export function ipv4Totals(cloud: VirtFusionCloud, blockId: number): { total: number; used: number } {
  let total = 0;
  for (const range of cloud.ipRanges.filter(range => range.blockId === blockId)) total += range.last - range.first + 1;
  return { total, used: cloud.addresses.filter(address => address.blockId === blockId).length };
}

/** Free addresses of the pool that a hypervisor's primary interfaces draw on. */
export const freeIpv4 = (cloud: VirtFusionCloud, hypervisorId: number): number =>
  blocksFor(cloud, hypervisorId, false).reduce((sum, { id }) => {
    const { total, used } = ipv4Totals(cloud, id);
    return sum + total - used;
  }, 0);

/** The first free addresses a server on a hypervisor can get: as many as wanted, or fewer when there are no more. */
export function pickIpv4(
  cloud: VirtFusionCloud,
  hypervisorId: number,
  wanted: number,
  secondary: boolean,
): FreeAddress[] {
  const picked: FreeAddress[] = [];
  for (const block of blocksFor(cloud, hypervisorId, secondary))
    for (const range of cloud.ipRanges.filter(range => range.blockId === block.id))
      for (let number = range.first; number <= range.last && picked.length < wanted; number++) {
        const id = range.firstId + number - range.first;
        if (cloud.addresses.get(id) === undefined) picked.push({ id, blockId: block.id, number });
      }
  return picked;
}

/** One address by its text, if a server on the hypervisor could get it. */
export function findFreeIpv4(
  cloud: VirtFusionCloud,
  hypervisorId: number,
  text: string,
  secondary: boolean,
): FreeAddress | undefined {
  const number = toNumber(text);
  for (const block of blocksFor(cloud, hypervisorId, secondary)) {
    const range = cloud.ipRanges.find(
      range => range.blockId === block.id && range.first <= number && number <= range.last,
    );
    if (range === undefined) continue;
    const id = range.firstId + number - range.first;
    return cloud.addresses.get(id) === undefined ? { id, blockId: block.id, number } : undefined;
  }
  return undefined;
}

/** Gives addresses to a server. */
export function giveIpv4(
  cloud: VirtFusionCloud,
  serverId: number,
  addresses: readonly FreeAddress[],
  secondary: boolean,
): void {
  for (const address of addresses) cloud.addresses.add({ ...address, serverId, secondary });
}

/** Addresses of one interface of a server, in the order they came. */
export const ipv4Of = (cloud: VirtFusionCloud, serverId: number, secondary: boolean): Ipv4Address[] =>
  cloud.addresses.filter(address => address.serverId === serverId && address.secondary === secondary);

export const subnetsOf = (cloud: VirtFusionCloud, serverId: number): Subnet[] =>
  cloud.subnets.filter(subnet => subnet.serverId === serverId);

/** Gives a server the first free IPv6 subnet its hypervisor has, if there is one and it has none yet. */
export function giveSubnet(cloud: VirtFusionCloud, serverId: number): void {
  const { hypervisorId } = cloud.servers.need(serverId);
  if (subnetsOf(cloud, serverId).length > 0) return;
  const blocks = cloud.ipBlocks.filter(block => block.type === 6 && block.hypervisors.includes(hypervisorId));
  for (const block of blocks) {
    const taken = new Set(cloud.subnets.filter(({ blockId }) => blockId === block.id).map(({ index }) => index));
    for (let index = 1; index <= block.subnets; index++)
      if (!taken.has(index)) {
        cloud.subnets.add({ id: cloud.nextId('subnet'), blockId: block.id, index, serverId });
        return;
      }
  }
}

/** Everything a server had goes back to its blocks. */
export function takeBackAddresses(cloud: VirtFusionCloud, serverId: number): void {
  for (const { id } of cloud.addresses.filter(address => address.serverId === serverId)) cloud.addresses.remove(id);
  for (const { id } of subnetsOf(cloud, serverId)) cloud.subnets.remove(id);
}

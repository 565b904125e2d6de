import type { VirtFusionCloud } from '../cloud.js';
import { dangling } from '../references.js';
import type { Ipv4Address } from './record.js';

export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  for (const address of cloud.addresses.all()) {
    yield* dangling(`address ${address.id}`, [address.serverId], cloud.servers);
    if (!isOfRange(cloud, address)) yield `address ${address.id} is of no range of IP block ${address.blockId}`;
    if (address.secondary && cloud.servers.get(address.serverId)?.secondary === null)
      yield `address ${address.id} is of an interface that server ${address.serverId} does not have`;
  }
  const given = new Set<string>();
  for (const { id, blockId, index, serverId } of cloud.subnets.all()) {
    yield* dangling(`subnet ${id}`, [serverId], cloud.servers);
    const block = cloud.ipBlocks.get(blockId);
    if (block?.type !== 6 || index > block.subnets) yield `subnet ${id} is none of IP block ${blockId}`;
    if (given.has(`${blockId}/${index}`)) yield `subnet ${id} was given out twice`;
    given.add(`${blockId}/${index}`);
  }
}

/** Ids and numbers of a range go up side by side. */
const isOfRange = (cloud: VirtFusionCloud, { id, blockId, number }: Ipv4Address): boolean =>
  cloud.ipRanges.find(
    range =>
      range.blockId === blockId &&
      range.first <= number &&
      number <= range.last &&
      id - range.firstId === number - range.first,
  ) !== undefined;

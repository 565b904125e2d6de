import type { VirtFusionCloud } from '../cloud.js';

/** Adds addresses to a block; their ids go on where those of the last range end. */
export function addRange(cloud: VirtFusionCloud, blockId: number, first: number, last: number): void {
  const ends = cloud.ipRanges.all().map(range => range.firstId + range.last - range.first);
  const firstId = Math.max(0, ...ends) + 1;
  cloud.ipRanges.add({ id: cloud.nextId('ipRange'), blockId, firstId, first, last });
}

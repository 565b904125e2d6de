import type { VirtFusionCloud } from '../cloud.js';
import { dangling } from '../references.js';
import type { IpRange } from './record.js';

export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  for (const { id, hypervisors } of cloud.ipBlocks.all())
    yield* dangling(`IP block ${id}`, hypervisors, cloud.hypervisors);
  for (const { id, blockId } of cloud.ipRanges.all()) {
    yield* dangling(`IP range ${id}`, [blockId], cloud.ipBlocks);
    if (cloud.ipBlocks.get(blockId)?.type === 6) yield `IP range ${id} is of a block of another kind of addresses`;
  }
  const all = cloud.ipRanges.all();
  yield* overlaps(all, 'an address', ({ first, last }) => [first, last]);
  yield* overlaps(all, 'the id of an address', ({ firstId, first, last }) => [firstId, firstId + last - first]);
}

/** An address and its id are given out once, so no two ranges have one. */
function* overlaps(ranges: IpRange[], what: string, spanOf: (range: IpRange) => [number, number]): Generator<string> {
  const sorted = ranges
    .map(range => ({ id: range.id, span: spanOf(range) }))
    .sort((one, two) => one.span[0] - two.span[0]);
  for (const [at, { id, span }] of sorted.entries()) {
    const before = sorted[at - 1];
    if (before !== undefined && before.span[1] >= span[0]) yield `IP ranges ${before.id} and ${id} both have ${what}`;
  }
}

import type { InfrahubCloud } from '../cloud.js';
import { imageFor } from './rules.js';

/** Images without their snapshot, and what was made from an image that is not there. */
export function* imageProblems(cloud: InfrahubCloud): Generator<string> {
  for (const { id, org, region, snapshot } of cloud.images.all()) {
    const source = cloud.snapshots.get(snapshot);
    if (source?.image !== id || source.org !== org || source.region !== region)
      yield `image ${id} is of the snapshot ${snapshot}, which does not have it`;
  }
  const made = [
    ...cloud.machines.all().map(machine => ['vm', machine] as const),
    ...cloud.volumes.all().map(volume => ['volume', volume] as const),
  ];
  for (const [kind, { id, org, image }] of made)
    if (image !== null && imageFor(cloud, org, image) === undefined)
      yield `${kind} ${id} is made from the image ${image}, which is not there`;
}

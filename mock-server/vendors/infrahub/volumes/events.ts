import { type Deed, type Ending, tell } from '../callbacks/tell.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Volume } from './record.js';
import { volumeView } from './view.js';

/** What is done to a volume, by the names of https://docs.hyperstack.cloud/docs/resource-management/callbacks. */
const deeds = {
  create: { operation: 'createVolume', event: 'VolumeCreation' },
  delete: { operation: 'deleteVolume', event: 'VolumeDelete' },
  attachVolume: { operation: 'attachVolumes', event: 'AttachVolumeToInstance' },
  detachVolume: { operation: 'detachVolumes', event: 'DetachVolumeToInstance' },
} as const satisfies Readonly<Record<string, Deed>>;

/** Tells the callback URL of a volume that what is done to it came into a state, which callbacks write in upper case. */
export function tellVolume(
  cloud: InfrahubCloud,
  volume: Volume,
  done: keyof typeof deeds,
  status: string,
  ending: Ending = 'Success',
): void {
  tell(cloud, { kind: 'volume', ...volume }, deeds[done], status, ending, () => volumeView(cloud, volume));
}

/** Tells that a volume is no more. Call it while its environment is still there. */
export function tellVolumeDeleted(cloud: InfrahubCloud, volume: Volume): void {
  tell(cloud, { kind: 'volume', ...volume }, deeds.delete, 'DELETED', 'Success', () => ({
    ...volumeView(cloud, volume),
    status: 'deleted',
  }));
}

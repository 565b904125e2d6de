import type { Jobs } from '../../../domain/cloud.js';
import type { InfrahubCloud } from '../cloud.js';
import { attachmentOf } from './attachment-of.js';
import { tellVolume, tellVolumeDeleted } from './events.js';
import type { Volume } from './record.js';
import { chargeVolume, release, setAttachment, tellAttachment } from './rules.js';

const idOf = (subject: string): number => Number(/^volume:(\d+)$/.exec(subject)?.[1]);
const about = 'volume';
const has = (cloud: InfrahubCloud, subject: string): boolean => cloud.volumes.get(idOf(subject)) !== undefined;

/** What happens to volumes by itself. */
export const volumeJobs: Jobs<InfrahubCloud> = {
  volume: {
    about,
    has,
    run: (cloud, subject) => pass(cloud, idOf(subject)),
    fails: {
      operations: ['volumes.create'],
      operation: (cloud, subject) => (isMade(cloud.volumes.need(idOf(subject))) ? 'volumes.create' : undefined),
      run: (cloud, subject) => {
        const volume = cloud.volumes.update(idOf(subject), { state: 'error', updatedAt: cloud.now });
        tellVolume(cloud, volume, 'create', 'ERROR', 'Failed');
      },
    },
  },
  attachment: { about, has, run: (cloud, subject) => settle(cloud, idOf(subject)) },
};

const isMade = ({ state }: Volume): boolean => state === 'creating' || state === 'downloading';

function pass(cloud: InfrahubCloud, id: number): void {
  const volume = cloud.volumes.need(id);
  if (volume.state === 'deleting') {
    tellVolumeDeleted(cloud, volume);
    cloud.volumes.remove(id);
  }
  if (!isMade(volume)) return;
  const state = attachmentOf(volume)?.state === 'ATTACHED' ? 'in-use' : 'available';
  const made = cloud.volumes.update(id, { state, updatedAt: cloud.now });
  chargeVolume(cloud, made);
  tellVolume(cloud, made, 'create', 'AVAILABLE');
}

function settle(cloud: InfrahubCloud, id: number): void {
  const volume = cloud.volumes.get(id);
  const attachment = volume && attachmentOf(volume);
  if (volume === undefined || attachment === undefined) return;
  if (attachment.state === 'DETACHING') release(cloud, id, attachment.machine);
  if (attachment.state !== 'ATTACHING') return;
  const attached = setAttachment(cloud, volume, { state: 'ATTACHED' });
  if (attached.state === 'available')
    chargeVolume(cloud, cloud.volumes.update(id, { state: 'in-use', updatedAt: cloud.now }));
  tellAttachment(cloud, cloud.volumes.need(id), attachment.machine, 'attachVolume', 'ATTACHED');
}

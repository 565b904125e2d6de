import type { z } from 'zod';
import type { shownAttachment, shownVolume } from '../../../../contracts/vendors/infrahub/volumes.js';
import type { InfrahubCloud } from '../cloud.js';
import { featuresOf, timeText, timeTextOrNull } from '../common.js';
import { imageFor, osOf } from '../own-images/rules.js';
import type { Attachment, Volume } from './record.js';

export function volumeView(cloud: InfrahubCloud, volume: Volume): z.output<typeof shownVolume> {
  const environment = cloud.environments.need(volume.environment);
  return {
    id: volume.id,
    name: volume.name,
    environment: { name: environment.name, features: featuresOf(environment), region: environment.region },
    description: volume.description,
    volume_type: volume.type,
    size: volume.size,
    status: volume.state,
    bootable: volume.image !== null,
    image_id: volume.image,
    callback_url: volume.callbackUrl,
    created_at: timeText(volume.createdAt),
    updated_at: timeTextOrNull(volume.updatedAt),
    attachments: volume.attachments.map(attachment => ({
      id: attachment.id,
      instance_id: attachment.machine,
      device: attachment.device,
      status: attachment.state,
      protected: attachment.isProtected,
    })),
  };
}

/** One volume says which system it boots; the list does not. */
export function oneVolumeView(cloud: InfrahubCloud, volume: Volume) {
  const image = volume.image === null ? undefined : imageFor(cloud, volume.org, volume.image);
  return { ...volumeView(cloud, volume), os_image: image === undefined ? '' : osOf(image) };
}

export const attachmentView = (volume: Volume, attachment: Attachment): z.output<typeof shownAttachment> => ({
  id: attachment.id,
  instance_id: attachment.machine,
  volume_id: volume.id,
  device: attachment.device,
  status: attachment.state,
  protected: attachment.isProtected,
  created_at: timeText(attachment.createdAt),
});

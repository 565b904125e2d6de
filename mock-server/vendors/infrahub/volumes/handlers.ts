import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import { type volumes as operations, volumeRefusals } from '../../../../contracts/vendors/infrahub/volumes.js';
import type { Handlers } from '../../../calls/handler.js';
import { Missing } from '../../../domain/collection.js';
import { volumeTypes } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { availability, listedIn, pageOf } from '../common.js';
import { imageFor } from '../own-images/rules.js';
import type { Machine } from '../virtual-machines/record.js';
import { refuseUnless } from '../virtual-machines/rules.js';
import { attachmentOf } from './attachment-of.js';
import type { Volume } from './record.js';
import {
  attach,
  createVolume,
  deleteVolume,
  detach,
  LEAST_BOOTABLE,
  MOST_VOLUMES,
  moveVolume,
  setAttachment,
} from './rules.js';
import { attachmentView, oneVolumeView, volumeView } from './view.js';

export const handlers = {
  list({ query, cloud, caller }) {
    const found = listedIn(cloud, cloud.volumes, caller.holder, query);
    const { records, listed } = pageOf(found, query);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Getting volumes successful',
        ...listed,
        volumes: records.map(volume => volumeView(cloud, volume)),
      },
    };
  },

  create({ body, cloud, caller }) {
    const environment = cloud.named(cloud.environments, body.environment_name, caller.holder);
    if (environment === undefined) throw refuse(refusals.noEnvironment, body.environment_name);
    const type = volumeTypes.find(known => known === body.volume_type);
    if (type === undefined) throw refuse(refusals.noVolumeType, body.volume_type);
    const image = body.image_id === undefined ? null : imageFor(cloud, caller.holder, body.image_id);
    if (image === undefined || (image !== null && image.region !== environment.region)) throw refuse(refusals.noImage);
    if (image !== null && body.size < LEAST_BOOTABLE) throw refuse(refusals.smallBootVolume);
    if (cloud.named(cloud.volumes, body.name, caller.holder) !== undefined) throw refuse(refusals.nameTaken, 'Volume');
    if (!cloud.canCreate(caller.holder)) throw refuse(refusals.funds);
    const volume = createVolume(cloud, {
      org: caller.holder,
      name: body.name,
      environment,
      description: body.description,
      type,
      size: body.size,
      image,
      callbackUrl: body.callback_url ?? null,
    });
    const message = 'Volume created successfully';
    return { status: 200, body: { status: true, message, volume: oneVolumeView(cloud, volume) } };
  },

  nameAvailability({ params, cloud, caller }) {
    const taken = cloud.named(cloud.volumes, params.name, caller.holder) !== undefined;
    return { status: 200, body: availability(params.name, taken) };
  },

  types() {
    const message = 'Getting volume types successful';
    return { status: 200, body: { status: true, message, volume_types: [...volumeTypes] } };
  },

  show({ params, cloud, caller }) {
    const volume = oneVolumeView(cloud, cloud.own(cloud.volumes, params.volume_id, caller.holder));
    return { status: 200, body: { status: true, message: 'Getting volume successful', volume } };
  },

  update({ params, body, cloud, caller }) {
    const volume = cloud.own(cloud.volumes, params.volume_id, caller.holder);
    const target = cloud.named(cloud.environments, body.environment_name, caller.holder);
    if (target === undefined) throw refuse(refusals.noEnvironment, body.environment_name);
    if (attachmentOf(volume) !== undefined) throw refuse(volumeRefusals.moveAttached, volume.name);
    if (volume.state !== 'available') throw busy(volume);
    if (target.region !== cloud.environments.need(volume.environment).region)
      throw refuse(volumeRefusals.otherRegion, target.name);
    const moved = oneVolumeView(cloud, moveVolume(cloud, volume, target));
    return {
      status: 200,
      body: {
        status: true,
        message: 'Volume updated successfully',
        volume: moved,
        updates: { environment_name: target.name },
      },
    };
  },

  delete({ params, cloud, caller }) {
    const volume = cloud.own(cloud.volumes, params.volume_id, caller.holder);
    const attachment = attachmentOf(volume);
    if (attachment !== undefined) throw refuse(refusals.volumeInUse, cloud.machines.need(attachment.machine).name);
    if (volume.state !== 'available' && volume.state !== 'error') throw busy(volume);
    deleteVolume(cloud, volume);
    return { status: 200, body: { status: true, message: 'Volume is being deleted.' } };
  },

  attach({ params, body, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    refuseBusy(machine);
    const wanted = wantedOf(cloud, caller.holder, body.volume_ids);
    for (const volume of wanted) {
      if (attachmentOf(volume) !== undefined) throw refuse(refusals.volumesAttached);
      if (volume.state !== 'available') throw busy(volume);
      if (volume.environment !== machine.environment) throw refuse(refusals.volumeElsewhere, volume.name);
    }
    if (machine.volumes.length + wanted.length > MOST_VOLUMES) throw refuse(refusals.tooManyVolumes);
    const attached = attach(cloud, machine, wanted, body.protected);
    return {
      status: 200,
      body: { status: true, message: 'Volumes attaching now.', volume_attachments: attached.flatMap(shown) },
    };
  },

  detach({ params, body, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    refuseBusy(machine);
    const wanted = wantedOf(cloud, caller.holder, body.volume_ids);
    for (const volume of wanted) {
      const attachment = attachmentOf(volume);
      if (attachment?.machine !== machine.id || attachment.state !== 'ATTACHED')
        throw refuse(refusals.volumesNotAttached);
      if (attachment.isProtected) throw refuse(refusals.volumeProtected, volume.name);
    }
    const detached = detach(cloud, wanted);
    return {
      status: 200,
      body: { status: true, message: 'Volumes detaching now.', volume_attachments: detached.flatMap(shown) },
    };
  },

  updateAttachment({ params, body, cloud, caller }) {
    const id = params.volume_attachment_id;
    const volume = cloud.volumes.find(one => one.org === caller.holder && attachmentOf(one)?.id === id);
    if (volume === undefined) throw new Missing('volumeAttachment', id);
    const changed = setAttachment(cloud, volume, { isProtected: body.protected });
    const attachment = attachmentOf(changed);
    if (attachment === undefined) throw new Missing('volumeAttachment', id);
    return {
      status: 200,
      body: {
        status: true,
        message: `Volume attachment ${id} has been updated`,
        attachment: attachmentView(changed, attachment),
      },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

const busy = ({ name, state: status }: Volume) => refuse(refusals.volumeBusy, { name, status });

/** Volumes come and go while a machine rests. */
const refuseBusy = (machine: Machine): void => refuseUnless(machine, ['ACTIVE', 'SHUTOFF']);

/** The volumes named, each once. */
const wantedOf = (cloud: InfrahubCloud, org: number, ids: readonly number[]): Volume[] =>
  [...new Set(ids)].map(id => cloud.own(cloud.volumes, id, org));

const shown = (volume: Volume) => {
  const attachment = attachmentOf(volume);
  return attachment === undefined ? [] : [attachmentView(volume, attachment)];
};

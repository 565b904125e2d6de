import { SECOND } from '../../../domain/clock.js';
import { type Image, volumeTypes } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Environment } from '../environments/record.js';
import { linesOfVolume, type PriceLine, termsOf } from '../tariff.js';
import { billId } from '../tenant-cloud.js';
import { noteRequest, tellMachine } from '../virtual-machines/events.js';
import type { Machine } from '../virtual-machines/record.js';
import { attachmentOf } from './attachment-of.js';
import { tellVolume } from './events.js';
import type { Attachment, Volume } from './record.js';

const CREATING_TAKES = 3 * SECOND;
/** A bootable volume is filled from its image. */
const DOWNLOADING_TAKES = 12 * SECOND;
const ATTACHING_TAKES = 3 * SECOND;
const DELETING_TAKES = 3 * SECOND;

/** Most volumes of one machine. */
export const MOST_VOLUMES = 10;

/** Least GB of a volume that boots. */
export const LEAST_BOOTABLE = 100;

/** Names a volume to the agenda. */
export const volumeSubject = (id: number): string => `volume:${id}`;

/** What is wanted of a volume to be made, all parents already found. */
export interface VolumeOrder {
  readonly org: number;
  readonly name: string;
  readonly environment: Environment;
  readonly description: string;
  readonly type: Volume['type'];
  readonly size: number;
  readonly image: Image | null;
  readonly callbackUrl: string | null;
}

/** Makes a volume, still to be filled. */
export function createVolume(cloud: InfrahubCloud, order: VolumeOrder): Volume {
  const { org, name, environment, description, type, size, image, callbackUrl } = order;
  const id = cloud.nextId('volume');
  cloud.agenda.enter(cloud.now + (image === null ? CREATING_TAKES : DOWNLOADING_TAKES), 'volume', volumeSubject(id));
  const volume = cloud.volumes.add({
    id,
    org,
    name,
    environment: environment.id,
    description,
    type,
    size,
    state: image === null ? 'creating' : 'downloading',
    image: image?.id ?? null,
    callbackUrl,
    createdAt: cloud.now,
    updatedAt: null,
    attachments: [],
  });
  tellVolume(cloud, volume, 'create', 'CREATING');
  return volume;
}

/** Makes a machine's own volume to boot from. */
export function bootVolume(cloud: InfrahubCloud, machine: Machine, image: Image, disk: number): void {
  const volume = createVolume(cloud, {
    org: machine.org,
    name: `boot-of-vm-${machine.id}`, // the machine's own name may come again while this volume is still there
    environment: cloud.environments.need(machine.environment),
    description: '',
    type: volumeTypes[0],
    size: Math.max(LEAST_BOOTABLE, disk),
    image,
    callbackUrl: null,
  });
  attach(cloud, machine, [volume], false);
}

/** Begins to attach volumes. */
export function attach(
  cloud: InfrahubCloud,
  machine: Machine,
  volumes: readonly Volume[],
  isProtected: boolean,
): Volume[] {
  cloud.machines.update(machine.id, { volumes: [...machine.volumes, ...volumes.map(({ id }) => id)] });
  return volumes.map(({ id, attachments }) => {
    const uuid = cloud.random.uuid({ entity: 'volume', id, field: 'uuid' });
    const attachment: Attachment = {
      id: cloud.nextId('attachment'),
      machine: machine.id,
      device: `/dev/disk/by-id/virtio-${uuid.slice(0, 20)}`,
      state: 'ATTACHING',
      isProtected,
      createdAt: cloud.now,
    };
    cloud.agenda.enter(cloud.now + ATTACHING_TAKES, 'attachment', volumeSubject(id));
    const attaching = cloud.volumes.update(id, { attachments: [...attachments, attachment] });
    noteRequest(cloud, machine.id, 'attachVolume');
    tellAttachment(cloud, attaching, machine.id, 'attachVolume', 'ATTACHING');
    return attaching;
  });
}

/** Begins to detach volumes. */
export const detach = (cloud: InfrahubCloud, volumes: readonly Volume[]): Volume[] =>
  volumes.map(volume => {
    cloud.agenda.enter(cloud.now + ATTACHING_TAKES, 'attachment', volumeSubject(volume.id));
    const detaching = setAttachment(cloud, volume, { state: 'DETACHING' });
    const { machine } = attachmentOf(detaching) ?? {};
    if (machine === undefined) return detaching;
    noteRequest(cloud, machine, 'detachVolume');
    tellAttachment(cloud, detaching, machine, 'detachVolume', 'DETACHING');
    return detaching;
  });

/** Tells the machine and the volume how one stands to the other; a status that ends in -ED is an end. */
export function tellAttachment(
  cloud: InfrahubCloud,
  volume: Volume,
  machine: number,
  done: 'attachVolume' | 'detachVolume',
  status: Attachment['state'],
): void {
  tellMachine(cloud, machine, done, status, status.endsWith('ED') ? 'Success' : null);
  tellVolume(cloud, volume, done, status);
}

/** Changes the attachment that holds now. */
export const setAttachment = (cloud: InfrahubCloud, volume: Volume, change: Partial<Attachment>): Volume =>
  cloud.volumes.update(volume.id, {
    attachments: volume.attachments.map(one => (one.state === 'DETACHED' ? one : { ...one, ...change })),
  });

/** Frees a volume at once, for its machine is no more. */
export function release(cloud: InfrahubCloud, id: number, machine: number): void {
  cloud.agenda.cancel(volumeSubject(id), 'attachment');
  const volume = setAttachment(cloud, cloud.volumes.need(id), { state: 'DETACHED' });
  const record = cloud.machines.need(machine);
  cloud.machines.update(machine, { volumes: record.volumes.filter(other => other !== id) });
  if (volume.state === 'in-use')
    chargeVolume(cloud, cloud.volumes.update(id, { state: 'available', updatedAt: cloud.now }));
  tellAttachment(cloud, cloud.volumes.need(id), machine, 'detachVolume', 'DETACHED');
}

/** Moves a free volume to another environment; what it costs is told there from now on. */
export function moveVolume(cloud: InfrahubCloud, { id }: Volume, { id: environment }: Environment): Volume {
  cloud.bills.update(billId('volume', id), { environment });
  return cloud.volumes.update(id, { environment, updatedAt: cloud.now });
}

/** Begins to delete a volume: from now on it costs nothing. */
export function deleteVolume(cloud: InfrahubCloud, { id }: Volume): void {
  tellVolume(cloud, cloud.volumes.update(id, { state: 'deleting' }), 'delete', 'DELETING');
  cloud.endBill('volume', id);
  cloud.agenda.enter(cloud.now + DELETING_TAKES, 'volume', volumeSubject(id));
}

/** Lines of what a volume costs. */
export const linesOf = (cloud: InfrahubCloud, { type, size }: Volume): PriceLine[] =>
  linesOfVolume(cloud.settings.prices, type, size);

/** Charges a volume that is ready for use. */
export function chargeVolume(cloud: InfrahubCloud, volume: Volume): void {
  const state = volume.state === 'in-use' ? 'IN-USE' : 'AVAILABLE';
  cloud.charge('volume', volume, termsOf(state, linesOf(cloud, volume)));
}

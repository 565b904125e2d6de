import { SECOND } from '../../domain/clock.js';
import type { Jobs } from '../../domain/cloud.js';
import type { Image } from './catalogue.js';
import type { InfrahubCloud } from './cloud.js';
import type { Attachment, Environment, Machine, Terms, Volume } from './records.js';
import { type Line, linesOfVolume, termsOf } from './tariff.js';

const CREATING_TAKES = 3 * SECOND;
/** A bootable volume is filled from its image. */
const DOWNLOADING_TAKES = 12 * SECOND;
const ATTACHING_TAKES = 3 * SECOND;
const DELETING_TAKES = 3 * SECOND;

/** The only kind there is. */
export const VOLUME_TYPES = ['Cloud-SSD'] as const;

/** Most volumes of one machine. */
export const MOST_VOLUMES = 10;

/** Least GB of a volume that boots. */
export const LEAST_BOOTABLE = 100;

const subject = (id: number): string => `volume:${id}`;
const idOf = (who: string): number => Number(who.slice(who.indexOf(':') + 1));

const has = (cloud: InfrahubCloud, who: string): boolean => cloud.volumes.get(idOf(who)) !== undefined;

/** What is wanted of a volume to be made, all parents already found. */
export interface VolumeOrder {
  readonly org: number;
  readonly name: string;
  readonly environment: Environment;
  readonly description: string;
  readonly type: string;
  readonly size: number;
  readonly image: Image | null;
  readonly callbackUrl: string | null;
}

/** Makes a volume, still to be filled. */
export function createVolume(cloud: InfrahubCloud, order: VolumeOrder): Volume {
  const { org, name, environment, description, type, size, image, callbackUrl } = order;
  const id = cloud.nextId('volume');
  cloud.agenda.enter(cloud.now + (image === null ? CREATING_TAKES : DOWNLOADING_TAKES), 'volume', subject(id));
  return cloud.volumes.add({
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
}

/** Makes a machine's own volume to boot from. */
export function bootVolume(cloud: InfrahubCloud, machine: Machine, image: Image, disk: number): void {
  const volume = createVolume(cloud, {
    org: machine.org,
    name: `boot-of-vm-${machine.id}`, // the machine's own name may come again while this volume is still there
    environment: cloud.environments.need(machine.environment),
    description: '',
    type: VOLUME_TYPES[0],
    size: Math.max(LEAST_BOOTABLE, disk),
    image,
    callbackUrl: null,
  });
  attach(cloud, machine, [volume], false);
}

/** The attachment that holds, or is about to or no longer; undefined for a volume that is free. */
export const attachmentOf = ({ attachments }: Volume): Attachment | undefined =>
  attachments.find(({ state }) => state !== 'DETACHED');

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
    cloud.agenda.enter(cloud.now + ATTACHING_TAKES, 'attachment', subject(id));
    return cloud.volumes.update(id, { attachments: [...attachments, attachment] });
  });
}

/** Begins to detach volumes. */
export const detach = (cloud: InfrahubCloud, volumes: readonly Volume[]): Volume[] =>
  volumes.map(volume => {
    cloud.agenda.enter(cloud.now + ATTACHING_TAKES, 'attachment', subject(volume.id));
    return setAttachment(cloud, volume, { state: 'DETACHING' });
  });

/** Changes the attachment that holds now. */
export const setAttachment = (cloud: InfrahubCloud, volume: Volume, change: Partial<Attachment>): Volume =>
  cloud.volumes.update(volume.id, {
    attachments: volume.attachments.map(one => (one.state === 'DETACHED' ? one : { ...one, ...change })),
  });

/** Frees a volume at once, for its machine is no more. */
export function release(cloud: InfrahubCloud, id: number, machine: number): void {
  cloud.agenda.cancel(subject(id), 'attachment');
  const volume = setAttachment(cloud, cloud.volumes.need(id), { state: 'DETACHED' });
  const record = cloud.machines.need(machine);
  cloud.machines.update(machine, { volumes: record.volumes.filter(other => other !== id) });
  if (volume.state === 'in-use') charge(cloud, cloud.volumes.update(id, { state: 'available', updatedAt: cloud.now }));
}

/** Begins to delete a volume: from now on it costs nothing. */
export function deleteVolume(cloud: InfrahubCloud, { id }: Volume): void {
  cloud.volumes.update(id, { state: 'deleting' });
  cloud.endBill(subject(id));
  cloud.agenda.enter(cloud.now + DELETING_TAKES, 'volume', subject(id));
}

/** Lines of what a volume costs. */
export const linesOf = (cloud: InfrahubCloud, { type, size }: Volume): Line[] =>
  linesOfVolume(cloud.settings.prices, type, size);

/** What happens to volumes by itself. */
export const volumeJobs: Jobs<InfrahubCloud> = {
  volume: { has, run: (cloud, who) => pass(cloud, idOf(who)) },
  attachment: { has, run: (cloud, who) => settle(cloud, idOf(who)) },
};

function pass(cloud: InfrahubCloud, id: number): void {
  const volume = cloud.volumes.need(id);
  if (volume.state === 'deleting') cloud.volumes.remove(id);
  if (volume.state !== 'creating' && volume.state !== 'downloading') return;
  const state = attachmentOf(volume)?.state === 'ATTACHED' ? 'in-use' : 'available';
  charge(cloud, cloud.volumes.update(id, { state, updatedAt: cloud.now }));
}

function settle(cloud: InfrahubCloud, id: number): void {
  const volume = cloud.volumes.get(id);
  const attachment = volume && attachmentOf(volume);
  if (volume === undefined || attachment === undefined) return;
  if (attachment.state === 'DETACHING') release(cloud, id, attachment.machine);
  if (attachment.state !== 'ATTACHING') return;
  const attached = setAttachment(cloud, volume, { state: 'ATTACHED' });
  if (attached.state === 'available')
    charge(cloud, cloud.volumes.update(id, { state: 'in-use', updatedAt: cloud.now }));
}

function charge(cloud: InfrahubCloud, volume: Volume): void {
  const { id, org, name, environment, size, state } = volume;
  const terms: Terms = termsOf(state === 'in-use' ? 'IN-USE' : 'AVAILABLE', linesOf(cloud, volume));
  cloud.charge({ id: subject(id), kind: 'volume', resource: id, org, name, environment, size }, terms);
}

import type { z } from 'zod';
import type { newSnapshot } from '../../../../contracts/vendors/infrahub/snapshots/new-snapshot.js';
import type { createdImage, shownSnapshot } from '../../../../contracts/vendors/infrahub/snapshots/schemas.js';
import { regionOf } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { featuresOf, timeText } from '../common.js';
import { flavorView } from '../flavors/view.js';
import { bootImageView, displaySize, SNAPSHOT_TYPE } from '../images.js';
import { keypairView } from '../keypairs.js';
import type { OwnImage } from '../own-images/record.js';
import { imageFor, imageOfSnapshot } from '../own-images/rules.js';
import { flavorOfMachine } from '../virtual-machines/hardware.js';
import type { Snapshot } from './record.js';

export const newSnapshotView = (snapshot: Snapshot): z.output<typeof newSnapshot> => ({
  id: snapshot.id,
  name: snapshot.name,
  description: snapshot.description,
  vm_id: snapshot.machine,
  region_id: regionOf(snapshot.region).id,
  status: snapshot.state,
  is_image: snapshot.image !== null,
  size: snapshot.size,
  has_floating_ip: snapshot.hasAddress,
  labels: [...snapshot.labels],
  created_at: timeText(snapshot.createdAt),
  updated_at: timeText(snapshot.updatedAt),
});

export function snapshotView(cloud: InfrahubCloud, snapshot: Snapshot): z.output<typeof shownSnapshot> {
  const { org, machine, machineImage, region } = snapshot;
  const source = cloud.machines.get(machine);
  const image = machineImage === null ? undefined : imageFor(cloud, org, machineImage);
  const keypair = keypairOf(cloud, snapshot);
  const custom = imageOfSnapshot(cloud, snapshot);
  const { stock_available: _, ...shownFlavor } = flavorView(flavorOfMachine(snapshot), false);
  return {
    ...newSnapshotView(snapshot),
    region,
    vm_name: source?.name ?? snapshot.machineName,
    vm_status: source?.state ?? 'DELETED',
    vm_environment: environmentView(cloud, snapshot),
    vm_flavor: shownFlavor,
    vm_image: image === undefined ? null : bootImageView(cloud, image),
    vm_keypair: keypair === undefined ? null : keypairView(cloud, keypair),
    volume_id: null,
    volume_name: null,
    custom_image: custom === undefined ? null : customImageView(custom),
  };
}

/** The environment that its machine was in, by its name of today if it is still there. */
function environmentView(cloud: InfrahubCloud, { org, place, region }: Snapshot) {
  const environment = cloud.environments.get(place.id);
  const { name, createdAt } = environment?.org === org ? environment : place;
  return { id: place.id, name, region, created_at: timeText(createdAt), features: featuresOf({ region }) };
}

/** Machines know their key pair by name; it may be gone. */
function keypairOf(cloud: InfrahubCloud, { org, keypair: name, place }: Snapshot) {
  const named = cloud.named(cloud.keypairs, name, org);
  if (named === undefined || named.environment === place.id) return named;
  return cloud.keypairs.find(one => one.name === name && one.environment === place.id);
}

const customImageView = (image: OwnImage) => ({
  id: image.id,
  name: image.name,
  region_name: image.region,
  type: SNAPSHOT_TYPE,
  version: image.version,
  size: image.size,
  description: null,
  is_public: false,
  created_at: timeText(image.createdAt),
  labels: [...image.labels],
});

/** An image as its creation answers. */
export const createdImageView = (cloud: InfrahubCloud, image: OwnImage): z.output<typeof createdImage> => ({
  id: image.id,
  name: image.name,
  openstack_id: cloud.random.uuid({ entity: 'image', id: image.id, field: 'openstack' }),
  region_id: regionOf(image.region).id,
  region_name: image.region,
  type: SNAPSHOT_TYPE,
  version: image.version,
  size: image.size,
  display_size: displaySize(image.size),
  is_public: false,
  org_ids: [image.org],
  description: null,
  labels: [...image.labels],
  created_at: timeText(image.createdAt),
  deleted: false,
  snapshot_id: image.snapshot,
  unlisted: false,
  organizations: [image.org],
});

export const snapshotEventView = ({ id, org, name, events }: Snapshot) =>
  events.map(event => ({
    id: event.id,
    snapshot_id: id,
    user_id: event.user,
    org_id: org,
    time: timeText(event.at),
    type: 'normal',
    reason: event.reason,
    object: name,
    message: event.message,
  }));

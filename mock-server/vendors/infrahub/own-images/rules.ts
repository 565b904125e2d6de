import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import { snapshotRefusals } from '../../../../contracts/vendors/infrahub/snapshots/refusals.js';
import { allImages, type Image, imageOf } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Snapshot } from '../snapshots/record.js';
import type { OwnImage } from './record.js';

const GIB = 2 ** 30;

/** What machines boot from: the vendor's image, or one of the organisation's own. */
export type BootImage = Image | OwnImage;

/** An image that an organisation may boot from. Of another's own it knows nothing. */
export function imageFor(cloud: InfrahubCloud, org: number, id: number): BootImage | undefined {
  const own = cloud.images.get(id);
  return own?.org === org ? own : imageOf(id);
}

/** The image of a name in a region that an organisation may boot from. No image of its own has a public one's name. */
export function imageNamed(cloud: InfrahubCloud, org: number, region: string, name: string): BootImage | undefined {
  const own = cloud.named(cloud.images, name, org);
  if (own?.region === region) return own;
  return allImages.find(image => image.name === name && image.region === region);
}

/** The system that boots from an image. */
export const osOf = (image: BootImage): string => ('os' in image ? image.os : image.name);

export const isImageNameTaken = (cloud: InfrahubCloud, org: number, name: string): boolean =>
  cloud.named(cloud.images, name, org) !== undefined || allImages.some(image => image.name === name);

/** The image that was made of a snapshot. */
export const imageOfSnapshot = (cloud: InfrahubCloud, { image }: Snapshot): OwnImage | undefined =>
  image === null ? undefined : cloud.images.need(image);

/** Makes an image of a snapshot. */
export function makeImage(cloud: InfrahubCloud, snapshot: Snapshot, name: string, labels: readonly string[]): OwnImage {
  const { org, region, size, os } = snapshot;
  if (isImageNameTaken(cloud, org, name)) throw refuse(refusals.nameTaken, 'Image');
  let id = cloud.nextId('image');
  while (imageOf(id) !== undefined) id = cloud.nextId('image'); // ids of public images are not given out
  cloud.snapshots.update(snapshot.id, { image: id, updatedAt: cloud.now });
  return cloud.images.add({
    id,
    org,
    name,
    region,
    size: size * GIB,
    snapshot: snapshot.id,
    version: snapshot.name,
    os,
    labels: labels.map(label => ({ id: cloud.nextId('imageLabel'), label })),
    createdAt: cloud.now,
  });
}

/**
 * Takes an image away; its snapshot is one without an image from then on. ASSUMED: what machines or volumes were made from
 * stays as long as they are there.
 */
export function removeImage(cloud: InfrahubCloud, { id, name, snapshot }: OwnImage): void {
  const isMadeOfIt = ({ image }: { readonly image: number | null }): boolean => image === id;
  if (cloud.machines.find(isMadeOfIt) !== undefined || cloud.volumes.find(isMadeOfIt) !== undefined)
    throw refuse(snapshotRefusals.imageInUse, name);
  cloud.images.remove(id);
  cloud.snapshots.update(snapshot, { image: null, updatedAt: cloud.now });
}

import type { z } from 'zod';
import { Failure, refuse } from '../../../contracts/core/failure.js';
import type { images as operations, shownImage } from '../../../contracts/vendors/infrahub/images.js';
import { snapshotRefusals } from '../../../contracts/vendors/infrahub/snapshots/refusals.js';
import type { Handlers } from '../../calls/handler.js';
import { wholeSteps } from '../../domain/money.js';
import { allImages, allRegions, type Image, OFFERED, type Region } from './catalogue.js';
import type { InfrahubCloud } from './cloud.js';
import { availability, matches, timeText } from './common.js';
import { type BootImage, imageFor, isImageNameTaken, removeImage } from './own-images/rules.js';

const TYPE = 'Ubuntu';
/** The type of an image that was made of a snapshot. */
export const SNAPSHOT_TYPE = 'Snapshot';
const GIB = 2 ** 30;

export const displaySize = (bytes: number): string => `${wholeSteps(bytes, GIB)} GiB`;

const typeOf = (image: BootImage): string => ('snapshot' in image ? SNAPSHOT_TYPE : TYPE);

const publicImageView = (image: Image) => ({
  id: image.id,
  name: image.name,
  region_name: image.region,
  type: TYPE,
  version: image.name.slice(TYPE.length + 1),
  size: image.size,
  display_size: displaySize(image.size),
  description: '',
  snapshot: null,
  is_public: true,
  created_at: timeText(OFFERED),
  labels: [],
});

/** An image without what it says of flavors. */
export function bootImageView(cloud: InfrahubCloud, image: BootImage) {
  if (!('snapshot' in image)) return publicImageView(image);
  const { id, name, createdAt, size } = cloud.snapshots.need(image.snapshot);
  return {
    ...publicImageView(image),
    type: SNAPSHOT_TYPE,
    version: image.version,
    description: null,
    snapshot: { id, name, created_at: timeText(createdAt), size, display_size: `${size} GB` },
    is_public: false,
    created_at: timeText(image.createdAt),
    labels: [...image.labels],
  };
}

const imageView = (cloud: InfrahubCloud, image: BootImage): z.output<typeof shownImage> => ({
  ...bootImageView(cloud, image),
  flavor_restrictions: { has_flavor_restrictions: false, restriction_type: null, compatible_flavors: [] },
});

/** No page prints the logo of a group of one's own images. */
const logos: Readonly<Record<string, string>> = {
  [TYPE]: 'https://api.nexgencloud.com:8080/hyperstack-os-logos/ubuntu.svg',
};

const imageGroupView = (cloud: InfrahubCloud, region: Region, type: string, images: readonly BootImage[]) => ({
  region_name: region.name,
  green_status: region.green,
  type,
  logo: logos[type] ?? '',
  images: images.map(image => imageView(cloud, image)),
});

export const handlers = {
  list({ query, cloud, caller }) {
    const own = cloud.images.filter(({ org }) => org === caller.holder);
    const wanted = [...(query.include_public ? allImages : []), ...own].filter(
      ({ name, region }) => (query.region ?? region) === region && matches(query.search, name),
    );
    const { page = 1, per_page = query.page === undefined ? wanted.length : 10 } = query;
    const shown = wanted.slice((page - 1) * per_page, page * per_page);
    const groups = allRegions.flatMap(region =>
      [TYPE, SNAPSHOT_TYPE].map(type => ({
        region,
        type,
        images: shown.filter(image => image.region === region.name && typeOf(image) === type),
      })),
    );
    return {
      status: 200,
      body: {
        status: true,
        message: 'Getting images successful',
        images: groups
          .filter(({ images }) => images.length > 0)
          .map(({ region, type, images }) => imageGroupView(cloud, region, type, images)),
      },
    };
  },

  show({ params, query, cloud, caller }) {
    const image = existing(cloud, caller.holder, params.id);
    if (!query.include_related_vms) return { status: 200, body: { image: imageView(cloud, image) } };
    const related = cloud.machines.filter(machine => machine.org === caller.holder && machine.image === image.id);
    const related_vms = related.map(({ id, name, state }) => ({ id, name, status: state }));
    return { status: 200, body: { image: { ...imageView(cloud, image), related_vms } } };
  },

  delete({ params, cloud, caller }) {
    const image = existing(cloud, caller.holder, params.id);
    if (!('snapshot' in image)) throw refuse(snapshotRefusals.imageIsPublic, image.name);
    removeImage(cloud, image);
    return { status: 200, body: { status: true, message: 'Image deleted successfully' } };
  },

  nameAvailability({ params, cloud, caller }) {
    return { status: 200, body: availability(params.name, isImageNameTaken(cloud, caller.holder, params.name)) };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

function existing(cloud: InfrahubCloud, org: number, id: number): BootImage {
  const image = imageFor(cloud, org, id);
  if (image === undefined) throw new Failure('notFound', { resource: 'image', id });
  return image;
}

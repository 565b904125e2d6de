import { z } from 'zod';
import { disputedField } from '../../core/disputed.js';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import { defineOperations } from '../../core/operation.js';
import { read } from '../../core/wire.js';
import { atLeastOne, dateTime, done, enveloped, filter, greenStatus, id, label, nameAvailability } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** https://docs.hyperstack.cloud/docs/api-reference/core-resources/images */
const snapshotOfImage = z.strictObject({
  id: z.int(),
  name: z.string(),
  created_at: dateTime,
  /** In GB. */
  size: z.number(),
  display_size: z.string(),
});

const image = {
  id: z.int(),
  name: z.string(),
  region_name: z.string(),
  type: z.string(),
  version: z.string(),
  /** In bytes. */
  size: z.int(),
  display_size: z.string(),
  /** Null of one that was made of a snapshot. */
  description: z.string().nullable(),
  // `snapshot`, `created_at` and `green_status` are printed, and not in the vendor's OpenAPI.
  /** What it was made from, if from a snapshot. */
  snapshot: disputedField(snapshotOfImage.nullable()),
  is_public: z.boolean(),
  created_at: disputedField(dateTime),
  labels: z.array(label),
};

/** What the machine of a snapshot was made from. */
export const imageOfSnapshot = z.strictObject(image);
export const shownImage = z.strictObject({
  ...image,
  flavor_restrictions: z.strictObject({
    has_flavor_restrictions: z.boolean(),
    restriction_type: z.string().nullable(),
    compatible_flavors: z.array(
      z.strictObject({
        flavor_id: z.int(),
        flavor_name: z.string(),
        link_type: z.string(),
        reason: z.string().nullable(),
        constraints: z.looseObject({}).nullable(),
      }),
    ),
  }),
});

/** Images in groups, one for each type of a region. */
const list = enveloped({
  images: z.array(
    z.strictObject({
      region_name: z.string(),
      green_status: disputedField(greenStatus),
      type: z.string(),
      logo: z.string(),
      images: z.array(shownImage),
    }),
  ),
});

/**
 * One image, without the envelope's `status` and `message`. The machines that were made from it stand there if they were
 * asked for; that may be asked is documented, how they are shown is not.
 */
const oneImage = z.strictObject({
  image: z.strictObject({
    ...shownImage.shape,
    related_vms: assumed(z.array(z.strictObject({ id: z.int(), name: z.string(), status: z.string() })).optional()),
  }),
});

nameSchemas({
  SnapshotOfImage: snapshotOfImage,
  ImageOfSnapshot: imageOfSnapshot,
  Image: shownImage,
  ImageList: list,
  OneImage: oneImage,
});

export const images = defineOperations(routes.images, {
  list: {
    summary: 'Images to boot from, grouped by region and type',
    docs: page('ImageApi', 'listImages'),
    effect: 'read',
    query: z.object({
      region: filter(),
      include_public: read.flag().default(true),
      search: filter(),
      /** Without either of these everything comes back. */
      page: atLeastOne().optional(),
      per_page: atLeastOne().optional(),
    }),
    responses: { 200: list },
    example: { query: { region: 'CANADA-1', include_public: 'true', page: '1', per_page: '10' } },
  },
  show: {
    summary: 'One image',
    docs: page('ImageApi', 'getImage'),
    effect: 'read',
    params: z.object({ id: id() }),
    query: z.object({ include_related_vms: read.flag().default(false) }),
    responses: { 200: oneImage },
    failures: ['notFound'],
    example: { params: { id: '29' }, query: { include_related_vms: 'true' } },
  },
  delete: {
    summary: 'Delete an image that was made of a snapshot; the snapshot stays',
    docs: page('ImageApi', 'deleteImage'),
    effect: 'destroy',
    params: z.object({ id: id() }),
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example: { params: { id: '1' } },
  },
  nameAvailability: {
    summary: 'Whether an image may have this name',
    docs: page('ImageApi', 'fetchImageNameAvailability'),
    effect: 'read',
    params: z.object({ name: z.string() }),
    responses: { 200: nameAvailability },
    example: { params: { name: 'example-image' } },
  },
});

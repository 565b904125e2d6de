import { z } from 'zod';
import { disputed, disputedField } from '../../../core/disputed.js';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed } from '../../../core/evidence.js';
import { uuid } from '../../../core/wire.js';
import { dateTime, environmentFeatures, label } from '../common.js';
import { shownFlavor } from '../flavors.js';
import { imageOfSnapshot } from '../images.js';
import { shownKeypair } from '../keypairs.js';
import { newSnapshot } from './new-snapshot.js';

/** An image that was made of a snapshot, as the snapshot shows it. */
const customImage = z.strictObject({
  id: z.int(),
  name: z.string(),
  region_name: z.string(),
  type: z.string(),
  version: z.string(),
  /** In bytes. */
  size: z.int(),
  description: z.string().nullable(),
  is_public: z.boolean(),
  created_at: dateTime,
  labels: z.array(label),
});

const { stock_available: _, ...flavorOfSnapshot } = shownFlavor.shape;
const environmentOfSnapshot = z.strictObject({
  id: z.int(),
  name: z.string(),
  region: z.string(),
  created_at: dateTime,
  features: environmentFeatures,
});

/** What is printed as an object, and is a text in the vendor's description of the API. */
const object = <S extends z.core.$ZodType>(schema: S) => disputed(schema, z.string(), ['an object', 'a text']);

/** The machine that it was taken of, as it is now or was last. */
const source = {
  region: z.string(),
  vm_name: z.string(),
  vm_status: z.string(),
  vm_environment: object(environmentOfSnapshot),
  vm_flavor: object(z.strictObject(flavorOfSnapshot)),
  /** Null for a machine that was restored: it has no image. */
  vm_image: object(assumed(imageOfSnapshot.nullable())),
  /** Null once the key pair was deleted. */
  vm_keypair: object(assumed(shownKeypair.nullable())),
  volume_id: z.int().nullable(),
  volume_name: z.string().nullable(),
  custom_image: object(customImage.nullable()),
};

export const shownSnapshot = z.strictObject({ ...newSnapshot.shape, ...source });

/** The same in a list, where the vendor's description of the API has none of what is known of the machine. */
export const listedSnapshot = z.strictObject({
  ...newSnapshot.shape,
  region: disputedField(source.region),
  vm_name: disputedField(source.vm_name),
  vm_status: disputedField(source.vm_status),
  vm_environment: disputedField(source.vm_environment),
  vm_flavor: disputedField(source.vm_flavor),
  vm_image: disputedField(source.vm_image),
  vm_keypair: disputedField(source.vm_keypair),
  volume_id: disputedField(source.volume_id),
  volume_name: disputedField(source.volume_name),
  custom_image: disputedField(source.custom_image),
});

/** One snapshot: `status` is printed as 200, and a boolean in the vendor's description of the API. */
export const oneSnapshot = z.strictObject({
  status: disputed(z.literal(200), z.boolean(), ['200', 'true']),
  message: z.string(),
  snapshot: shownSnapshot,
});

export const snapshotEvent = z.strictObject({
  id: z.int(),
  snapshot_id: z.int(),
  user_id: z.int(),
  org_id: z.int(),
  time: dateTime,
  type: z.string(),
  reason: z.string(),
  object: z.string(),
  message: z.string(),
});

export const createdImage = z.strictObject({
  id: z.int(),
  name: z.string(),
  openstack_id: uuid,
  region_id: z.int(),
  region_name: z.string(),
  type: z.string(),
  version: z.string(),
  /** In bytes. */
  size: z.int(),
  display_size: z.string(),
  is_public: z.boolean(),
  org_ids: z.array(z.int()),
  description: z.string().nullable(),
  labels: z.array(label),
  created_at: dateTime,
  deleted: z.boolean(),
  snapshot_id: z.int(),
  unlisted: z.boolean(),
  organizations: z.array(z.int()),
});

nameSchemas({
  CustomImage: customImage,
  EnvironmentOfSnapshot: environmentOfSnapshot,
  Snapshot: shownSnapshot,
  SnapshotInList: listedSnapshot,
  OneSnapshot: oneSnapshot,
  SnapshotEvent: snapshotEvent,
  CreatedImage: createdImage,
});

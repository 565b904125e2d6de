import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';

import {
  attachmentStatus,
  dateTime,
  done,
  enveloped,
  environmentFeatures,
  filter,
  id,
  listed,
  listQuery,
  name,
  nameAvailability,
} from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

const UPDATE = 'https://docs.hyperstack.cloud/docs/api-reference/update-volume';

/** When a volume does not move is documented, the sentences are not. */
export const volumeRefusals = {
  moveAttached: {
    kind: 'conflict',
    text: name => `Volume ${name} is attached to a VM. Please detach it before moving it to another environment.`,
    evidence: 'assumed',
    docs: UPDATE,
  } satisfies Refusal<string>,
  otherRegion: {
    kind: 'conflict',
    text: name => `Environment ${name} is not in the region of the volume`,
    evidence: 'assumed',
    docs: UPDATE,
  } satisfies Refusal<string>,
} as const;

/** Lower case here; billing writes the same states in upper case. */
const volumeStatus = z.enum(['creating', 'downloading', 'available', 'in-use', 'deleting', 'error']);

/** A volume as the list shows it. */
export const shownVolume = z.strictObject({
  id: z.int(),
  name: z.string(),
  environment: z.strictObject({
    name: z.string(),
    features: environmentFeatures,
    region: z.string(),
  }),
  description: z.string(),
  volume_type: z.string(),
  /** In GB. */
  size: z.int(),
  status: volumeStatus,
  bootable: z.boolean(),
  image_id: z.int().nullable(),
  callback_url: z.string().nullable(),
  created_at: dateTime,
  updated_at: dateTime.nullable(),
  /** Those that ended stay, as DETACHED. */
  attachments: z.array(
    z.strictObject({
      id: z.int(),
      instance_id: z.int(),
      device: z.string(),
      status: attachmentStatus,
      protected: z.boolean(),
    }),
  ),
});

/** One volume: it alone names the system it boots. */
const oneVolume = enveloped({
  volume: z.strictObject({ ...shownVolume.shape, os_image: z.string() }),
});
const list = enveloped({
  ...listed,
  volumes: z.array(shownVolume),
});
const volumeTypes = enveloped({ volume_types: z.array(z.string()) });

const volumesQuery = z.object({
  ...listQuery,
  /** Id or name of an environment. */
  environment: filter(),
});

const createVolume = z.object({
  name: name(50),
  environment_name: z.string(),
  description: z.string().default(''),
  volume_type: z.string(),
  size: z.int().min(1).max(1_048_576),
  /** Makes it bootable. The vendor's Terraform provider sends 0 for a volume without an image. */
  image_id: z
    .int()
    .transform(id => (id === 0 ? undefined : id))
    .optional(),
  callback_url: z.string().max(250).optional(),
});

export const shownAttachment = z.strictObject({
  id: z.int(),
  instance_id: z.int(),
  volume_id: z.int(),
  device: z.string(),
  status: attachmentStatus,
  protected: z.boolean(),
  created_at: dateTime,
});

const attachments = enveloped({
  volume_attachments: z.array(shownAttachment),
});
/** The client's description says a list here; the documentation's answer has one `attachment`. */
const oneAttachment = enveloped({ attachment: shownAttachment });

/** What was changed is told beside the volume; no page prints it. */
const updatedVolume = enveloped({
  volume: z.strictObject({ ...shownVolume.shape, os_image: z.string() }),
  updates: assumed(z.strictObject({ environment_name: z.string() })),
});
const updateVolume = z.object({ environment_name: z.string() });

const attachVolumes = z.object({
  volume_ids: z.array(z.int()).min(1),
  protected: z.boolean().default(false),
});
const detachVolumes = z.object({ volume_ids: z.array(z.int()).min(1) });
const updateAttachment = z.object({ protected: z.boolean() });

nameSchemas({
  VolumeStatus: volumeStatus,
  Volume: shownVolume,
  OneVolume: oneVolume,
  VolumeList: list,
  VolumeTypes: volumeTypes,
  CreateVolume: createVolume,
  VolumeAttachment: shownAttachment,
  Attachments: attachments,
  OneAttachment: oneAttachment,
  UpdatedVolume: updatedVolume,
  UpdateVolume: updateVolume,
  AttachVolumes: attachVolumes,
  DetachVolumes: detachVolumes,
  UpdateAttachment: updateAttachment,
});

const ofMachine = {
  params: z.object({ vm_id: id() }),
  failures: ['notFound', 'conflict'],
} as const;
const one = { params: z.object({ volume_id: id() }), example: { params: { volume_id: '1' } } } as const;

export const volumes = defineOperations(routes.volumes, {
  list: {
    summary: 'All volumes',
    docs: page('VolumeApi', 'listVolumes'),
    effect: 'read',
    query: volumesQuery,
    responses: { 200: list },
    example: { query: { environment: 'default-NORWAY-1' } },
  },
  create: {
    summary: 'Create a volume',
    docs: page('VolumeApi', 'createVolume'),
    effect: 'spend',
    body: createVolume,
    responses: { 200: oneVolume },
    failures: ['notFound', 'exists', 'funds', 'conflict'],
    example: {
      body: {
        name: 'example-volume',
        environment_name: 'default-NORWAY-1',
        description: 'Example volume',
        volume_type: 'Cloud-SSD',
        size: 10,
      },
    },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'volumes.create', at: '$.volume.name', of: 'name' },
      { read: 'volumes.show', at: '$.volume.name', of: 'name' },
      { read: 'volumes.show', at: '$.volume.size', of: 'size' },
      { read: 'volumes.show', at: '$.volume.description', of: 'description' },
    ],
  },
  nameAvailability: {
    summary: 'Whether a volume may have this name',
    docs: page('VolumeApi', 'fetchVolumeNameAvailability'),
    effect: 'read',
    params: z.object({ name: z.string() }),
    responses: { 200: nameAvailability },
    example: { params: { name: 'example-volume' } },
  },
  types: {
    summary: 'Kinds of volumes',
    docs: page('VolumeApi', 'listVolumeTypes'),
    effect: 'read',
    responses: { 200: volumeTypes },
  },
  show: {
    summary: 'One volume',
    docs: page('VolumeApi', 'getVolume'),
    effect: 'read',
    ...one,
    responses: { 200: oneVolume },
    failures: ['notFound'],
  },
  update: {
    summary: 'Move a volume to another environment of its region',
    docs: UPDATE,
    effect: 'write',
    ...one,
    body: updateVolume,
    responses: { 200: updatedVolume },
    failures: ['notFound', 'conflict'],
    example: { ...one.example, body: { environment_name: 'default-NORWAY-1' } },
    // Every account has this environment; the one that a check made has been given another name by now.
    checkedWith: { body: { environment_name: 'default-NORWAY-1' } },
    keeps: [{ read: 'volumes.show', at: '$.volume.environment.name', of: 'environment_name' }],
  },
  delete: {
    summary: 'Delete a volume that is attached to nothing',
    docs: page('VolumeApi', 'deleteVolume'),
    effect: 'destroy',
    ...one,
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
  },
  attach: {
    summary: 'Attach volumes to a virtual machine',
    docs: page('VolumeAttachmentApi', 'attachVolumesToVM'),
    effect: 'write',
    ...ofMachine,
    body: attachVolumes,
    responses: { 200: attachments },
    example: { params: { vm_id: '1' }, body: { volume_ids: [1], protected: false } },
  },
  detach: {
    summary: 'Detach volumes from a virtual machine',
    docs: page('VolumeAttachmentApi', 'detachVolumesFromVM'),
    effect: 'write',
    ...ofMachine,
    body: detachVolumes,
    responses: { 200: attachments },
    example: { params: { vm_id: '1' }, body: { volume_ids: [1] } },
  },
  updateAttachment: {
    summary: 'Protect an attachment from being detached, or no longer',
    docs: page('VolumeAttachmentApi', 'updateVolumeAttachment'),
    effect: 'write',
    params: z.object({ volume_attachment_id: id() }),
    body: updateAttachment,
    responses: { 200: oneAttachment },
    failures: ['notFound'],
    example: { params: { volume_attachment_id: '1' }, body: { protected: false } },
  },
});

defineResource(volumes, {
  create: 'create',
  ids: { volume_id: '$.volume.id' },
  ready: { read: 'show', at: '$.volume.status', is: ['available', 'in-use'] },
  destroy: 'delete',
  gone: { read: 'show' },
});

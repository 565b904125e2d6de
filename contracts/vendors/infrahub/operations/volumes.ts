import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { done, id, nameAvailability } from '../schemas/common.js';
import {
  attachments,
  attachVolumes,
  createVolume,
  detachVolumes,
  volumes as list,
  oneAttachment,
  oneVolume,
  updateAttachment,
  volumesQuery,
  volumeTypes,
} from '../schemas/volume.js';

const ofMachine = {
  params: z.object({ vm_id: id() }),
  failures: ['notFound', 'conflict'],
} as const;

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
    params: z.object({ volume_id: id() }),
    responses: { 200: oneVolume },
    failures: ['notFound'],
    example: { params: { volume_id: '1' } },
  },
  delete: {
    summary: 'Delete a volume that is attached to nothing',
    docs: page('VolumeApi', 'deleteVolume'),
    effect: 'destroy',
    params: z.object({ volume_id: id() }),
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example: { params: { volume_id: '1' } },
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

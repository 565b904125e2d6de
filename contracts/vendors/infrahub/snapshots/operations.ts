import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { done, enveloped, id, listed, listQuery, name, nameAvailability } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { createdInstances } from '../virtual-machines/schemas.js';
import { createdImage, listedSnapshot, oneSnapshot, snapshotEvent } from './schemas.js';

const example = { params: { id: '1' } } as const;
const one = { params: z.object({ id: id() }), example } as const;

export const snapshots = defineOperations(routes.snapshots, {
  list: {
    summary: 'All snapshots, with what is known of the machines that they were taken of',
    docs: page('SnapshotsApi', 'listSnapshots'),
    effect: 'read',
    query: z.object(listQuery),
    responses: { 200: enveloped({ ...listed, snapshots: z.array(listedSnapshot) }) },
    example: { query: { page: '1', pageSize: '10', search: 'example' } },
  },
  nameAvailability: {
    summary: 'Whether a snapshot may have this name',
    docs: page('SnapshotsApi', 'fetchSnapshotNameAvailability'),
    effect: 'read',
    params: z.object({ name: z.string() }),
    responses: { 200: nameAvailability },
    example: { params: { name: 'example-snapshot' } },
  },
  show: {
    summary: 'One snapshot',
    docs: page('SnapshotsApi', 'getSnapshot'),
    effect: 'read',
    ...one,
    responses: { 200: oneSnapshot },
    failures: ['notFound'],
  },
  delete: {
    summary: 'Delete a snapshot, and with it the image that was made of it',
    docs: page('SnapshotsApi', 'deleteSnapshot'),
    effect: 'destroy',
    ...one,
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
  },
  restore: {
    summary: 'Make a virtual machine of a snapshot',
    docs: page('SnapshotsApi', 'restoreSnapshot'),
    effect: 'spend',
    params: z.object({ id: id() }),
    body: z.object({ new_vm_name: name(50), contract_id: z.int().optional() }),
    /** Printed as the creation of machines is; the vendor's description of the API has one `instance`. */
    responses: { 200: createdInstances },
    failures: ['notFound', 'exists', 'funds', 'stock', 'quota', 'conflict'],
    example: { ...example, body: { new_vm_name: 'example-restored' } },
    checkedWith: { params: { id: '{snapshot_id}' }, body: { new_vm_name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'snapshots.restore', at: '$.instances[*].name', of: 'new_vm_name' }],
  },
  createImage: {
    summary: 'Make an image of a snapshot; machines boot from it at once',
    docs: 'https://docs.hyperstack.cloud/docs/api-reference/core-resources/images/create-image',
    effect: 'write',
    params: z.object({ snapshot_id: id() }),
    body: z.object({ name: name(50), labels: z.array(z.string().min(1)).max(100).default([]) }),
    responses: { 200: enveloped({ image: createdImage }) },
    failures: ['notFound', 'exists', 'conflict'],
    example: { params: { snapshot_id: '1' }, body: { name: 'example-image' } },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'snapshots.createImage', at: '$.image.name', of: 'name' }],
  },
  events: {
    summary: 'What happened to a snapshot',
    docs: page('SnapshotEventsApi', 'listSnapshotEvents'),
    effect: 'read',
    params: z.object({ snapshot_id: id() }),
    responses: { 200: enveloped({ snapshot_events: z.array(snapshotEvent) }) },
    failures: ['notFound'],
    example: { params: { snapshot_id: '1' } },
  },
});

defineResource(snapshots, {
  create: 'createImage',
  ids: { image_id: '$.image.id' },
  destroy: 'images.delete',
  gone: { read: 'images.show' },
});

defineResource(snapshots, {
  create: 'restore',
  // Not `vm_id`: it would be made before the machine that its own snapshot is taken of.
  ids: { restored_vm_id: '$.instances[0].id' },
  destroy: 'virtualMachines.delete',
  destroyWith: { params: { vm_id: '{restored_vm_id}' } },
  gone: { read: 'virtualMachines.list', at: '$.instances[*].id' },
});

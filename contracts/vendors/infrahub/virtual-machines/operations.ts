import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { read } from '../../../core/wire.js';
import { done, id, nameAvailability } from '../common.js';
import { page, STATES } from '../docs.js';
import { routes } from '../routes.js';
import { monitoringOfMachine } from './monitoring.js';
import { machinesOfContract } from './of-contract.js';
import { rulesOfMachine } from './rules.js';
import {
  createdInstances,
  createInstances,
  editLabels,
  instanceEvents,
  instances,
  instancesQuery,
  oneInstance,
  resizeInstance,
} from './schemas.js';
import { snapshotsOfMachine } from './snapshots.js';

const example = { params: { vm_id: '1' } } as const;
const one = { params: z.object({ vm_id: id() }), example } as const;
/** Of all that changes a machine's state: it must be there, and in a state that allows it. */
const stateful = {
  ...one,
  responses: { 200: done },
  failures: ['notFound', 'conflict'],
} as const;

const core = defineOperations(routes.virtualMachines, {
  list: {
    summary: 'All virtual machines, oldest first',
    docs: page('VirtualMachineApi', 'listVMs'),
    effect: 'read',
    query: instancesQuery,
    responses: { 200: instances },
    example: { query: { page: '1', pageSize: '100', search: 'example' } },
  },
  create: {
    summary: 'Create one or several virtual machines',
    docs: page('VirtualMachineApi', 'createVMs'),
    effect: 'spend',
    body: createInstances,
    responses: { 200: createdInstances },
    failures: ['notFound', 'exists', 'funds', 'stock', 'quota', 'conflict'],
    example: {
      body: {
        name: 'example-vm',
        environment_name: 'default-NORWAY-1',
        image_name: 'Ubuntu Server 24.04 LTS (Noble Numbat)',
        flavor_name: 'n1-cpu-small',
        key_name: 'example-keypair',
        count: 1,
        assign_floating_ip: false,
      },
    },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'virtualMachines.create', at: '$.instances[*].name', of: 'name' },
      { read: 'virtualMachines.show', at: '$.instance.name', of: 'name' },
    ],
  },
  nameAvailability: {
    summary: 'Whether a virtual machine may have this name',
    docs: page('VirtualMachineApi', 'checkVMNameAvailability'),
    effect: 'read',
    params: z.object({ name: z.string() }),
    query: z.object({ count: read.integer().pipe(z.int().min(1)).default(1) }),
    responses: { 200: nameAvailability },
    example: { params: { name: 'example-vm' }, query: { count: '2' } },
  },
  show: {
    summary: 'One virtual machine',
    docs: page('VirtualMachineApi', 'getVM'),
    effect: 'read',
    ...one,
    responses: { 200: oneInstance },
    failures: ['notFound'],
  },
  delete: {
    summary: 'Delete a virtual machine; its volumes stay',
    docs: page('VirtualMachineApi', 'deleteVM'),
    effect: 'destroy',
    ...stateful,
  },
  start: {
    summary: 'Start a virtual machine that is SHUTOFF',
    docs: page('VirtualMachineApi', 'startVM'),
    effect: 'write',
    ...stateful,
  },
  stop: {
    summary: 'Stop a virtual machine; it costs as much as before',
    docs: STATES,
    effect: 'write',
    ...stateful,
  },
  hardReboot: {
    summary: 'Switch a virtual machine off and on again',
    docs: page('VirtualMachineApi', 'hardRebootVM'),
    effect: 'write',
    ...stateful,
  },
  hibernate: {
    summary: 'Save a virtual machine to its disk and give its hardware back',
    docs: 'https://docs.hyperstack.cloud/docs/api-reference/hibernate-vm/',
    effect: 'write',
    ...stateful,
    query: z.object({ retain_ip: read.flag().default(false) }),
    example: { ...example, query: { retain_ip: 'true' } },
  },
  hibernateRestore: {
    summary: 'Bring a hibernated virtual machine back',
    docs: page('VirtualMachineApi', 'restoreVMFromHibernation'),
    effect: 'spend',
    ...stateful,
    failures: ['notFound', 'conflict', 'stock', 'funds'],
  },
  attachFloatingIp: {
    summary: 'Give a virtual machine a public address',
    docs: page('FloatingIpApi', 'attachPublicIPToVM'),
    effect: 'spend',
    ...stateful,
    failures: ['notFound', 'conflict', 'funds'],
  },
  detachFloatingIp: {
    summary: 'Take the public address from a virtual machine',
    docs: page('FloatingIpApi', 'detachPublicIPFromVM'),
    effect: 'write',
    ...stateful,
  },
  resize: {
    summary: 'Always refused: the vendor has switched it off',
    docs: page('VirtualMachineApi', 'resizeVM'),
    effect: 'write',
    ...stateful,
    body: resizeInstance,
    example: { ...example, body: { flavor_name: 'n1-cpu-medium' } },
  },
  editLabels: {
    summary: 'Set the labels of a virtual machine',
    docs: page('VirtualMachineApi', 'addVMLabel'),
    effect: 'write',
    ...one,
    body: editLabels,
    responses: { 200: done },
    failures: ['notFound'],
    example: { ...example, body: { labels: ['example-label'] } },
    keeps: [{ read: 'virtualMachines.show', at: '$.instance.labels[*]', of: 'labels' }],
  },
  events: {
    summary: 'What happened to a virtual machine',
    docs: page('VirtualMachineEventsApi', 'listVMEvents'),
    effect: 'read',
    ...one,
    responses: { 200: instanceEvents },
    failures: ['notFound'],
  },
});

/** All that can be asked of virtual machines: what belongs together is a file. */
export const virtualMachines = {
  ...core,
  ...rulesOfMachine,
  ...monitoringOfMachine,
  ...snapshotsOfMachine,
  ...machinesOfContract,
};

defineResource(virtualMachines, {
  create: 'create',
  ids: { vm_id: '$.instances[0].id' },
  ready: { read: 'show', at: '$.instance.status', is: ['ACTIVE', 'SHUTOFF', 'HIBERNATED'] },
  destroy: 'delete',
  gone: { read: 'show' },
});

defineResource(virtualMachines, {
  create: 'createSnapshot',
  ids: { snapshot_id: '$.snapshot.id' },
  ready: { read: 'snapshots.show', at: '$.snapshot.status', is: ['SUCCESS'] },
  destroy: 'snapshots.delete',
  gone: { read: 'snapshots.show' },
});

import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { enveloped, id, name } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { newSnapshot } from '../snapshots/new-snapshot.js';

/** What is kept of a machine as it is at an instant. */
export const snapshotsOfMachine = defineOperations(routes.virtualMachines, {
  createSnapshot: {
    summary: 'Take a snapshot of a virtual machine; one that runs is off meanwhile',
    docs: page('VirtualMachineApi', 'createSnapshotForVM'),
    effect: 'spend',
    params: z.object({ vm_id: id() }),
    body: z.object({ name: name(50), description: z.string(), labels: z.array(z.string()).default([]) }),
    responses: { 201: enveloped({ snapshot: newSnapshot }) },
    failures: ['notFound', 'exists', 'funds', 'conflict'],
    example: { params: { vm_id: '1' }, body: { name: 'example-snapshot', description: 'Example snapshot' } },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'virtualMachines.createSnapshot', at: '$.snapshot.name', of: 'name' },
      { read: 'virtualMachines.createSnapshot', at: '$.snapshot.description', of: 'description' },
    ],
  },
});

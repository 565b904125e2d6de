import { z } from 'zod';
import { flavorNumbered, regionNamed } from '../catalogue.js';
import { instant, recordId, recordName } from '../scalars.js';
import { hardware } from '../virtual-machines/record.js';

/** Most GB of a snapshot: https://portal.hyperstack.cloud/knowledge/virtual-machine-snapshots */
export const MOST_STORED = 100;

const snapshotEvent = z
  .strictObject({ id: recordId, user: recordId, at: instant, reason: z.string(), message: z.string() })
  .readonly();

export const snapshot = z
  .strictObject({
    id: recordId,
    org: recordId,
    name: recordName,
    description: z.string(),
    state: z.enum(['CREATING', 'SUCCESS', 'ERROR', 'DELETING']),
    /** In GB; 0 until it is taken. */
    size: z.int().min(0).max(MOST_STORED),
    labels: z.array(z.string()).readonly(),
    /** The image that was made of it. */
    image: recordId.nullable(),
    region: z.string().refine(name => regionNamed(name) !== undefined, 'is no region'),
    /** The environment that its machine was in, which may be gone. */
    place: z.strictObject({ id: recordId, name: recordName, createdAt: instant }).readonly(),
    /** The machine that it was taken of. The rest is kept of it, for it may be gone. */
    machine: recordId,
    machineName: recordName,
    /** Whether the machine is to run again once it is taken. */
    wasActive: z.boolean(),
    flavor: recordId.refine(id => flavorNumbered(id) !== undefined, 'is no flavor'),
    hardware: hardware.nullable(),
    machineImage: recordId.nullable(),
    os: z.string(),
    keypair: z.string(),
    hasAddress: z.boolean(),
    events: z.array(snapshotEvent).readonly(),
    createdAt: instant,
    updatedAt: instant,
  })
  .refine(({ state, size }) => (state === 'SUCCESS' ? size > 0 : state === 'DELETING' || size === 0), {
    path: ['size'],
    error: 'does not go with its state',
  })
  .refine(({ state, image }) => state === 'SUCCESS' || image === null, {
    path: ['image'],
    error: 'is of a snapshot that is not there',
  })
  .readonly();
export type Snapshot = z.output<typeof snapshot>;

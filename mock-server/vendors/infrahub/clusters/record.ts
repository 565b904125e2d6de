import { z } from 'zod';
import { MOST_NODES } from '../../../../contracts/vendors/infrahub/clusters/schemas.js';
import { flavorNumbered } from '../catalogue.js';
import { instant, recordId, recordName } from '../scalars.js';
import { phases } from './phases.js';

const flavor = recordId.refine(id => flavorNumbered(id) !== undefined, 'is no flavor');
const count = z.int().min(1).max(MOST_NODES);

const nodeGroup = z
  .strictObject({
    id: recordId,
    name: recordName,
    flavor,
    least: count,
    most: count,
    firewalls: z.array(recordId).readonly(),
    createdAt: instant,
    updatedAt: instant,
  })
  .refine(({ least, most }) => least <= most, { path: ['least'], error: 'is more than the most' })
  .readonly();
export type NodeGroup = z.output<typeof nodeGroup>;

const node = z
  .strictObject({
    id: recordId,
    role: z.enum(['bastion', 'load-balancer', 'master', 'worker']),
    /** Id of its group; null for what is no worker. */
    group: recordId.nullable(),
    /** Id of the machine that it is. */
    machine: recordId,
    state: z.enum(['CREATING', 'ACTIVE', 'DELETING', 'ERROR']),
    reason: z.string().nullable(),
    createdAt: instant,
    updatedAt: instant.nullable(),
  })
  .readonly();
export type ClusterNode = z.output<typeof node>;

const event = z.strictObject({ id: recordId, at: instant, reason: z.string(), message: z.string() }).readonly();
export type ClusterEvent = z.output<typeof event>;

export const cluster = z
  .strictObject({
    id: recordId,
    org: recordId,
    name: recordName,
    environment: recordId,
    version: z.string(),
    /** By name: deleting the key pair changes nothing here. */
    keypair: z.string(),
    masterFlavor: flavor,
    state: z.enum(['CREATING', 'ACTIVE', 'DELETING', 'ERROR']),
    /** While it is created. */
    phase: z.enum(phases).nullable(),
    reason: z.string().nullable(),
    isReconciling: z.boolean(),
    groups: z.array(nodeGroup).min(1).readonly(),
    nodes: z.array(node).readonly(),
    events: z.array(event).readonly(),
    createdAt: instant,
  })
  .refine(({ state, phase }) => (state === 'CREATING') === (phase !== null), {
    path: ['phase'],
    error: 'does not go with the state',
  })
  .readonly();
export type Cluster = z.output<typeof cluster>;

import { z } from 'zod';
import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { cloudlets, done, envName, given, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { displayName, layerName } from '../layers.js';

const named = z.object({ ...target, ...envName });
const layer = named.extend({ nodeGroup: layerName() });
const megabytes = () => read.integer().pipe(z.int().min(1).max(10_000_000));

const { envName: ENVIRONMENT, nodeId: NODE } = sample;
const SIZES = { fixedCloudlets: '2', flexibleCloudlets: '8' } as const;

/** environment.control: single nodes and sizes of whole layers. No document has the answers; clients look at `result` alone. */
export const nodeCounts = defineOperations(routes.control, {
  addNode: {
    summary: 'Adds a node to a layer, or a layer with one node.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'spend',
    query: named.extend({
      nodeType: z.string().min(1).max(100),
      nodeGroup: given(layerName()),
      fixedCloudlets: given(cloudlets()),
      flexibleCloudlets: given(cloudlets()),
      /** The older name of the scaling limit. */
      cloudlets: given(cloudlets()),
      displayName: displayName(),
      diskLimit: given(megabytes()),
      extip: given(read.flag()),
      tag: given(z.string().max(250)),
      dockerName: given(z.string().max(500)),
      dockerTag: given(z.string().max(250)),
    }),
    responses: { 200: done },
    failures: ['notFound', 'quota', 'funds'],
    example: { query: { envName: ENVIRONMENT, nodeType: 'nodejs', nodeGroup: 'cp', ...SIZES } },
  },
  removeNode: {
    summary: 'Removes a node; the last one of an environment stays.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'destroy',
    query: named.extend({ nodeId: read.integer() }),
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example: { query: { envName: ENVIRONMENT, nodeId: NODE } },
  },
  setCloudletsCountByGroup: {
    summary: 'Sets reserved cloudlets and scaling limit of all nodes of a layer.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'spend',
    query: layer.extend({
      fixedCloudlets: cloudlets(),
      flexibleCloudlets: cloudlets(),
      /** Public clients send a delay between nodes, or their number: nothing follows from either. */
      delay: client(given(z.string())),
      count: client(given(z.string())),
    }),
    responses: { 200: done },
    failures: ['quota', 'funds', 'notFound'],
    example: { query: { envName: ENVIRONMENT, nodeGroup: 'cp', ...SIZES } },
    keeps: [{ read: 'control.getEnvInfo', at: '$.nodes[*].flexibleCloudlets', of: 'flexibleCloudlets' }],
  },
  setDiskLimitByGroup: {
    summary: 'Sets the disk space of all nodes of a layer, in MB.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    query: layer.extend({ limit: megabytes() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, nodeGroup: 'cp', limit: '50000' } },
    keeps: [{ read: 'control.getEnvInfo', at: '$.nodes[*].diskLimit', of: 'limit' }],
  },
  setDiskLimitById: {
    summary: 'Sets the disk space of one node, in MB.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    query: named.extend({ nodeId: read.integer(), limit: megabytes() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, nodeId: NODE, limit: '50000' } },
    keeps: [{ read: 'control.getEnvInfo', at: '$.nodes[*].diskLimit', of: 'limit' }],
  },
});

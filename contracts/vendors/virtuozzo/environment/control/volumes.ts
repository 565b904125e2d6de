import { z } from 'zod';
import { nameSchemas, sentAs } from '../../../../core/document-marks.js';
import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, envName, given, names, nodeAnswers, ok, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { oneAnswer, path } from '../file/schemas.js';

const named = z.object({ ...target, ...envName });
const nodeId = read.integer();
const nodeGroup = z.string().min(1).max(64);

/** The page documents a firewall rule here, by mistake; a client in Python reads paths, those of mount points among them. */
const volumes = z.strictObject({ ...ok, object: client(z.array(z.string())) });

nameSchemas({ ContainerVolumes: volumes });

/** Joined, or as a list in JSON. A text is bounded before it is read. */
const paths = () =>
  sentAs(
    z.string().max(100_000).pipe(names()).pipe(z.array(path()).min(1).max(100)),
    read.json(
      z
        .array(
          z
            .string()
            .max(255)
            .regex(/^(\/[\w.-]+)+$/),
        )
        .min(1)
        .max(100),
    ),
  );

const VOLUME = '/data/volume';
const ofNode = { envName: sample.envName, nodeId: sample.nodeId, path: VOLUME } as const;
const ofGroup = { envName: sample.envName, nodeGroup: 'cp', path: VOLUME } as const;

const adding = {
  docs: docs.openapi,
  effect: 'write',
  failures: ['notFound', 'exists', 'conflict', 'quota'],
  checkedWith: { query: { path: '/data/{tag}' } },
} as const;
const removing = { docs: docs.openapi, effect: 'write', failures: ['notFound'] } as const;
/** Known by their names alone: what they answer is in no document. */
const old = { docs: docs.pyJelastic, evidence: 'client' } as const;

/** environment.control: folders of containers whose files outlive a redeployment. */
export const volumesOfContainers = defineOperations(routes.control, {
  addContainerVolume: {
    summary: 'Makes a folder of a node a volume.',
    ...adding,
    query: named.extend({ nodeId, path: path() }),
    responses: { 200: oneAnswer },
    example: { query: ofNode },
    keeps: [{ read: 'control.getContainerVolumesById', at: '$.object[*]', of: 'path' }],
  },
  addContainerVolumeByGroup: {
    summary: 'Makes a folder a volume in each node of a layer.',
    ...adding,
    query: named.extend({ nodeGroup, path: path() }),
    responses: { 200: oneAnswer },
    example: { query: ofGroup },
  },
  addContainerVolumes: {
    summary: 'Makes several folders volumes, in a node or in each node of a layer.',
    ...adding,
    query: named.extend({ nodeId: given(nodeId), nodeGroup: given(z.string()), volumes: paths() }),
    responses: { 200: nodeAnswers },
    example: { query: { envName: sample.envName, nodeGroup: 'cp', volumes: '["/data/one","/data/two"]' } },
    checkedWith: {},
  },
  removeContainerVolume: {
    summary: 'Ends that a folder of a node is a volume; its files stay.',
    ...removing,
    query: named.extend({ nodeId, path: path() }),
    responses: { 200: oneAnswer },
    example: { query: ofNode },
    sources: { path: { read: 'control.getContainerVolumesById', at: '$.object[*]' } },
  },
  removeContainerVolumeByGroup: {
    summary: 'Ends that a folder is a volume in the nodes of a layer; its files stay.',
    ...removing,
    query: named.extend({ nodeGroup, path: path() }),
    responses: { 200: oneAnswer },
    example: { query: ofGroup },
    sources: { path: { read: 'control.getContainerVolumesByGroup', at: '$.object[*]' } },
  },
  removeContainerVolumes: {
    summary: 'Ends that several folders are volumes, in a node or in the nodes of a layer; their files stay.',
    ...removing,
    query: named.extend({ nodeId: given(nodeId), nodeGroup: given(z.string()), volumes: paths() }),
    responses: { 200: nodeAnswers },
    example: { query: { envName: sample.envName, nodeGroup: 'cp', volumes: VOLUME } },
    sources: { volumes: { read: 'control.getContainerVolumesByGroup', at: '$.object[*]' } },
  },
  getContainerVolumesById: {
    summary: 'Volumes of a node, its mount points among them.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ nodeId }),
    responses: { 200: volumes },
    failures: ['notFound'],
    example: { query: { envName: sample.envName, nodeId: sample.nodeId } },
  },
  getContainerVolumesByGroup: {
    summary: 'Volumes of the nodes of a layer, their mount points among them.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ nodeGroup }),
    responses: { 200: volumes },
    failures: ['notFound'],
    example: { query: { envName: sample.envName, nodeGroup: 'cp' } },
  },
  addDockerVolume: {
    summary: 'Makes a folder of a node a volume, by its older name.',
    ...adding,
    ...old,
    query: named.extend({ nodeId, path: path() }),
    responses: { 200: done },
    example: { query: ofNode },
  },
  addDockerVolumeByGroup: {
    rules: ['`nodeGroup` or `groupId` is sent.'],
    summary: 'Makes a folder a volume in each node of a layer, by its older name.',
    ...adding,
    ...old,
    /** A client in Ruby names the layer by `groupId`. */
    query: named.extend({ nodeGroup: given(nodeGroup), groupId: client(given(nodeGroup)), path: path() }),
    responses: { 200: done },
    example: { query: ofGroup },
  },
  removeDockerVolume: {
    summary: 'Ends that a folder of a node is a volume, by its older name.',
    ...removing,
    ...old,
    query: named.extend({ nodeId, path: path() }),
    responses: { 200: done },
    example: { query: ofNode },
    sources: { path: { read: 'control.getContainerVolumesById', at: '$.object[*]' } },
  },
  removeDockerVolumeByGroup: {
    summary: 'Ends that a folder is a volume in the nodes of a layer, by its older name.',
    ...removing,
    ...old,
    query: named.extend({ nodeGroup, path: path() }),
    responses: { 200: done },
    example: { query: ofGroup },
    sources: { path: { read: 'control.getContainerVolumesByGroup', at: '$.object[*]' } },
  },
});

import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read, secret } from '../../../../core/wire.js';
import { done, given, nodeAnswer, nodeAnswers, ok, sample } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { imageTag } from './container-settings.js';
import { named, nodeOrLayer } from './schemas.js';

const ofNode = named.extend({ nodeId: read.integer(), manageDNSState: given(read.flag()) });
/** One node after the other, with so many seconds between them. */
const oneByOne = {
  isSequential: given(read.flag()),
  delay: given(read.integer().pipe(z.int().min(0).max(3600))),
  manageDNSState: given(read.flag()),
};
const restarted = named.extend({ ...nodeOrLayer, ...oneByOne });

nameSchemas({ RestartOfNode: ofNode, Restarted: restarted });

const ofTag = {
  tag: imageTag,
  useExistingVolumes: given(read.flag()),
  /** Of the registry, when the image is of one that asks for them. */
  login: given(z.string().max(256)),
  password: given(secret(z.string().max(256))),
};

const { envName, nodeId, nodeGroup } = sample;
const ofSample = { query: { envName, nodeId } } as const;
const ofLayer = { query: { envName, nodeGroup } } as const;
const failures = ['conflict', 'notFound'] as const;
const TAG = '20.10.0';
const tagShown = [{ read: 'control.getEnvInfo', at: '$.nodes[*].version', of: 'tag', evidence: 'assumed' }] as const;

/** environment.control: containers restarted, or made anew of another version of their image. */
export const restarts = defineOperations(routes.control, {
  restartNodeById: {
    summary: 'Restarts a node.',
    docs: docs.openapi,
    effect: 'write',
    query: ofNode,
    responses: { 200: z.strictObject({ ...nodeAnswer.shape, ...ok, nodeid: assumed(z.int()) }) },
    failures,
    example: ofSample,
  },
  restartNodes: {
    summary: 'Restarts a node, the nodes of a layer or all of an environment.',
    docs: docs.openapi,
    effect: 'write',
    query: restarted,
    responses: { 200: done },
    failures,
    example: ofLayer,
  },
  restartContainerById: {
    summary: 'Restarts a container.',
    docs: docs.openapi,
    effect: 'write',
    query: ofNode,
    responses: { 200: done },
    failures,
    example: ofSample,
  },
  restartContainersByGroup: {
    summary: 'Restarts the containers of a layer.',
    docs: docs.gitPushDeploy,
    evidence: 'client',
    effect: 'write',
    query: named.extend({ nodeGroup: z.string().min(1), ...oneByOne }),
    responses: { 200: done },
    failures,
    example: ofLayer,
  },
  restartServices: {
    summary: 'Restarts the services in a node, in the nodes of a layer or in all of an environment.',
    docs: docs.openapi,
    effect: 'write',
    query: restarted,
    responses: { 200: nodeAnswers },
    failures,
    example: ofLayer,
  },
  redeployContainerById: {
    summary: 'Makes a container anew of another tag of its image.',
    docs: docs.openapi,
    effect: 'write',
    query: ofNode.extend(ofTag),
    responses: { 200: nodeAnswers },
    failures,
    example: { query: { envName, nodeId, tag: TAG } },
    keeps: tagShown,
  },
  redeployContainers: {
    summary: 'Makes a container or those of a layer anew of another tag of their image.',
    docs: 'https://www.virtuozzo.com/application-platform-docs/cli-container-redeploy/',
    effect: 'write',
    rules: ['`nodeGroup` or `nodeId` is sent.'],
    query: named.extend({ ...nodeOrLayer, ...ofTag, manageDNSState: given(read.flag()) }),
    responses: { 200: done },
    failures,
    example: { query: { envName, nodeGroup, tag: TAG } },
    keeps: tagShown,
  },
  redeployContainersByGroup: {
    summary: 'Makes the containers of a layer anew of another tag of their image.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      nodeGroup: z.string().min(1),
      ...oneByOne,
      ...ofTag,
    }),
    responses: { 200: nodeAnswers },
    failures,
    example: { query: { envName, nodeGroup, tag: TAG } },
    keeps: tagShown,
  },
});

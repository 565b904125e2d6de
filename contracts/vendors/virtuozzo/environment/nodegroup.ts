import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { defineOperations } from '../../../core/operation.js';
import { read } from '../../../core/wire.js';
import { done, envName, ok, sample, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import { layerData, layerName, layerOptions, nodeGroup as nodeGroupView } from './layers.js';

const layer = z.object({ ...target, ...envName, nodeGroup: layerName() });

nameSchemas({ NodegroupLayer: layer });

const ofSample = { envName: sample.envName, nodeGroup: 'cp' } as const;
const keepsSlb = { read: 'nodeGroup.get', at: '$.nodeGroup.isSLBAccessEnabled', of: 'enabled' } as const;

/** environment.nodegroup: settings of one layer of an environment. */
export const nodeGroup = defineOperations(routes.nodeGroup, {
  applyData: {
    summary: 'Sets settings of a layer; those that are not named stay.',
    docs: docs.openapi,
    effect: 'write',
    query: layer.extend({ data: layerData }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ...ofSample, data: '{"isSequentialDeploy":false,"restartNodeDelay":45}' } },
  },
  get: {
    summary: 'One layer with its settings.',
    docs: docs.openapi,
    effect: 'read',
    query: layer,
    responses: { 200: z.strictObject({ ...ok, nodeGroup: nodeGroupView }) },
    failures: ['notFound'],
    example: { query: ofSample },
  },
  setOptions: {
    summary: 'Sets options of a layer that concern licences.',
    docs: docs.openapi,
    effect: 'write',
    query: layer.extend({ options: layerOptions }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ...ofSample, options: '{"licenseType":"standard"}' } },
  },
  setSlbAccessEnabled: {
    summary: 'Says whether the shared load balancer leads to the nodes of a layer.',
    docs: docs.openapi,
    effect: 'write',
    query: layer.extend({ enabled: read.flag() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ...ofSample, enabled: 'false' } },
    keeps: [keepsSlb],
  },
});

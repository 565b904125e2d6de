import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, envName, given, ok, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { displayName, layerData, layerName, nodeGroup } from '../layers.js';

const named = z.object({ ...target, ...envName });

nameSchemas({ LayerSettingNamed: named });
const layer = named.extend({ nodeGroup: layerName() });

const ofSample = { envName: sample.envName, nodeGroup: 'cp' } as const;

/** environment.control: settings of the layers of an environment. */
export const layerSettings = defineOperations(routes.control, {
  getNodeGroups: {
    summary: 'The layers of an environment with their settings.',
    docs: docs.openapi,
    effect: 'read',
    query: named,
    /** The page documents the members of a firewall rule here, by mistake; add-on scripts read the layers in `object`. */
    responses: { 200: z.strictObject({ ...ok, object: client(z.array(nodeGroup)) }) },
    failures: ['notFound'],
    example: { query: { envName: sample.envName } },
  },
  editNodeGroup: {
    summary: 'Sets settings of a layer, which its own `name` in the JSON tells.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ nodeGroup: layerData }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: sample.envName, nodeGroup: '{"name":"cp","restartNodeDelay":40}' } },
  },
  applyNodeGroupData: {
    summary: 'Sets settings of a layer; those that are not named stay. Add-ons keep what they need there.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      data: layerData,
      nodeGroup: given(layerName()),
      /** A public client sends this name instead. */
      nodeGroupData: client(given(layerName())),
    }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ...ofSample, data: '{"isSLBAccessEnabled":true}' } },
  },
  setNodeGroupDisplayName: {
    summary: 'Sets the name by which people know a layer.',
    docs: docs.openapi,
    effect: 'write',
    query: layer.extend({ displayName: displayName() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ...ofSample, displayName: 'Application servers' } },
    keeps: [{ read: 'control.getNodeGroups', at: '$.object[*].displayName', of: 'displayName' }],
  },
  setSlbAccessEnabled: {
    summary: 'Says whether the shared load balancer leads to the nodes of a layer.',
    docs: docs.openapi,
    effect: 'write',
    query: layer.extend({ enabled: read.flag() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ...ofSample, enabled: 'true' } },
    keeps: [{ read: 'control.getNodeGroups', at: '$.object[*].isSLBAccessEnabled', of: 'enabled' }],
  },
});

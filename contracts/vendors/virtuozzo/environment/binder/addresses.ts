import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, envName, given, names, ok, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { envInfo } from '../control/schemas.js';

const address = z.strictObject({
  ipAddress: z.string(),
  type: z.enum(['IPV4', 'IPV6']),
  isBusy: z.boolean().optional(),
  appid: z.string().optional(),
  domain: z.string().optional(),
  regionUniqueNames: z.array(z.unknown()).optional(),
});

/** Addresses by the id of their node. */
const addresses = z.strictObject({ ...ok, ipAddresses: z.record(z.string(), z.array(address)) });

/** The page documents the members of a firewall rule here, by mistake; the address itself is our choice. */
const attached = z.strictObject({ ...ok, object: assumed(z.string()) });

/** The nodes that have other addresses now. They are written as in the answers about an environment, which were seen. */
const changedNodes = z.strictObject({
  ...ok,
  nodes: envInfo.shape.nodes,
  filters: z.array(z.unknown()).optional(),
  isFiltered: z.boolean().optional(),
});

nameSchemas({ Address: address, Addresses: addresses, AddressAttached: attached, ChangedNodes: changedNodes });

const kind = () => read.word(['ipv4', 'ipv6']);
const named = z.object({ ...target, ...envName });

const { envName: ENVIRONMENT, nodeId: NODE } = sample;

/** environment.binder: public addresses, charged by the hour. */
export const addressCalls = defineOperations(routes.binder, {
  setExtIpCount: {
    summary: 'Sets how many public addresses each node of a layer, or one node, has.',
    docs: docs.openapi,
    effect: 'spend',
    query: named.extend({
      type: kind(),
      count: read.integer().pipe(z.int().min(0).max(1000)),
      nodeGroup: given(z.string()),
      nodeId: given(read.integer()),
      /** A public client sends this name instead. */
      node_id: client(given(read.integer())),
    }),
    responses: { 200: addresses },
    failures: ['quota', 'funds', 'notFound'],
    example: { query: { envName: ENVIRONMENT, type: 'ipv4', count: '1', nodeId: NODE } },
    keeps: [{ read: 'control.getEnvInfo', at: '$.nodes[*].extIPs[*]', of: '$.ipAddresses[*][*].ipAddress' }],
  },
  attachExtIp: {
    summary: 'Gives a node one more public address.',
    docs: docs.openapi,
    effect: 'spend',
    query: named.extend({ nodeid: read.integer(), type: given(kind()) }),
    responses: { 200: attached },
    failures: ['quota', 'funds', 'notFound'],
    example: { query: { envName: ENVIRONMENT, nodeid: NODE, type: 'ipv4' } },
    keeps: [{ read: 'control.getEnvInfo', at: '$.nodes[*].extIPs[*]', of: '$.object' }],
  },
  detachExtIp: {
    summary: 'Takes a public address from a node.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ nodeid: read.integer(), ip: z.string().min(1) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, nodeid: NODE, ip: '198.18.0.1' } },
    sources: { ip: { read: 'binder.attachExtIp', at: '$.object' } },
  },
  swapExtIps: {
    summary:
      'Exchanges the public addresses of two nodes, or moves those of the one to the other, which may be of another environment.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      sourceNodeId: read.integer(),
      targetNodeId: read.integer(),
      /** Without them all addresses change places. */
      sourceIp: given(z.string()),
      targetIp: given(z.string()),
    }),
    responses: { 200: changedNodes },
    failures: ['notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, sourceNodeId: NODE, targetNodeId: NODE } },
    checkedWith: { query: { sourceNodeId: '{nodeid}', targetNodeId: '{nodeid}' } },
  },
  moveExtIps: {
    summary: 'Moves public addresses from a node to another.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ sourceNodeId: read.integer(), targetNodeId: read.integer(), ips: names() }),
    responses: { 200: changedNodes },
    failures: ['notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, sourceNodeId: NODE, targetNodeId: NODE, ips: '198.18.0.1' } },
    checkedWith: { query: { sourceNodeId: '{nodeid}', targetNodeId: '{nodeid}' } },
    sources: { ips: { read: 'binder.setExtIpCount', at: '$.ipAddresses[*][*].ipAddress' } },
  },
});

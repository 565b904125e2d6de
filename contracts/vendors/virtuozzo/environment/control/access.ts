import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, envName, given, ok, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { layerName, newPassword } from '../layers.js';

const named = z.object({ ...target, ...envName });
const secretly = named.extend({ password: newPassword });
const ofNode = secretly.extend({ nodeId: read.integer() });
const ofSome = secretly.extend({ nodeGroup: given(layerName()), nodeId: given(read.integer()) });

const { envName: ENVIRONMENT, nodeId: NODE } = sample;
const oneNode = { query: { envName: ENVIRONMENT, nodeId: NODE } } as const;

/** A node as its own gate shows it; of the 45 members that the OpenAPI lists, those that an environment's nodes have too. */
const softNode = z.strictObject({
  address: z.string(),
  adminUrl: z.string(),
  ctid: z.int(),
  diskLimit: z.int(),
  displayName: z.string().optional(),
  envId: z.string(),
  fixedCloudlets: z.int(),
  flexibleCloudlets: z.int(),
  hostGroupDisplayName: z.string(),
  hostGroupUniqName: z.string(),
  intIP: z.string(),
  isMaster: z.boolean(),
  maxchanks: z.int(),
  nodeGroup: z.string(),
  osType: z.string(),
  uid: z.int(),
  url: z.string(),
  vType: z.string(),
});

nameSchemas({ AccessOfNode: ofNode, SharedAccess: ofSome, SoftNode: softNode });

/** environment.control: ways into nodes, and what stands in the way. */
export const access = defineOperations(routes.control, {
  resetContainerPasswordById: {
    summary: "Sets a new password of a node's operating system.",
    docs: docs.openapi,
    effect: 'write',
    query: ofNode,
    responses: { 200: done },
    failures: ['notFound'],
    example: oneNode,
  },
  resetContainersPasswordByGroup: {
    summary: 'Sets a new password of the operating systems of a layer.',
    docs: docs.openapi,
    effect: 'write',
    query: secretly.extend({ nodeGroup: layerName() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, nodeGroup: 'cp' } },
  },
  resetNodePassword: {
    summary: 'Sets a new password of the administrator of a node, or of all nodes of a layer.',
    docs: docs.openapi,
    effect: 'write',
    query: ofSome,
    responses: { 200: done },
    failures: ['notFound'],
    example: oneNode,
  },
  resetNodePasswordById: {
    summary: 'Sets a new password of the administrator of a node.',
    docs: docs.openapi,
    effect: 'write',
    query: ofNode,
    responses: { 200: done },
    failures: ['notFound'],
    example: oneNode,
  },
  resetNodePasswordByType: {
    summary: 'Sets a new password of the administrator of all nodes of a type.',
    docs: docs.openapi,
    effect: 'write',
    query: secretly.extend({ nodeType: z.string().min(1).max(100) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, nodeType: 'nodejs' } },
  },
  resetServicePassword: {
    summary: 'Sets a new password of the service that a node, or a layer, runs.',
    docs: docs.openapi,
    effect: 'write',
    query: ofSome,
    responses: { 200: done },
    failures: ['notFound'],
    example: oneNode,
  },
  restoreDump: {
    summary: 'Restores a database of a node from a dump at an address.',
    docs: docs.openapi,
    effect: 'write',
    query: secretly.extend({
      nodeType: z.string().min(1).max(100),
      dbName: z.string().min(1).max(250),
      dumpUrl: z.url().max(2000),
      user: given(z.string().max(250)),
    }),
    responses: { 200: done },
    failures: ['notFound'],
    example: {
      query: {
        envName: ENVIRONMENT,
        nodeType: 'mysql',
        dbName: 'shop',
        user: 'root',
        password: 'Secret-1',
        dumpUrl: 'https://dumps.example.com/shop.sql',
      },
    },
    checkedWith: { query: { nodeType: 'nodejs' } },
  },
  skipMessage: {
    summary: 'Puts a message of a node away.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ nodeId: read.integer(), id: read.integer() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, nodeId: NODE, id: '1' } },
  },
  getSshAccessInfo: {
    summary: 'What a node is and where it is reached, by its id alone.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, nodeId: read.integer() }),
    responses: { 200: z.strictObject({ ...ok, softNode }) },
    failures: ['notFound'],
    example: { query: { nodeId: NODE } },
  },
});

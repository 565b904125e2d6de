import { z } from 'zod';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, given, sample } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { crossMount, exportsList, mountPointsList, named, path, title } from './schemas.js';

/** What is mounted: a folder of a node of the caller's, or of a server outside of the platform. */
const source = {
  path: path(),
  sourcePath: path(),
  sourceNodeId: given(read.integer()),
  sourceHost: given(z.string().max(253)),
  protocol: given(z.string().max(32)),
  name: title(),
  readOnly: given(read.flag()),
  sourceAddressType: given(z.string().max(32)),
};

const nodeId = read.integer();
const nodeGroup = z.string().min(1).max(64);
const OUTSIDE = { path: '/mnt/outside', sourceHost: '203.0.113.10', sourcePath: '/data' } as const;
const ofNode = { envName: sample.envName, nodeId: sample.nodeId } as const;
const ofGroup = { envName: sample.envName, nodeGroup: 'cp' } as const;

/** environment.file: folders of other nodes. */
export const mounts = defineOperations(routes.file, {
  addMountPointById: {
    summary: 'Shows a folder of another node, or of a server outside, in a node.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ ...source, nodeId }),
    responses: { 200: done },
    failures: ['notFound', 'exists', 'conflict', 'quota'],
    example: { query: { ...ofNode, ...OUTSIDE } },
    checkedWith: { query: { path: '/mnt/{tag}' } },
  },
  addMountPointByGroup: {
    summary: 'Shows a folder of another node, or of a server outside, in all nodes of a layer.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ ...source, nodeGroup }),
    responses: { 200: done },
    failures: ['notFound', 'exists', 'conflict', 'quota'],
    example: { query: { ...ofGroup, ...OUTSIDE } },
    checkedWith: { query: { path: '/mnt/{tag}' } },
  },
  removeMountPointById: {
    summary: 'Takes a mount point from a node; its files stay where they are. None at the path is as good.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ path: path(), nodeId }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ...ofNode, path: OUTSIDE.path } },
    checkedWith: { query: { path: OUTSIDE.path } },
  },
  removeMountPointByGroup: {
    summary: 'Takes a mount point from a layer; its files stay where they are. None at the path is as good.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ path: path(), nodeGroup }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ...ofGroup, path: OUTSIDE.path } },
    checkedWith: { query: { path: OUTSIDE.path } },
  },
  getMountPoints: {
    summary: 'Mount points of a node, of a layer, or of the whole environment.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ nodeId: given(nodeId), nodeGroup: given(z.string()) }),
    responses: { 200: mountPointsList },
    failures: ['notFound'],
    example: { query: ofNode },
  },
  getExportedList: {
    summary: 'Folders of a node that other nodes show.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ nodeId, path: given(path()) }),
    responses: { 200: exportsList },
    failures: ['notFound'],
    example: { query: ofNode },
    checkedWith: { query: { path: null } },
  },
  removeExport: {
    summary: 'Ends that another node shows a folder of this one.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ path: path(), clientPath: path(), nodeId, clientNodeId: read.integer() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ...ofNode, path: '/data', clientPath: '/mnt/data', clientNodeId: '1640' } },
    sources: { clientNodeId: { read: 'file.getExportedList', at: '$.array[*].clientNodeId' } },
  },
  checkCrossMount: {
    summary: 'Whether one of two nodes has files of the other already, so that the other way round is refused.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ nodeId, sourceNodeId: read.integer() }),
    responses: { 200: crossMount },
    failures: ['notFound'],
    example: { query: { ...ofNode, sourceNodeId: sample.nodeId } },
    sources: { sourceNodeId: { read: 'control.getEnvInfo', at: '$.nodes[*].id' } },
  },
});

import { refuse } from '../../../../../contracts/core/failure.js';
import type { mounts as operations } from '../../../../../contracts/vendors/virtuozzo/environment/file/mounts.js';
import * as fileRefusals from '../../../../../contracts/vendors/virtuozzo/environment/file/refusals.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { nodeMeant, nodesOfLayer, ownNode, type PlacedNode } from '../control/nodes.js';
import type { AppEnvironment, Node } from '../control/record.js';
import { environmentMeant } from '../control/rules.js';
import { exportsOf } from './exports.js';
import { makeFolder } from './node-files.js';
import { absolute } from './paths.js';
import { hostOf, mountsOf } from './places.js';
import type { Mount } from './record.js';
import { exportView, mountView } from './view.js';

/** Our limit. */
const MOST_OF_AN_ENVIRONMENT = 200;

/** Folders of other nodes. */
export const mounts = {
  addMountPointById({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const node = nodeMeant(environment, query.nodeId);
    mountIn(cloud, caller.holder, environment, [node], { nodeid: node.id, group: null }, query);
    return { status: 200, body: { result: 0 } };
  },

  addMountPointByGroup({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodes = nodesOfLayer(environment, query.nodeGroup);
    mountIn(cloud, caller.holder, environment, nodes, { nodeid: null, group: query.nodeGroup }, query);
    return { status: 200, body: { result: 0 } };
  },

  removeMountPointById({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const { id } = nodeMeant(environment, query.nodeId);
    unmount(cloud, environment, query.path, ({ nodeid }) => nodeid === id);
    return { status: 200, body: { result: 0 } };
  },

  removeMountPointByGroup({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    nodesOfLayer(environment, query.nodeGroup);
    unmount(cloud, environment, query.path, ({ group }) => group === query.nodeGroup);
    return { status: 200, body: { result: 0 } };
  },

  getMountPoints({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const { nodeId, nodeGroup } = query;
    if (nodeId !== undefined) nodeMeant(environment, nodeId);
    else if (nodeGroup !== undefined) nodesOfLayer(environment, nodeGroup);
    const array = cloud.mounts
      .allKeyed(environment.id)
      // an add-on of the vendor's looks for what a node has of its own, and only then for what its layer has
      .filter(({ nodeid, group }) =>
        nodeId === undefined ? nodeGroup === undefined || group === nodeGroup : nodeid === nodeId,
      )
      .map(mountView);
    return { status: 200, body: { result: 0, array } };
  },

  getExportedList({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const path = query.path === undefined ? undefined : absolute(query.path, '/');
    const array = exportsOf(cloud, environment.id, nodeMeant(environment, query.nodeId))
      .filter(({ mount }) => path === undefined || mount.sourcePath === path)
      .map(({ mount, client }) => exportView(mount, client.id));
    return { status: 200, body: { result: 0, array } };
  },

  removeExport({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const [path, clientPath] = [absolute(query.path, '/'), absolute(query.clientPath, '/')];
    const found = exportsOf(cloud, environment.id, nodeMeant(environment, query.nodeId)).find(
      ({ mount, client }) => client.id === query.clientNodeId && mount.sourcePath === path && mount.path === clientPath,
    );
    if (found === undefined) throw refuse(refusals.noObject, { what: 'export', name: path });
    cloud.mounts.remove(found.mount.id);
    return { status: 200, body: { result: 0 } };
  },

  checkCrossMount({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const node = nodeMeant(environment, query.nodeId);
    const source = ownNode(cloud, caller.holder, query.sourceNodeId);
    return { status: 200, body: { result: 0, object: isCrossed(cloud, node, source) } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** The node of the caller's that has this host name or public address. */
function nodeAt(cloud: VirtuozzoCloud, uid: number, host: string): PlacedNode | undefined {
  for (const environment of cloud.livingOf(uid))
    for (const node of environment.nodes)
      if (hostOf(cloud, environment, node) === host || node.ipv4.includes(host) || node.ipv6.includes(host))
        return { environment, node };
  return undefined;
}

/** Whether the source shows files of the node already, or is the node itself. */
const isCrossed = (cloud: VirtuozzoCloud, node: Node, { environment, node: source }: PlacedNode): boolean =>
  source.id === node.id || mountsOf(cloud, environment.id, source).some(mount => mount.source?.nodeid === node.id);

interface Wanted {
  readonly path: string;
  readonly sourcePath: string;
  readonly sourceNodeId?: number | undefined;
  readonly sourceHost?: string | undefined;
  readonly protocol?: string | undefined;
  readonly name?: string | undefined;
  readonly readOnly?: boolean | undefined;
}

function mountIn(
  cloud: VirtuozzoCloud,
  uid: number,
  { id: appid }: AppEnvironment,
  nodes: readonly Node[],
  owner: Pick<Mount, 'nodeid' | 'group'>,
  wanted: Wanted,
): void {
  const [path, sourcePath] = [absolute(wanted.path, '/'), absolute(wanted.sourcePath, '/')];
  const { sourceNodeId, sourceHost } = wanted;
  if (sourceNodeId === undefined && sourceHost === undefined)
    throw refuse(refusals.invalidParameter, { name: 'sourceNodeId' });
  if (path === '/') throw refuse(refusals.invalidParameter, { name: 'path' });
  const source = sourceNodeId === undefined ? nodeAt(cloud, uid, sourceHost ?? '') : ownNode(cloud, uid, sourceNodeId);
  if (nodes.some(node => mountsOf(cloud, appid, node).some(mount => mount.path === path)))
    throw refuse(fileRefusals.alreadyMounted, { path });
  if (source !== undefined) {
    // a layer may have the files of one of its own nodes
    const others = owner.group === null ? nodes : nodes.filter(({ id }) => id !== source.node.id);
    const crossed = others.find(node => isCrossed(cloud, node, source));
    if (crossed !== undefined)
      throw refuse(fileRefusals.crossMounted, { nodeId: crossed.id, sourceNodeId: source.node.id });
  }
  if (cloud.mounts.allKeyed(appid).length >= MOST_OF_AN_ENVIRONMENT)
    throw refuse(refusals.beyondLimits, { quota: 'mounts', most: MOST_OF_AN_ENVIRONMENT });
  for (const node of nodes) makeFolder(cloud, appid, node, path);
  if (source !== undefined) makeFolder(cloud, source.environment.id, source.node, sourcePath);
  cloud.mounts.add({
    id: cloud.nextId('mount'),
    appid,
    ...owner,
    path,
    source:
      source === undefined
        ? null
        : { appid: source.environment.id, nodeid: source.node.id, isWithin: source.environment.id === appid },
    sourceHost: sourceHost ?? null,
    sourcePath,
    name: wanted.name ?? null,
    protocol: wanted.protocol ?? 'nfs',
    isReadOnly: wanted.readOnly ?? false,
  });
}

/** Takes what is mounted at a path. An add-on takes a mount point away before it adds it, and goes on only if that is well. */
function unmount(
  cloud: VirtuozzoCloud,
  { id }: AppEnvironment,
  path: string,
  isMeant: (mount: Mount) => boolean,
): void {
  const meant = absolute(path, '/');
  for (const mount of cloud.mounts.allKeyed(id))
    if (mount.path === meant && isMeant(mount)) cloud.mounts.remove(mount.id);
}

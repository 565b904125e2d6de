import { refuse } from '../../../../../contracts/core/failure.js';
import type { volumesOfContainers as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/volumes.js';
import * as fileRefusals from '../../../../../contracts/vendors/virtuozzo/environment/file/refusals.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { absolute } from '../file/paths.js';
import { mountsOf } from '../file/places.js';
import { answersView } from '../file/view.js';
import { MOST_VOLUMES } from './container-record.js';
import { containerOf, keepContainer } from './container-store.js';
import { nodeMeant, nodesOfLayer, nodesOrAll } from './nodes.js';
import type { Node } from './record.js';
import { environmentMeant } from './rules.js';

type Meant = Parameters<typeof environmentMeant>[2];
type OfNode = Meant & { readonly nodeId: number; readonly path: string };
type OfGroup = Meant & { readonly nodeGroup: string; readonly path: string };

const addToNode = (cloud: VirtuozzoCloud, uid: number, query: OfNode): Node => {
  const environment = environmentMeant(cloud, uid, query);
  const node = nodeMeant(environment, query.nodeId);
  add(cloud, environment.id, [node], [query.path]);
  return node;
};

const addToGroup = (cloud: VirtuozzoCloud, uid: number, query: OfGroup): void => {
  const environment = environmentMeant(cloud, uid, query);
  add(cloud, environment.id, nodesOfLayer(environment, query.nodeGroup), [query.path]);
};

const removeFromNode = (cloud: VirtuozzoCloud, uid: number, query: OfNode): Node => {
  const environment = environmentMeant(cloud, uid, query);
  const node = nodeMeant(environment, query.nodeId);
  remove(cloud, environment.id, [node], [query.path]);
  return node;
};

const removeFromGroup = (cloud: VirtuozzoCloud, uid: number, query: OfGroup): void => {
  const environment = environmentMeant(cloud, uid, query);
  remove(cloud, environment.id, nodesOfLayer(environment, query.nodeGroup), [query.path]);
};

/** Folders of containers whose files outlive a redeployment. */
export const volumes = {
  addContainerVolume: ({ query, cloud, caller }) => ({
    status: 200,
    body: { result: 0, nodeId: addToNode(cloud, caller.holder, query).id },
  }),

  addContainerVolumeByGroup({ query, cloud, caller }) {
    addToGroup(cloud, caller.holder, query);
    return { status: 200, body: { result: 0 } };
  },

  addContainerVolumes({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodes = nodesOrAll(environment, query);
    add(cloud, environment.id, nodes, query.volumes);
    return { status: 200, body: answersView(nodes) };
  },

  removeContainerVolume: ({ query, cloud, caller }) => ({
    status: 200,
    body: { result: 0, nodeId: removeFromNode(cloud, caller.holder, query).id },
  }),

  removeContainerVolumeByGroup({ query, cloud, caller }) {
    removeFromGroup(cloud, caller.holder, query);
    return { status: 200, body: { result: 0 } };
  },

  removeContainerVolumes({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodes = nodesOrAll(environment, query);
    remove(cloud, environment.id, nodes, query.volumes);
    return { status: 200, body: answersView(nodes) };
  },

  getContainerVolumesById({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const paths = pathsOf(cloud, environment.id, [nodeMeant(environment, query.nodeId)]);
    return { status: 200, body: { result: 0, object: paths } };
  },

  getContainerVolumesByGroup({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const paths = pathsOf(cloud, environment.id, nodesOfLayer(environment, query.nodeGroup));
    return { status: 200, body: { result: 0, object: paths } };
  },

  addDockerVolume({ query, cloud, caller }) {
    addToNode(cloud, caller.holder, query);
    return { status: 200, body: { result: 0 } };
  },

  addDockerVolumeByGroup({ query, cloud, caller }) {
    const nodeGroup = query.nodeGroup ?? query.groupId;
    if (nodeGroup === undefined) throw refuse(refusals.invalidParameter, { name: 'nodeGroup' });
    addToGroup(cloud, caller.holder, { ...query, nodeGroup });
    return { status: 200, body: { result: 0 } };
  },

  removeDockerVolume({ query, cloud, caller }) {
    removeFromNode(cloud, caller.holder, query);
    return { status: 200, body: { result: 0 } };
  },

  removeDockerVolumeByGroup({ query, cloud, caller }) {
    removeFromGroup(cloud, caller.holder, query);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Makes folders of nodes volumes. Refuses one that is a volume of one of them already. */
function add(cloud: VirtuozzoCloud, appid: string, nodes: readonly Node[], paths: readonly string[]): void {
  const wanted = paths.map(path => absolute(path, '/'));
  for (const node of nodes) {
    const { volumes: own } = containerOf(cloud, node.id);
    const taken = wanted.find((path, at) => own.includes(path) || wanted.indexOf(path) !== at);
    if (taken !== undefined) throw refuse(fileRefusals.alreadyMounted, { path: taken });
    if (wanted.includes('/')) throw refuse(refusals.invalidParameter, { name: 'path' });
    if (own.length + wanted.length > MOST_VOLUMES)
      throw refuse(refusals.beyondLimits, { quota: 'volumes', most: MOST_VOLUMES });
  }
  for (const node of nodes)
    keepContainer(cloud, appid, node, { volumes: [...containerOf(cloud, node.id).volumes, ...wanted] });
}

/** Ends that folders are volumes. Refuses one that none of the nodes has. */
function remove(cloud: VirtuozzoCloud, appid: string, nodes: readonly Node[], paths: readonly string[]): void {
  const gone = paths.map(path => absolute(path, '/'));
  const all = nodes.map(node => ({ node, own: containerOf(cloud, node.id).volumes }));
  for (const path of gone)
    if (all.every(({ own }) => !own.includes(path))) throw refuse(refusals.noObject, { what: 'volume', name: path });
  for (const { node, own } of all) {
    const volumes = own.filter(path => !gone.includes(path));
    if (volumes.length < own.length) keepContainer(cloud, appid, node, { volumes });
  }
}

/** Volumes and mount points of nodes, each path once. */
const pathsOf = (cloud: VirtuozzoCloud, appid: string, nodes: readonly Node[]): string[] => {
  const own = nodes.flatMap(({ id }) => containerOf(cloud, id).volumes);
  const mounted = nodes.flatMap(node => mountsOf(cloud, appid, node).map(({ path }) => path));
  return [...new Set([...own, ...mounted])];
};

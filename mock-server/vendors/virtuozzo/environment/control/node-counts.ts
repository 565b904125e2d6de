import { refuse } from '../../../../../contracts/core/failure.js';
import type { nodeCounts as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/node-counts.js';
import { nodesSettings } from '../../../../../contracts/vendors/virtuozzo/environment/control/schemas.js';
import { lastNode } from '../../../../../contracts/vendors/virtuozzo/environment/layer-refusals.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import { software } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { resize } from './environments.js';
import { forgetLayers } from './layer-settings.js';
import { carryOut, layersOf, plansOf } from './layers.js';
import { change } from './life.js';
import { nodeMeant, nodesOfLayer } from './nodes.js';
import type { AppEnvironment, Node } from './record.js';
import { environmentMeant, mustKeepLimits, mustPay, sizeOf } from './rules.js';

export const nodeCounts = {
  addNode({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const type = software.get(query.nodeType);
    if (type === undefined) throw refuse(refusals.unknownNodeType, { nodeType: query.nodeType });
    const { nodeType, fixedCloudlets, displayName, diskLimit, extip, dockerName } = query;
    const flexibleCloudlets = query.flexibleCloudlets ?? query.cloudlets;
    const least = Math.max(1, fixedCloudlets ?? 0);
    if (flexibleCloudlets !== undefined && flexibleCloudlets < least)
      throw refuse(refusals.invalidParameter, { name: 'flexibleCloudlets' });
    const nodeGroup = query.nodeGroup ?? type.group;
    const first = environment.nodes.find(node => node.group === nodeGroup && node.type === nodeType);
    mustPay(cloud, cloud.accounts.need(environment.owner));
    const added = {
      group: nodeGroup,
      flexible: flexibleCloudlets ?? first?.flexible ?? least,
      ipv4: extip ? 1 : 0,
      ipv6: 0,
    };
    mustKeepLimits(cloud, environment.owner, [...environment.nodes.map(sizeOf), added], environment.id);
    const image = dockerName === undefined ? {} : { image: dockerName, tag: query.dockerTag ?? query.tag };
    const made = nodesSettings.parse([
      { nodeType, nodeGroup, count: 1, fixedCloudlets, flexibleCloudlets, displayName, diskLimit, extip, ...image },
    ]);
    const [alone] = carryOut(cloud, plansOf(layersOf(made), []));
    if (alone === undefined) throw refuse(refusals.invalidParameter, { name: 'nodeType' });
    const node: Node = {
      ...alone,
      flexible: added.flexible,
      fixed: fixedCloudlets ?? Math.min(added.flexible, first?.fixed ?? 0),
      diskLimit: diskLimit ?? first?.diskLimit ?? alone.diskLimit,
      image: dockerName === undefined ? (first?.image ?? alone.image) : alone.image,
      isMaster: environment.nodes.every(({ group }) => group !== nodeGroup),
    };
    change(cloud, environment.id, { nodes: [...environment.nodes, node] });
    return { status: 200, body: { result: 0 } };
  },

  removeNode({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const gone = nodeMeant(environment, query.nodeId);
    if (environment.nodes.length === 1) throw refuse(lastNode);
    const left = environment.nodes.filter(({ id }) => id !== gone.id);
    const next = gone.isMaster ? left.find(({ group }) => group === gone.group) : undefined;
    const nodes = left.map(node => (node === next ? { ...node, isMaster: true } : node));
    forgetLayers(cloud, change(cloud, environment.id, { nodes }));
    return { status: 200, body: { result: 0 } };
  },

  setCloudletsCountByGroup({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    resize(cloud, environment, nodesOfLayer(environment, query.nodeGroup), query);
    return { status: 200, body: { result: 0 } };
  },

  setDiskLimitByGroup({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    setDiskLimit(cloud, environment, nodesOfLayer(environment, query.nodeGroup), query.limit);
    return { status: 200, body: { result: 0 } };
  },

  setDiskLimitById({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    setDiskLimit(cloud, environment, [nodeMeant(environment, query.nodeId)], query.limit);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Refuses a limit below what a node has in use. What is charged is the space in use, so the bill stays as it is. */
function setDiskLimit(cloud: VirtuozzoCloud, environment: AppEnvironment, some: readonly Node[], limit: number): void {
  if (some.some(({ disk }) => disk > limit)) throw refuse(refusals.invalidParameter, { name: 'limit' });
  const nodes = environment.nodes.map(node => (some.includes(node) ? { ...node, diskLimit: limit } : node));
  change(cloud, environment.id, { nodes });
}

import type { z } from 'zod';
import { refuse } from '../../../../../contracts/core/failure.js';
import type { access as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/access.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { nodeMeant, nodesMeant, nodesOfLayer, ownNode } from './nodes.js';
import type { AppEnvironment } from './record.js';
import { environmentMeant } from './rules.js';
import { environmentView } from './view.js';

/** No answer shows a password: the platform mails it. So a call is held to the nodes that it means, and nothing is kept. */
export const access = {
  resetContainerPasswordById({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    nodeMeant(environment, query.nodeId);
    return { status: 200, body: { result: 0 } };
  },

  resetContainersPasswordByGroup({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    nodesOfLayer(environment, query.nodeGroup);
    return { status: 200, body: { result: 0 } };
  },

  resetNodePassword({ query, cloud, caller }) {
    nodesMeant(environmentMeant(cloud, caller.holder, query), query, 'nodeId');
    return { status: 200, body: { result: 0 } };
  },

  resetNodePasswordById({ query, cloud, caller }) {
    nodeMeant(environmentMeant(cloud, caller.holder, query), query.nodeId);
    return { status: 200, body: { result: 0 } };
  },

  resetNodePasswordByType({ query, cloud, caller }) {
    nodesMeant(environmentMeant(cloud, caller.holder, query), { nodeType: query.nodeType });
    return { status: 200, body: { result: 0 } };
  },

  resetServicePassword({ query, cloud, caller }) {
    nodesMeant(environmentMeant(cloud, caller.holder, query), query, 'nodeId');
    return { status: 200, body: { result: 0 } };
  },

  restoreDump({ query, cloud, caller }) {
    nodesMeant(environmentMeant(cloud, caller.holder, query), { nodeType: query.nodeType });
    return { status: 200, body: { result: 0 } };
  },

  skipMessage({ query, cloud, caller }) {
    // No node has a message, and one that is not there is as good as put away.
    nodeMeant(environmentMeant(cloud, caller.holder, query), query.nodeId);
    return { status: 200, body: { result: 0 } };
  },

  getSshAccessInfo({ query, cloud, caller }) {
    const { nodeId } = query;
    const { environment } = ownNode(cloud, caller.holder, nodeId);
    return { status: 200, body: { result: 0, softNode: softNodeView(cloud, environment, nodeId) } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

type SoftNode = z.output<(typeof operations.getSshAccessInfo.responses)[200]>['softNode'];

/** A node as the view of its environment has it, under the names of this call. */
function softNodeView(cloud: VirtuozzoCloud, environment: AppEnvironment, id: number): SoftNode {
  const { env, nodes } = environmentView(cloud, environment);
  const node = nodes.find(one => one.id === id);
  if (node === undefined) throw refuse(refusals.noObject, { what: 'node', name: id });
  const { address = '', adminUrl = '', ctid = 0, maxchanks = 0, osType = '', vType = '' } = node;
  return {
    ...{ address, adminUrl, ctid, maxchanks, osType, vType },
    diskLimit: node.diskLimit,
    ...(node.displayName !== undefined && { displayName: node.displayName }),
    envId: env.appid,
    fixedCloudlets: node.fixedCloudlets,
    flexibleCloudlets: node.flexibleCloudlets,
    hostGroupDisplayName: env.hostGroup?.displayName ?? '',
    hostGroupUniqName: env.hardwareNodeGroup,
    intIP: node.intIP,
    isMaster: node.ismaster,
    nodeGroup: node.nodeGroup,
    uid: environment.owner,
    url: node.url,
  };
}

import { refuse } from '../../../../../contracts/core/failure.js';
import type { addressCalls as operations } from '../../../../../contracts/vendors/virtuozzo/environment/binder/addresses.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { addresses } from '../control/layers.js';
import { change } from '../control/life.js';
import { nodeMeant, nodesMeant, ownNode, type PlacedNode } from '../control/nodes.js';
import type { AppEnvironment, Node } from '../control/record.js';
import { environmentMeant, mustKeepLimits, mustPay, sizeOf } from '../control/rules.js';
import { environmentView } from '../control/view.js';

/** Public addresses. */
export const addressHandlers = {
  setExtIpCount({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const id = query.nodeId ?? query.node_id;
    const meant = nodesMeant(environment, { nodeId: id, nodeGroup: query.nodeGroup }, 'nodeId');
    const changed = give(cloud, environment, meant, query.type, () => query.count);
    return { status: 200, body: { result: 0, ipAddresses: addressesOf(changed) } };
  },

  attachExtIp({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const kind = query.type ?? 'ipv4';
    const [changed] = give(cloud, environment, [nodeMeant(environment, query.nodeid)], kind, count => count + 1);
    return { status: 200, body: { result: 0, object: changed?.[kind].at(-1) ?? '' } };
  },

  detachExtIp({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const node = nodeMeant(environment, query.nodeid);
    if (![...node.ipv4, ...node.ipv6].includes(query.ip))
      throw refuse(refusals.noObject, { what: 'ip address', name: query.ip });
    const others = (list: readonly string[]): string[] => list.filter(address => address !== query.ip);
    replace(cloud, environment, [{ ...node, ipv4: others(node.ipv4), ipv6: others(node.ipv6) }]);
    return { status: 200, body: { result: 0 } };
  },

  swapExtIps({ query, cloud, caller }) {
    const { source, target } = pairMeant(cloud, caller.holder, query);
    const { sourceIp, targetIp } = query;
    // Without names all change places, be there any or none; one that is named alone moves.
    const isNamed = sourceIp !== undefined || targetIp !== undefined;
    const given = isNamed ? theseOf(source.node, sourceIp) : [...source.node.ipv4, ...source.node.ipv6];
    const taken = isNamed ? theseOf(target.node, targetIp) : [...target.node.ipv4, ...target.node.ipv6];
    return { status: 200, body: { result: 0, nodes: exchange(cloud, source, target, given, taken) } };
  },

  moveExtIps({ query, cloud, caller }) {
    const { source, target } = pairMeant(cloud, caller.holder, query);
    if (query.ips.length === 0) throw refuse(refusals.invalidParameter, { name: 'ips' });
    const given = query.ips.flatMap(ip => theseOf(source.node, ip));
    return { status: 200, body: { result: 0, nodes: exchange(cloud, source, target, given, []) } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Gives nodes as many addresses as wanted of those they have, when money and limits allow; answers the changed nodes. */
function give(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  nodes: readonly Node[],
  kind: 'ipv4' | 'ipv6',
  wanted: (has: number) => number,
): Node[] {
  const counts = new Map(nodes.map(node => [node.id, wanted(node[kind].length)]));
  const sizes = environment.nodes.map(node => ({ ...sizeOf(node), [kind]: counts.get(node.id) ?? node[kind].length }));
  if (nodes.some(node => (counts.get(node.id) ?? 0) > node[kind].length))
    mustPay(cloud, cloud.accounts.need(environment.owner));
  mustKeepLimits(cloud, environment.owner, sizes, environment.id);
  const changed = nodes.map(node => ({
    ...node,
    [kind]: addresses(cloud, kind, node[kind], counts.get(node.id) ?? 0),
  }));
  replace(cloud, environment, changed);
  return changed;
}

const replace = (cloud: VirtuozzoCloud, { id, nodes }: AppEnvironment, changed: readonly Node[]): AppEnvironment =>
  change(cloud, id, { nodes: nodes.map(node => changed.find(one => one.id === node.id) ?? node) });

/**
 * The nodes that change addresses: one of the environment, and one of any of the caller's. The vendor's page asks to see
 * to it that both run; whether the call is refused else, nobody tells, so it is not.
 */
function pairMeant(
  cloud: VirtuozzoCloud,
  uid: number,
  query: { readonly envName?: string; readonly appid?: string | undefined; sourceNodeId: number; targetNodeId: number },
): { readonly source: PlacedNode; readonly target: PlacedNode } {
  const environment = environmentMeant(cloud, uid, query);
  const near = (id: number): PlacedNode => ownNode(cloud, uid, id);
  const [source, target] = [near(query.sourceNodeId), near(query.targetNodeId)];
  if (source.environment.id !== environment.id && target.environment.id !== environment.id)
    throw refuse(refusals.noObject, { what: 'node', name: query.sourceNodeId });
  return { source, target };
}

/** The address of a node that is named, if one is. Refuses one that it does not have. */
function theseOf({ ipv4, ipv6 }: Node, ip: string | undefined): string[] {
  if (ip === undefined) return [];
  if (![...ipv4, ...ipv6].includes(ip)) throw refuse(refusals.noObject, { what: 'ip address', name: ip });
  return [ip];
}

/** Has two nodes exchange addresses, when each may have so many; answers how both are shown then. Nothing is charged. */
function exchange(
  cloud: VirtuozzoCloud,
  source: PlacedNode,
  target: PlacedNode,
  given: readonly string[],
  taken: readonly string[],
) {
  const changed =
    source.node.id === target.node.id
      ? []
      : [withAddresses(source.node, given, taken), withAddresses(target.node, taken, given)];
  for (const kind of ['ipv4', 'ipv6'] as const) {
    const quota = `environment.external${kind === 'ipv4' ? 'ip' : 'ipv6'}.maxcount.per.node`;
    const most = cloud.limit(quota);
    for (const [at, node] of changed.entries()) {
      const before = (at === 0 ? source : target).node[kind].length;
      if (node[kind].length > most && node[kind].length > before) throw refuse(refusals.beyondLimits, { quota, most });
    }
  }
  const environments = new Map([source, target].map(({ environment }) => [environment.id, environment]));
  const shown = [...environments.values()].flatMap(
    environment => environmentView(cloud, replace(cloud, environment, changed)).nodes,
  );
  return shown.filter(({ id }) => id === source.node.id || id === target.node.id);
}

const withAddresses = (node: Node, given: readonly string[], taken: readonly string[]): Node => {
  const all = [...node.ipv4, ...node.ipv6].filter(ip => !given.includes(ip)).concat(taken);
  return { ...node, ipv4: all.filter(ip => !ip.includes(':')), ipv6: all.filter(ip => ip.includes(':')) };
};

/** Addresses of nodes, by the id of their node. */
const addressesOf = (nodes: readonly Node[]) =>
  Object.fromEntries(
    nodes.map(({ id, ipv4, ipv6 }) => [
      `${id}`,
      [
        ...ipv4.map(ipAddress => ({ ipAddress, type: 'IPV4' as const, isBusy: true })),
        ...ipv6.map(ipAddress => ({ ipAddress, type: 'IPV6' as const, isBusy: true })),
      ],
    ]),
  );

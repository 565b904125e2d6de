import { refuse } from '../../../../contracts/core/failure.js';
import type { binder as operations } from '../../../../contracts/vendors/virtuozzo/environment/binder.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { addresses } from './control/layers.js';
import { change } from './control/life.js';
import type { AppEnvironment, Node } from './control/record.js';
import { environmentMeant, mustKeepLimits, mustPay, sizeOf } from './control/rules.js';

export const handlers = {
  setExtIpCount({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const id = query.nodeId ?? query.node_id;
    if (id === undefined && query.nodeGroup === undefined) throw refuse(refusals.invalidParameter, { name: 'nodeId' });
    const meant = environment.nodes.filter(node =>
      id === undefined ? node.group === query.nodeGroup : node.id === id,
    );
    if (meant.length === 0)
      throw refuse(refusals.noObject, {
        what: id === undefined ? 'node group' : 'node',
        name: id ?? query.nodeGroup ?? '',
      });
    const changed = give(cloud, environment, meant, query.type, () => query.count);
    return { status: 200, body: { result: 0, ipAddresses: addressesOf(changed) } };
  },

  attachExtIp({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const kind = query.type ?? 'ipv4';
    const [changed] = give(cloud, environment, [nodeOf(environment, query.nodeid)], kind, count => count + 1);
    return { status: 200, body: { result: 0, object: changed?.[kind].at(-1) ?? '' } };
  },

  detachExtIp({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const node = nodeOf(environment, query.nodeid);
    if (![...node.ipv4, ...node.ipv6].includes(query.ip))
      throw refuse(refusals.noObject, { what: 'ip address', name: query.ip });
    const others = (list: readonly string[]): string[] => list.filter(address => address !== query.ip);
    replace(cloud, environment, [{ ...node, ipv4: others(node.ipv4), ipv6: others(node.ipv6) }]);
    return { status: 200, body: { result: 0 } };
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

function nodeOf({ nodes }: AppEnvironment, id: number): Node {
  const found = nodes.find(node => node.id === id);
  if (found === undefined) throw refuse(refusals.noObject, { what: 'node', name: id });
  return found;
}

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

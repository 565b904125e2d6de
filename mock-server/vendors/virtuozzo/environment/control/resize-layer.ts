import type { VirtuozzoCloud } from '../../cloud.js';
import { carryOut, type Layer, plansOf, sizesOf } from './layers.js';
import { change } from './life.js';
import type { AppEnvironment, Node } from './record.js';
import { mustKeepLimits, mustPay } from './rules.js';

/**
 * Gives a layer so many nodes: new ones are like the first, and the newest go first. Refuses what the account cannot pay
 * or may not have.
 */
export function resizeLayer(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  group: string,
  count: number,
): AppEnvironment {
  const { id, owner, nodes } = environment;
  const plans = plansOf(layersWith(nodes, group, count), nodes);
  if (plans.some(({ made }) => made > 0)) mustPay(cloud, cloud.accounts.need(owner));
  mustKeepLimits(cloud, owner, sizesOf(plans), id);
  return change(cloud, id, { nodes: carryOut(cloud, plans) });
}

/** The layers there are, one of them with another number of nodes. A layer of two types changes in the first. */
function layersWith(nodes: readonly Node[], group: string, count: number): Layer[] {
  const layers = new Map<string, { type: string; group: string; count: number }>();
  for (const node of nodes) {
    const key = `${node.group} ${node.type}`;
    const layer = layers.get(key) ?? { type: node.type, group: node.group, count: 0 };
    layers.set(key, { ...layer, count: layer.count + 1 });
  }
  const all = [...layers.values()];
  const changed = all.find(layer => layer.group === group);
  const others = all
    .filter(layer => layer.group === group && layer !== changed)
    .reduce((sum, one) => sum + one.count, 0);
  return all.map(layer => ({ ...same, ...layer, ...(layer === changed && { count: Math.max(0, count - others) }) }));
}

/** Nothing of a layer is changed. */
const same = {
  fixed: undefined,
  flexible: undefined,
  displayName: undefined,
  diskLimit: undefined,
  image: undefined,
  address: undefined,
} as const;

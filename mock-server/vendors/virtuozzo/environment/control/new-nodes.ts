import type { VirtuozzoCloud } from '../../cloud.js';
import { placeOf } from '../deployment/places.js';
import { copyAcross } from '../file/carrying.js';
import { makeMountFolder } from '../file/node-files.js';
import { mountsOf } from '../file/places.js';
import { keepContainer } from './container-store.js';
import type { AppEnvironment, Node } from './record.js';

/**
 * Gives nodes that came to a layer what its first node has. The vendor's pages on scaling say what: a stateful layer copies
 * the files of its master, a stateless one makes new containers and deploys to them what stands in its contexts. That they
 * get its variables, volumes and links too is seen on real add-on scripts, which set them once for a layer.
 */
export function equipNewNodes(cloud: VirtuozzoCloud, environment: AppEnvironment, before: readonly Node[]): void {
  const known = new Set(before.map(({ id }) => id));
  for (const node of environment.nodes) {
    if (known.has(node.id)) continue;
    const first = environment.nodes.find(({ id, group }) => group === node.group && known.has(id));
    if (first !== undefined) equip(cloud, environment, node, first);
  }
}

function equip(cloud: VirtuozzoCloud, { id: appid }: AppEnvironment, node: Node, first: Node): void {
  const files = cloud.files.get(first.id);
  const isStateful = scalingModeOf(cloud, appid, node.group) === 'STATEFUL';
  if (isStateful && files !== undefined) cloud.files.add({ ...files, id: node.id, nodeid: node.id });
  const container = cloud.containers.get(first.id);
  if (container !== undefined) {
    const { id: _, appid: __, nodeid: ___, ...said } = container;
    keepContainer(cloud, appid, node, said);
  }
  for (const { path } of mountsOf(cloud, appid, node)) makeMountFolder(cloud, appid, node, path);
  if (isStateful) return;
  for (const { group, context } of cloud.deployments.allKeyed(appid))
    if (group === node.group)
      copyAcross(cloud, appid, { node: first, path: placeOf(first, context) }, { node, path: placeOf(node, context) });
}

const scalingModeOf = (cloud: VirtuozzoCloud, appid: string, layer: string) =>
  cloud.layerSettings.allKeyed(appid).find(({ group }) => group === layer)?.data.scalingMode;

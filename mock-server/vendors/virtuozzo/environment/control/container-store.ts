import type { VirtuozzoCloud } from '../../cloud.js';
import type { Container, ContainerWishes } from './container-record.js';
import type { AppEnvironment } from './record.js';

const plain = { variables: {}, cmd: null, entrypoint: null, volumes: [], links: [], registry: null } as const;

/** How a node's container is run. */
export const containerOf = (cloud: VirtuozzoCloud, nodeid: number): Omit<Container, 'id' | 'appid' | 'nodeid'> =>
  cloud.containers.get(nodeid) ?? plain;

/** Keeps what is said of a node's container; what is not said stays. */
export function keepContainer(cloud: VirtuozzoCloud, appid: string, nodeid: number, wishes: ContainerWishes): void {
  if (Object.keys(wishes).length === 0) return;
  if (cloud.containers.get(nodeid) !== undefined) cloud.containers.update(nodeid, wishes);
  else cloud.containers.add({ ...plain, ...wishes, id: nodeid, appid, nodeid });
}

/** Gives nodes of which nothing is said yet what is said of the first of their layer: a layer grows by more of the same. */
export function likeTheirLayer(cloud: VirtuozzoCloud, { id, nodes }: AppEnvironment): void {
  for (const node of nodes) {
    if (cloud.containers.get(node.id) !== undefined) continue;
    const like = nodes.find(
      ({ group, id: other }) => group === node.group && cloud.containers.get(other) !== undefined,
    );
    const said = like && cloud.containers.get(like.id);
    if (said !== undefined) cloud.containers.add({ ...said, id: node.id, appid: id, nodeid: node.id });
  }
}

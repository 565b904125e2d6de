import type { VirtuozzoCloud } from '../../cloud.js';
import { makeFolder } from '../file/node-files.js';
import type { Container, ContainerWishes } from './container-record.js';
import type { Node } from './record.js';

const plain = {
  variables: {},
  isVariablesWhole: false,
  cmd: null,
  entrypoint: null,
  volumes: [],
  links: [],
  registry: null,
} as const;

/** How a node's container is run. */
export const containerOf = (cloud: VirtuozzoCloud, nodeid: number): Omit<Container, 'id' | 'appid' | 'nodeid'> =>
  cloud.containers.get(nodeid) ?? plain;

/** Keeps what is said of a node's container; what is not said stays. A volume is a folder, and is made if it is not there. */
export function keepContainer(cloud: VirtuozzoCloud, appid: string, node: Node, wishes: ContainerWishes): void {
  if (Object.keys(wishes).length === 0) return;
  const { volumes: has } = containerOf(cloud, node.id);
  for (const path of wishes.volumes ?? []) if (!has.includes(path)) makeFolder(cloud, appid, node, path);
  const { id } = node;
  if (cloud.containers.get(id) !== undefined) cloud.containers.update(id, wishes);
  else cloud.containers.add({ ...plain, ...wishes, id, appid, nodeid: id });
}

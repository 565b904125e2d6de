import { refuse } from '../../../../../contracts/core/failure.js';
import type { NodeSettings } from '../../../../../contracts/vendors/virtuozzo/environment/control/schemas.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import { testAddress } from '../../../../domain/test-network.js';
import { software } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { absolute } from '../file/paths.js';
import type { ContainerWishes } from './container-record.js';
import { keepContainer } from './container-store.js';
import { imageOf } from './images.js';
import type { AppEnvironment, Node } from './record.js';
import { type SizedNode, sizeOf } from './rules.js';

/** A layer to have: so many nodes of a type. What is undefined stays as it is, or gets its default. */
export interface Layer {
  readonly type: string;
  readonly group: string;
  readonly count: number;
  readonly fixed: number | undefined;
  readonly flexible: number | undefined;
  readonly displayName: string | undefined;
  readonly diskLimit: number | undefined;
  readonly image: string | undefined;
  readonly tag?: string | undefined;
  readonly addons?: readonly string[] | undefined;
  /** What is said of its containers. */
  readonly container?: ContainerWishes;
  /** Whether each node has a public address. */
  readonly address: boolean | undefined;
}

const DISK_LIMIT = 100_000;
const DISK_MOST = 24_000;

/** The layers that settings ask for. Refuses a node type that the platform does not have, and to be left without a node. */
export function layersOf(settings: readonly NodeSettings[]): Layer[] {
  if (settings.every(({ count }) => count === 0)) throw refuse(refusals.invalidParameter, { name: 'nodes' });
  return settings.map(wanted => {
    const known = software.get(wanted.nodeType);
    if (known === undefined) throw refuse(refusals.unknownNodeType, { nodeType: wanted.nodeType });
    return {
      type: wanted.nodeType,
      group: wanted.nodeGroup ?? wanted.docker?.nodeGroup ?? known.group,
      count: wanted.count ?? 1,
      fixed: wanted.fixedCloudlets,
      flexible: wanted.flexibleCloudlets,
      displayName: wanted.displayName,
      diskLimit: wanted.diskLimit,
      ...softwareWanted(wanted),
      addons: wanted.addons,
      container: containerWanted(wanted),
      address: wanted.extip,
    };
  });
}

/** The Docker image that settings name in one of two ways, its tag apart or not; without one, a tag is of the software. */
function softwareWanted({ docker, ...beside }: NodeSettings): Pick<Layer, 'image' | 'tag'> {
  const [image, tag] = [docker?.image ?? beside.image, docker?.tag ?? beside.tag];
  if (image === undefined || tag === undefined) return { image, tag };
  return { image: `${imageOf(image).name}:${tag}`, tag: undefined };
}

/** What settings say of the containers of a layer, inside `docker` or beside it. */
function containerWanted({ docker, ...beside }: NodeSettings): ContainerWishes {
  const { url = null, user = null, password = null } = docker?.registry ?? beside.registry ?? {};
  const { env, volumes, links, cmd, entrypoint } = {
    env: docker?.env ?? beside.env,
    volumes: docker?.volumes ?? beside.volumes,
    links: docker?.links ?? beside.links,
    cmd: docker?.cmd ?? beside.cmd,
    entrypoint: docker?.entrypoint ?? beside.entrypoint,
  };
  return {
    ...(env !== undefined && { variables: env }),
    ...(volumes !== undefined && { volumes: volumesWanted(volumes) }),
    ...(links !== undefined && { links }),
    ...(cmd !== undefined && { cmd }),
    ...(entrypoint !== undefined && { entrypoint }),
    ...((docker?.registry ?? beside.registry) !== undefined && { registry: { url, user, password } }),
  };
}

/** Plain paths, each once. Refuses the root, and what can be no path. */
function volumesWanted(paths: readonly string[]): string[] {
  const wanted = new Set(paths.map(path => absolute(path, '/')));
  if (wanted.has('/')) throw refuse(refusals.invalidParameter, { name: 'volumes' });
  return [...wanted];
}

/** Nodes of a layer that are kept, and how many are to be made, like them. */
interface LayerPlan {
  readonly layer: Layer;
  readonly kept: readonly Node[];
  readonly made: number;
}

/** Which of the nodes there are each layer keeps; the newest go first when a layer shrinks. */
export function plansOf(layers: readonly Layer[], nodes: readonly Node[]): LayerPlan[] {
  const free = [...nodes];
  return layers.map(layer => {
    const kept: Node[] = [];
    for (const node of [...free]) {
      if (kept.length === layer.count || node.type !== layer.type || node.group !== layer.group) continue;
      kept.push(changedBy(layer, node));
      free.splice(free.indexOf(node), 1);
    }
    return { layer: likeFirst(layer, kept), kept, made: layer.count - kept.length };
  });
}

/** A layer that grows by more of what it has. */
function likeFirst(layer: Layer, [first]: readonly Node[]): Layer {
  if (first === undefined) return layer;
  const { fixed, flexible, displayName, diskLimit, image, tag } = first;
  return {
    ...layer,
    ...{ fixed, flexible, displayName: displayName ?? undefined, diskLimit },
    ...{ image: image ?? undefined, tag: tag ?? undefined },
  };
}

/** What a plan comes to, before any node is made. */
export const sizesOf = (plans: readonly LayerPlan[]): SizedNode[] =>
  plans.flatMap(({ layer, kept, made }) => [
    ...kept.map(node => ({ ...sizeOf(node), ipv4: addressesWanted(layer, node.ipv4.length) })),
    ...Array.from({ length: made }, () => ({
      group: layer.group,
      flexible: layer.flexible ?? Math.max(1, layer.fixed ?? 0),
      ipv4: addressesWanted(layer, 0),
      ipv6: 0,
    })),
  ]);

/** Carries a plan out: the nodes there are then, each layer led by its first. */
export function carryOut(cloud: VirtuozzoCloud, plans: readonly LayerPlan[]): Node[] {
  const led = new Set<string>();
  return plans
    .flatMap(({ layer, kept, made }) => [
      ...kept.map(node => ({
        ...node,
        ipv4: addresses(cloud, 'ipv4', node.ipv4, addressesWanted(layer, node.ipv4.length)),
      })),
      ...Array.from({ length: made }, () => newNode(cloud, layer)),
    ])
    .map(node => {
      const isMaster = !led.has(node.group);
      led.add(node.group);
      return { ...node, isMaster };
    });
}

function newNode(cloud: VirtuozzoCloud, layer: Layer): Node {
  const id = cloud.nextId('node');
  const fixed = layer.fixed ?? 0;
  const diskLimit = layer.diskLimit ?? DISK_LIMIT;
  return {
    id,
    type: layer.type,
    group: layer.group,
    isMaster: false,
    displayName: layer.displayName ?? null,
    image: layer.image ?? null,
    tag: layer.tag ?? null,
    addons: layer.addons ?? [],
    fixed,
    flexible: layer.flexible ?? Math.max(1, fixed),
    disk: cloud.random.integer(
      { entity: 'node', id, field: 'disk' },
      600,
      Math.max(600, Math.min(DISK_MOST, diskLimit)),
    ),
    diskLimit,
    ipv4: addresses(cloud, 'ipv4', [], addressesWanted(layer, 0)),
    ipv6: [],
  };
}

const changedBy = (layer: Layer, node: Node): Node => {
  const fixed = layer.fixed ?? node.fixed;
  return {
    ...node,
    fixed,
    flexible: Math.max(fixed, layer.flexible ?? node.flexible),
    displayName: layer.displayName ?? node.displayName,
    diskLimit: layer.diskLimit ?? node.diskLimit,
    // a public client sends the image back as it was shown, without its tag
    image: layer.image === undefined || node.image?.startsWith(`${layer.image}:`) ? node.image : layer.image,
    tag: layer.tag ?? node.tag,
    addons: layer.addons ?? node.addons,
  };
};

/** Gives the nodes of an environment that a plan was carried out in what its layers say of their containers. */
export function furnish(cloud: VirtuozzoCloud, { id, nodes }: AppEnvironment, plans: readonly LayerPlan[]): void {
  let at = 0;
  for (const { layer, kept, made } of plans) {
    const count = kept.length + made;
    for (const node of nodes.slice(at, at + count)) keepContainer(cloud, id, node, layer.container ?? {});
    at += count;
  }
}

const addressesWanted = (layer: Layer, has: number): number =>
  layer.address === undefined ? has : layer.address ? Math.max(1, has) : 0;

/** Kept for examples (RFC 3849). */
export const IPV6 = '2001:db8::';

/** So many addresses: the first of those there are, and new ones. */
export function addresses(
  cloud: VirtuozzoCloud,
  kind: 'ipv4' | 'ipv6',
  has: readonly string[],
  count: number,
): string[] {
  const made = Array.from({ length: Math.max(0, count - has.length) }, () => {
    const number = cloud.nextId(kind);
    return kind === 'ipv4' ? testAddress(number) : `${IPV6}${number.toString(16)}`;
  });
  return [...has.slice(0, count), ...made];
}

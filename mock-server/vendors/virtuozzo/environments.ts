import { refuse } from '../../../contracts/core/failure.js';
import type { EnvSettings, NodeSettings } from '../../../contracts/vendors/virtuozzo/environment/control/schemas.js';
import * as refusals from '../../../contracts/vendors/virtuozzo/refusals.js';
import { regions, software } from './catalogue.js';
import type { VirtuozzoCloud } from './cloud.js';
import { fundsNow, together } from './funds.js';
import type { Account, Environment, Node } from './records.js';

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
      image: imageWanted(wanted),
      address: wanted.extip,
    };
  });
}

/** The Docker image that settings name in one of two ways, with its tag when that is named apart. */
const imageWanted = ({ docker, image = docker?.image, tag }: NodeSettings): string | undefined =>
  image === undefined || tag === undefined ? image : `${image}:${tag}`;

/** The caller's environment of that name. Refuses one that is not there, or another account's, in the same words. */
export function environmentNamed(cloud: VirtuozzoCloud, uid: number, name: string): Environment {
  const found = cloud.livingOf(uid).find(environment => environment.name === name);
  if (found === undefined) throw refuse(refusals.noEnvironment, { name });
  return found;
}

/** Values of `appid` that stand for no environment: the platform's own, and that of administrators. */
const NOBODY = ['1dd8d191d38fff45e62564fcf67fdcd6', 'cluster'];

/** What a call says about the environment it means. */
interface Meaning {
  readonly envName?: string | undefined;
  readonly appid?: string | undefined;
}

/** The id that a call means an environment by; undefined when it carries none, or one of nobody. */
export const appidOf = ({ appid }: Meaning): string | undefined =>
  appid === undefined || NOBODY.includes(appid) ? undefined : appid;

/** The caller's environment that a call means: by its name, or by its id when no name is sent. */
export function environmentMeant(cloud: VirtuozzoCloud, uid: number, query: Meaning): Environment {
  const { envName } = query;
  if (envName) return environmentNamed(cloud, uid, envName);
  const appid = appidOf(query);
  if (appid === undefined) throw refuse(refusals.invalidParameter, { name: 'envName' });
  const found = cloud.livingOf(uid).find(({ id }) => id === appid);
  if (found === undefined) throw refuse(refusals.noEnvironment, { name: appid });
  return found;
}

/** Refuses built-in SSL to an account that may not have it. */
export function mustHaveSsl(cloud: VirtuozzoCloud, isWanted: boolean | undefined): void {
  const quota = 'environment.jelasticssl.enabled';
  if (isWanted && cloud.limit(quota) === 0) throw refuse(refusals.beyondLimits, { quota, most: 0 });
}

/** Refuses what an account without money, or one that was deactivated, may not do. */
export function mustPay(cloud: VirtuozzoCloud, account: Account): void {
  if (account.status !== 'active') throw refuse(refusals.inactive, { uid: account.id });
  if (together(fundsNow(cloud, account)) <= cloud.leastMoney) throw refuse(refusals.noMoney, { uid: account.id });
}

/** Refuses one more environment than the account may have, and a name that some environment of the platform has. */
export function mustFit(cloud: VirtuozzoCloud, uid: number, name: string | undefined): void {
  const most = cloud.limit('environment.maxcount');
  if (cloud.livingOf(uid).length >= most) throw refuse(refusals.tooManyEnvironments, { most });
  if (cloud.environments.find(known => known.deletedOn === null && known.name === name) !== undefined)
    throw refuse(refusals.nameTaken, { domain: `${name}.${cloud.settings.platform}` });
}

/** What of a node the limits look at. */
type Sized = Pick<Node, 'group' | 'flexible'> & { readonly ipv4: number; readonly ipv6: number };

export const sizeOf = (node: Node): Sized => ({ ...node, ipv4: node.ipv4.length, ipv6: node.ipv6.length });

/** Refuses nodes beyond the account's limits; `appid` names the environment they replace. */
export function mustKeepLimits(cloud: VirtuozzoCloud, uid: number, nodes: readonly Sized[], appid?: string): void {
  const perNode = cloud.limit('environment.maxcloudletsperrec');
  if (nodes.some(({ flexible }) => flexible > perNode)) throw refuse(refusals.tooManyCloudlets, { most: perNode });
  const inAll = cloud.limit('environment.maxnodescount');
  if (nodes.length > inAll) throw refuse(refusals.tooManyNodes, { most: inAll });
  const perLayer = cloud.limit('environment.maxsamenodescount');
  for (const { group } of nodes)
    if (nodes.filter(node => node.group === group).length > perLayer)
      throw refuse(refusals.layerTooLarge, { most: perLayer });
  for (const kind of ['ipv4', 'ipv6'] as const) {
    if (nodes.every(node => node[kind] === 0)) continue;
    const prefix = kind === 'ipv4' ? 'environment.externalip' : 'environment.externalipv6';
    const within = (name: string, count: number): void => {
      const most = cloud.limit(`${prefix}.${name}`);
      if (count > most) throw refuse(refusals.beyondLimits, { quota: `${prefix}.${name}`, most });
    };
    if (cloud.limit(`${prefix}.enabled`) === 0) within('enabled', 1);
    for (const node of nodes) within('maxcount.per.node', node[kind]);
    const elsewhere = cloud
      .livingOf(uid)
      .filter(({ id }) => id !== appid)
      .flatMap(environment => environment.nodes);
    within(
      'maxcount',
      [...nodes, ...elsewhere.map(sizeOf)].reduce((sum, node) => sum + node[kind], 0),
    );
  }
}

/** Nodes of a layer that are kept, and how many are to be made, like them. */
interface Plan {
  readonly layer: Layer;
  readonly kept: readonly Node[];
  readonly made: number;
}

/** Which of the nodes there are each layer keeps; the newest go first when a layer shrinks. */
export function planOf(layers: readonly Layer[], nodes: readonly Node[]): Plan[] {
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
  const { fixed, flexible, displayName, diskLimit, image } = first;
  return { ...layer, fixed, flexible, displayName: displayName ?? undefined, diskLimit, image: image ?? undefined };
}

/** What a plan comes to, before any node is made. */
export const sizesOf = (plans: readonly Plan[]): Sized[] =>
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
export function carryOut(cloud: VirtuozzoCloud, plans: readonly Plan[]): Node[] {
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
  };
};

const addressesWanted = (layer: Layer, has: number): number =>
  layer.address === undefined ? has : layer.address ? Math.max(1, has) : 0;

/** So many addresses: the first of those there are, and new ones. From ranges that are set aside for tests and examples. */
export function addresses(
  cloud: VirtuozzoCloud,
  kind: 'ipv4' | 'ipv6',
  has: readonly string[],
  count: number,
): string[] {
  const made = Array.from({ length: Math.max(0, count - has.length) }, () => {
    const number = cloud.nextId(kind);
    return kind === 'ipv4'
      ? `198.${18 + ((number >> 16) & 1)}.${(number >> 8) & 255}.${number & 255}`
      : `2001:db8::${number.toString(16)}`;
  });
  return [...has.slice(0, count), ...made];
}

/** Reference to a host group. Refuses one that the platform does not have. */
export function regionNamed(name: string | undefined): string {
  if (name === undefined) return regions[0].uniqueName;
  if (regions.every(region => region.uniqueName !== name))
    throw refuse(refusals.noObject, { what: 'hardware node group', name });
  return name;
}

/** A name nobody has, in the platform's default form. */
export function freeName(cloud: VirtuozzoCloud, wanted: EnvSettings['shortdomain']): string {
  if (wanted !== undefined) return wanted;
  for (;;) {
    const id = cloud.nextId('name');
    const name = `env-${cloud.random.integer({ entity: 'environment', id, field: 'name' }, 1_000_000, 9_999_999)}`;
    if (cloud.environments.find(known => known.name === name) === undefined) return name;
  }
}

/** A new environment with these nodes, running and charged from now on. */
export function open(
  cloud: VirtuozzoCloud,
  owner: number,
  environment: Pick<Environment, 'name' | 'displayName' | 'region' | 'isHighlyAvailable' | 'ssl' | 'groups' | 'nodes'>,
): Environment {
  const number = cloud.nextId('environment');
  return cloud.enter({
    id: cloud.random.hex({ entity: 'environment', id: number, field: 'appid' }, 32),
    owner,
    createdOn: cloud.now,
    deletedOn: null,
    state: 'running',
    isSuspended: false,
    ...environment,
  });
}

import type { z } from 'zod';
import { sqlTime } from '../../../../../contracts/core/time.js';
import type { envInfo } from '../../../../../contracts/vendors/virtuozzo/environment/control/schemas.js';
import { hostGroups, software } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { uniqueNameOf } from '../../marketplace/unique-name.js';
import { externalDomainsOf } from '../binder/shown.js';
import { contextsOf } from '../deployment/view.js';
import { isFirewallEnabled } from '../security/shown.js';
import { containerOf } from './container-store.js';
import { endpointsOf } from './endpoints/view.js';
import { manifestOf, softwareOf } from './images.js';
import { layerViews } from './layer-views.js';
import type { AppEnvironment, Node } from './record.js';

type EnvironmentView = z.output<typeof envInfo>;
type NodeView = EnvironmentView['nodes'][number];
type ImageItem = Extract<NodeView['customitem'], { readonly dockerName: string }>;

/** How the wire tells what an environment does. */
export const statuses = { running: 1, down: 2, sleep: 4 } as const;

/** The status of an environment, or that of the work which goes on in it. */
const statusOf = ({ busy, state }: AppEnvironment, now: number): number =>
  busy !== null && busy.until > now ? busy.status : statuses[state];

/** An environment with its layers and nodes, as getenvinfo shows it. */
export function environmentView(cloud: VirtuozzoCloud, record: AppEnvironment): EnvironmentView {
  const { platform } = cloud.settings;
  const region = hostGroups.find(({ uniqueName }) => uniqueName === record.region) ?? hostGroups[0];
  const status = statusOf(record, cloud.now);
  return {
    result: 0,
    env: {
      appid: record.id,
      contexts: contextsOf(cloud, record.id),
      createdOn: sqlTime.format(record.createdOn),
      creatorUid: record.owner,
      ...(record.displayName !== null && { displayName: record.displayName }),
      domain: `${record.name}.${platform}`,
      envName: record.name,
      extdomains: externalDomainsOf(cloud, record.id),
      hardwareNodeGroup: region.uniqueName,
      hostGroup: { displayName: region.displayName, uniqueName: region.uniqueName },
      isFirewallEnabled: isFirewallEnabled(cloud, record.id),
      isTransferring: false,
      ishaenabled: record.isHighlyAvailable,
      shortdomain: record.name,
      sslstate: record.ssl,
      status,
      uid: record.owner,
    },
    envGroups: [...record.groups],
    nodeGroups: layerViews(cloud, record),
    nodes: record.nodes.map(node => ({
      ...nodeView(cloud, record, node, status),
      endpoints: endpointsOf(cloud, record, node.id),
    })),
    nodesData: [],
    nodesInternalDomains: [],
    right: 'OWNER',
  };
}

function nodeView(cloud: VirtuozzoCloud, environment: AppEnvironment, node: Node, status: number): NodeView {
  const known = software.get(node.type);
  const host = hostOf(cloud, environment, node);
  const { name, tag } = softwareOf(node);
  return {
    addons: addonsOf(cloud, environment, node),
    address: addressWithin(node.id),
    adminUrl: `https://${host}/`,
    bandwidthLimit: 100_000,
    canBeExported: true,
    contextValidatorRegex: '^((([a-zA-Z0-9])+(-{1}([a-zA-Z0-9])+)+)|([a-zA-Z0-9]+))$',
    ctid: 100_000 + node.id,
    // A node of Docker shows its image, also where the call that made it named none.
    ...((node.image !== null || node.type === 'docker') && {
      customitem: customItem(cloud, environment, node),
    }),
    ...buildItem(cloud, environment, node),
    diskIoLimit: 10_000_000,
    diskIopsLimit: 1000,
    diskLimit: node.diskLimit,
    ...(node.displayName !== null && { displayName: node.displayName }),
    endpoints: [],
    ...(node.ipv4.length + node.ipv6.length > 0 && { extIPs: [...node.ipv4, ...node.ipv6] }),
    features: [],
    fixedCloudlets: node.fixed,
    flexibleCloudlets: node.flexible,
    guestOSType: 'LINUX',
    hasPackages: false,
    hostOSType: 'LINUX',
    id: node.id,
    intIP: addressWithin(node.id),
    isClusterSupport: false,
    isCustomSslSupport: false,
    isExternalIpRequired: false,
    isHighAvailability: false,
    isResetPassword: false,
    isVcsSupport: known?.group === 'cp',
    isWebAccess: true,
    ismaster: node.isMaster,
    maxchanks: node.flexible,
    messages: [],
    name: node.image === null ? (known?.name ?? node.type) : name,
    nodeGroup: node.group,
    nodeType: node.type,
    nodemission: known?.group ?? node.group,
    osType: 'LINUX',
    packages: [],
    port: known?.port ?? 80,
    singleContext: false,
    status,
    type: 'NATIVE',
    url: `http://${host}/`,
    user: 'root',
    vType: 'CT',
    version: tag,
  };
}

/** What is installed on a node's layer, and the add-ons that it was made with beside those. */
function addonsOf(cloud: VirtuozzoCloud, { id }: AppEnvironment, node: Node): NonNullable<NodeView['addons']> {
  const installed = cloud.installations
    .allKeyed(id)
    .filter(({ type, nodeGroup }) => type === 'update' && nodeGroup === node.group)
    .map(one => ({ appTemplateId: one.app ?? one.name, uniqueName: uniqueNameOf(cloud, one) }));
  const asked = node.addons
    .filter(addon => installed.every(({ appTemplateId }) => appTemplateId !== addon))
    .map(addon => ({
      appTemplateId: addon,
      uniqueName: cloud.random.hex({ entity: 'node', id: node.id, field: `addon ${addon}` }, 32),
    }));
  return [...installed, ...asked];
}

/** The host name of a node. */
export const hostOf = ({ settings }: VirtuozzoCloud, { name }: AppEnvironment, { id }: Node): string =>
  `node${id}-${name}.${settings.platform}`;

/** The image of a node and how it is run. */
function customItem(cloud: VirtuozzoCloud, { nodes }: AppEnvironment, node: Node): ImageItem {
  const image = softwareOf(node);
  const { volumes, links } = containerOf(cloud, node.id);
  const sources = links.flatMap(({ group, alias }) => {
    const source = nodes.find(one => one.group === group);
    return source === undefined ? [] : [{ type: 'IN' as const, sourceNodeId: source.id, alias }];
  });
  return {
    ...(sources.length > 0 && { dockerLinks: sources }),
    dockerManifest: manifestOf(cloud.random, image),
    dockerName: image.name,
    dockerOs: 'linux',
    dockerTag: image.tag,
    dockerVolumes: [...volumes],
    dockerVolumesFrom: [],
  };
}

/** The projects of a build node, where it has any. */
function buildItem(cloud: VirtuozzoCloud, { id: appid }: AppEnvironment, node: Node): Pick<NodeView, 'customitem'> {
  const projects = cloud.buildProjects.allKeyed(appid).filter(({ nodeid }) => nodeid === node.id);
  return projects.length === 0 ? {} : { customitem: { projects: projects.map(({ id, name }) => ({ id, name })) } };
}

/** The same without what the list of basic facts leaves out. */
export function basicView(cloud: VirtuozzoCloud, environment: AppEnvironment): EnvironmentView {
  const whole = environmentView(cloud, environment);
  const nodes = whole.nodes.map(({ endpoints, packages, customitem, ...node }): NodeView => {
    if (customitem === undefined) return node;
    if ('projects' in customitem) return { ...node, customitem };
    const { dockerManifest, dockerVolumes, dockerVolumesFrom, ...image } = customitem;
    return { ...node, customitem: image };
  });
  return { ...whole, nodes };
}

/** Address in the platform's own network. */
export const addressWithin = (id: number): string => `10.${100 + ((id >> 16) & 63)}.${(id >> 8) & 255}.${id & 255}`;

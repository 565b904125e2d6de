import type { z } from 'zod';
import { sqlTime } from '../../../../../contracts/core/time.js';
import type { envInfo } from '../../../../../contracts/vendors/virtuozzo/environment/control/schemas.js';
import { hostGroups, software } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { contextsOf } from '../deployment/view.js';
import { layerViews } from './layer-views.js';
import type { AppEnvironment, Node } from './record.js';

/** How the wire tells what an environment does. */
export const statuses = { running: 1, down: 2, sleep: 4 } as const;

/** An environment with its layers and nodes, as getenvinfo shows it. */
export function environmentView(cloud: VirtuozzoCloud, record: AppEnvironment): z.output<typeof envInfo> {
  const { platform } = cloud.settings;
  const region = hostGroups.find(({ uniqueName }) => uniqueName === record.region) ?? hostGroups[0];
  const status = statuses[record.state];
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
      extdomains: [],
      hardwareNodeGroup: region.uniqueName,
      hostGroup: { displayName: region.displayName, uniqueName: region.uniqueName },
      isFirewallEnabled: true,
      isTransferring: false,
      ishaenabled: record.isHighlyAvailable,
      shortdomain: record.name,
      sslstate: record.ssl,
      status,
      uid: record.owner,
    },
    envGroups: [...record.groups],
    nodeGroups: layerViews(cloud, record),
    nodes: record.nodes.map(node => nodeView(node, `${record.name}.${platform}`, status)),
    nodesData: [],
    nodesInternalDomains: [],
    right: 'OWNER',
  };
}

function nodeView(node: Node, domain: string, status: number): z.output<typeof envInfo>['nodes'][number] {
  const known = software.get(node.type);
  const host = `node${node.id}-${domain}`;
  const { name, tag } = imageOf(node.image ?? node.type);
  return {
    addons: [],
    address: addressWithin(node.id),
    adminUrl: `https://${host}/`,
    bandwidthLimit: 100_000,
    canBeExported: true,
    ctid: 100_000 + node.id,
    // A node of Docker shows its image, also where the call that made it named none.
    ...((node.image !== null || node.type === 'docker') && {
      customitem: { dockerName: name, dockerOs: 'linux', dockerTag: tag, dockerVolumes: [], dockerVolumesFrom: [] },
    }),
    diskIoLimit: 10_000_000,
    diskIopsLimit: 1000,
    diskLimit: node.diskLimit,
    ...(node.displayName !== null && { displayName: node.displayName }),
    endpoints: [],
    ...(node.ipv4.length + node.ipv6.length > 0 && { extIPs: [...node.ipv4, ...node.ipv6] }),
    features: [],
    fixedCloudlets: node.fixed,
    flexibleCloudlets: node.flexible,
    id: node.id,
    intIP: addressWithin(node.id),
    isClusterSupport: false,
    isExternalIpRequired: false,
    ismaster: node.isMaster,
    maxchanks: node.flexible,
    messages: [],
    name: known?.name ?? node.type,
    nodeGroup: node.group,
    nodeType: node.type,
    nodemission: known?.group ?? node.group,
    osType: 'LINUX',
    packages: [],
    port: known?.port ?? 80,
    status,
    type: 'NATIVE',
    url: `http://${host}/`,
    vType: 'CT',
    version: node.image === null ? (known?.version ?? '') : tag,
  };
}

/** Name and tag of a Docker image; a colon before the last slash is that of a registry's port. */
function imageOf(image: string): { readonly name: string; readonly tag: string } {
  const at = image.indexOf(':', image.lastIndexOf('/') + 1);
  return at < 0 ? { name: image, tag: 'latest' } : { name: image.slice(0, at), tag: image.slice(at + 1) };
}

/** Address in the platform's own network. */
const addressWithin = (id: number): string => `10.${100 + ((id >> 16) & 63)}.${(id >> 8) & 255}.${id & 255}`;

import { allFlavors, allImages, allRegions, type Flavor, type Image, OFFERED } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import type { Cluster } from './record.js';

/** Kubernetes is offered where there is an image with it, in the version that its name says. */
const VERSION = / Kubernetes v(\S+)$/;
const versionOf = ({ name }: Image): string | undefined => VERSION.exec(name)?.[1];

/** The image of a version in a region. */
export const kubernetesImage = (region: string, version: string): Image | undefined =>
  allImages.find(image => image.region === region && versionOf(image) === version);

/** ASSUMED: ids of versions are those of their images. */
export const versionViews = (region: string | undefined) =>
  allImages.flatMap(image => {
    const version = versionOf(image);
    const place = allRegions.find(({ name }) => name === image.region);
    if (version === undefined || place === undefined || (region ?? image.region) !== image.region) return [];
    return [
      {
        id: image.id,
        version,
        region: { id: place.id, name: place.name },
        image: { id: image.id, name: image.name },
        created_at: timeText(OFFERED),
        updated_at: null,
      },
    ];
  });

/** ASSUMED: masters have no GPUs; no page says which flavors they may have. */
export const canBeMaster = ({ gpu }: Flavor): boolean => gpu === '';
export const masterFlavorsAnywhere = (): Flavor[] => {
  const fit = allFlavors.filter(canBeMaster);
  return fit.filter(({ name }, at) => fit.findIndex(other => other.name === name) === at);
};

/** Where Kubernetes answers: at the load balancer, or at the only master. Null until it does. */
export function apiAddress(cloud: InfrahubCloud, { state, nodes }: Cluster): string | null {
  const front = nodes.find(({ role }) => role === 'load-balancer') ?? nodes.find(({ role }) => role === 'master');
  const address = front && cloud.machines.get(front.machine)?.floatingIp;
  return state === 'ACTIVE' && address ? `https://${address}:6443` : null;
}

/** A file for `kubectl`, in base64; null until Kubernetes answers. Its secrets are nobody's. */
export function kubeConfig(cloud: InfrahubCloud, cluster: Cluster): string | null {
  const server = apiAddress(cloud, cluster);
  if (server === null) return null;
  const { id, name } = cluster;
  const secret = (field: string) =>
    Buffer.from(cloud.random.letters({ entity: 'cluster', id, field }, 48)).toString('base64');
  const file = [
    'apiVersion: v1',
    'kind: Config',
    'clusters:',
    `- name: ${name}`,
    '  cluster:',
    `    certificate-authority-data: ${secret('authority')}`,
    `    server: ${server}`,
    'contexts:',
    `- name: ${name}-admin@${name}`,
    '  context:',
    `    cluster: ${name}`,
    `    user: ${name}-admin`,
    `current-context: ${name}-admin@${name}`,
    'users:',
    `- name: ${name}-admin`,
    '  user:',
    `    client-certificate-data: ${secret('certificate')}`,
    `    client-key-data: ${secret('key')}`,
    '',
  ].join('\n');
  return Buffer.from(file).toString('base64');
}

import { refuse } from '../../../../contracts/core/failure.js';
import type { PartOutput } from '../../../../contracts/core/operation.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { virtualMachines as operations } from '../../../../contracts/vendors/infrahub/virtual-machines/operations.js';
import { allFlavors, canBootFromVolume, type Flavor } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { refuseNonCompliant } from '../compliance/rules.js';
import type { Environment } from '../environments/record.js';
import { imageFor, imageNamed, osOf } from '../own-images/rules.js';
import { attachmentOf } from '../volumes/attachment-of.js';
import type { Volume } from '../volumes/record.js';
import type { Rule } from './record.js';
import type { MachineOrder } from './rules.js';

type Wanted = PartOutput<typeof operations.create, 'body'>;

/** Several machines are told apart by `-1`, `-2` and so on. */
export const machineNames = (name: string, count: number): string[] =>
  count === 1 ? [name] : Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);

/** A rule as it was sent. */
export const ruleIn = (rule: Wanted['security_rules'][number]): Rule => ({
  direction: rule.direction,
  protocol: rule.protocol,
  lowestPort: rule.port_range_min ?? null,
  highestPort: rule.port_range_max ?? null,
  ethertype: rule.ethertype,
  prefix: rule.remote_ip_prefix,
});

/** What is wanted, with its parents found; refuses what cannot be had. */
export function orderOf(cloud: InfrahubCloud, org: number, body: Wanted): MachineOrder {
  const environment = cloud.named(cloud.environments, body.environment_name, org);
  if (environment === undefined) throw refuse(refusals.noEnvironment, body.environment_name);
  refuseFull(cloud, environment, body.count);
  const flavor = flavorIn(environment, body);
  if ((body.volume_name || body.create_bootable_volume) && !canBootFromVolume(flavor))
    throw refuse(refusals.cannotBootFromVolume, flavor.name);
  const source = sourceOf(cloud, environment, body);
  const isKey = ({ name, environment: place }: { name: string; environment: number }): boolean =>
    name === body.key_name && place === environment.id;
  if (cloud.keypairs.find(isKey) === undefined) throw refuse(refusals.noKeypair, body.key_name);
  const order = {
    org,
    names: machineNames(body.name, body.count),
    environment,
    flavor,
    ...source,
    keypair: body.key_name,
    ownVolume: body.create_bootable_volume,
    wantsAddress: body.assign_floating_ip,
    wantedRules: body.security_rules.map(ruleIn),
    labels: body.labels,
    callbackUrl: body.callback_url ?? null,
    portRandomization: body.enable_port_randomization,
    hasEnhancedMetrics: body.enhanced_monitoring_enabled,
  };
  refuseImpossible(cloud, order);
  return order;
}

/** The flavor that is named, with the measures that are wanted instead of its own; its model of GPUs must be one of the region's. */
function flavorIn({ region: place }: Environment, { flavor_name: wanted, flavor: own = {} }: Wanted): Flavor {
  const named = allFlavors.find(({ name, region }) => name === wanted && region === place);
  if (named === undefined) throw refuse(refusals.noFlavor);
  const { cpu = named.cpu, ram = named.ram, disk = named.disk, gpu = named.gpu, gpu_count = named.gpus } = own;
  const gpus = gpu === '' ? 0 : gpu_count;
  const measures = { cpu, ram, disk, gpu: gpus === 0 ? '' : gpu, gpus };
  if (!allFlavors.some(({ region, gpu: model }) => region === place && model === measures.gpu))
    throw refuse(refusals.noFlavor);
  const isOwn = (['cpu', 'ram', 'disk', 'gpu', 'gpus'] as const).some(name => measures[name] !== named[name]);
  return isOwn ? { ...named, ...measures } : named;
}

/** What the machines boot from: an image, or a volume that has been filled from one. Clients send the other name empty. */
function sourceOf(
  cloud: InfrahubCloud,
  environment: Environment,
  body: Wanted,
): Pick<MachineOrder, 'image' | 'os' | 'bootFrom'> {
  if (body.volume_name) {
    const bootFrom = bootableNamed(cloud, environment, body.volume_name);
    const filledFrom = imageFor(cloud, environment.org, bootFrom.image ?? 0);
    return { image: null, os: filledFrom === undefined ? '' : osOf(filledFrom), bootFrom };
  }
  if (!body.image_name) throw refuse(refusals.noSource);
  const image = imageNamed(cloud, environment.org, environment.region, body.image_name);
  if (image === undefined) throw refuse(refusals.noImage);
  return { image, os: osOf(image), bootFrom: null };
}

/** A volume that is still being filled is said not to exist: so the vendor answers, and clients wait for it. */
function bootableNamed(cloud: InfrahubCloud, environment: Environment, name: string): Volume {
  const volume = cloud.volumes.find(
    one => one.name === name && one.environment === environment.id && one.image !== null,
  );
  if (volume === undefined || (volume.state !== 'available' && volume.state !== 'in-use'))
    throw refuse(refusals.noBootVolume, name);
  if (attachmentOf(volume) !== undefined) throw refuse(refusals.volumesAttached);
  return volume;
}

/** Refuses more machines than an environment may hold. */
export function refuseFull(cloud: InfrahubCloud, { id, name }: Environment, count: number): void {
  const most = cloud.settings.mostMachines;
  const there = cloud.machines.filter(({ environment }) => environment === id).length;
  if (there + count > most) throw refuse(refusals.quota, { name, most });
}

/** Refuses machines whose name is taken, that cannot be paid, or for which there is no hardware. */
export function refuseImpossible(cloud: InfrahubCloud, { org, names, flavor, bootFrom }: MachineOrder): void {
  const wanted = new Set(names);
  if (cloud.machines.find(({ name, org: owner }) => owner === org && wanted.has(name)) !== undefined)
    throw refuse(refusals.nameTaken, 'Virtual machine');
  if (bootFrom !== null && names.length > 1) throw refuse(refusals.volumesAttached);
  refuseNonCompliant(cloud, org, flavor);
  if (!cloud.canCreate(org)) throw refuse(refusals.funds);
  if (!cloud.isInStock(flavor, names.length)) throw refuse(refusals.stock, flavor.gpu);
}

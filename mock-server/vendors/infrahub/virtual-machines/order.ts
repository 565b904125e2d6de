import { refuse } from '../../../../contracts/core/failure.js';
import type { PartOutput } from '../../../../contracts/core/operation.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { virtualMachines as operations } from '../../../../contracts/vendors/infrahub/virtual-machines/operations.js';
import { allFlavors, allImages, canBootFromVolume, imageOf } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Environment } from '../environments/record.js';
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
  const most = cloud.settings.mostMachines;
  const there = cloud.machines.filter(machine => machine.environment === environment.id).length;
  if (there + body.count > most) throw refuse(refusals.quota, { name: environment.name, most });
  const flavor = allFlavors.find(({ name, region }) => name === body.flavor_name && region === environment.region);
  if (flavor === undefined) throw refuse(refusals.noFlavor);
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
  };
  refuseImpossible(cloud, order);
  return order;
}

/** What the machines boot from: an image, or a volume that has been filled from one. Clients send the other name empty. */
function sourceOf(
  cloud: InfrahubCloud,
  environment: Environment,
  body: Wanted,
): Pick<MachineOrder, 'image' | 'os' | 'bootFrom'> {
  if (body.volume_name) {
    const bootFrom = bootableNamed(cloud, environment, body.volume_name);
    return { image: null, os: imageOf(bootFrom.image ?? 0)?.name ?? '', bootFrom };
  }
  if (!body.image_name) throw refuse(refusals.noSource);
  const image = allImages.find(({ name, region }) => name === body.image_name && region === environment.region);
  if (image === undefined) throw refuse(refusals.noImage);
  return { image, os: image.name, bootFrom: null };
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

function refuseImpossible(cloud: InfrahubCloud, { org, names, flavor, bootFrom }: MachineOrder): void {
  const wanted = new Set(names);
  if (cloud.machines.find(({ name, org: owner }) => owner === org && wanted.has(name)) !== undefined)
    throw refuse(refusals.nameTaken, 'Virtual machine');
  if (bootFrom !== null && names.length > 1) throw refuse(refusals.volumesAttached);
  if (!cloud.canCreate(org)) throw refuse(refusals.funds);
  if (!cloud.isInStock(flavor, names.length)) throw refuse(refusals.stock, flavor.gpu);
}

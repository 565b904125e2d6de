import { refuse } from '../../../../contracts/core/failure.js';
import type { Part as PartOf } from '../../../../contracts/core/operation.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { virtualMachines as operations } from '../../../../contracts/vendors/infrahub/virtual-machines/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import {
  flavors as allFlavors,
  images as allImages,
  canBootFromVolume,
  canHibernate,
  flavorOf,
  imageOf,
} from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import {
  attachAddress,
  createMachines,
  deleteMachine,
  detachAddress,
  type Move,
  move,
  moves,
  type Order,
} from '../machines.js';
import type { Environment, Machine, MachineState, Volume } from '../records.js';
import { matches, pageOf } from '../views/common.js';
import { eventView, machineView } from '../views/virtual-machine.js';
import { attachmentOf } from '../volumes.js';
import { inStock } from './catalogue.js';
import { availability } from './environments.js';

type Wanted = PartOf<typeof operations.create, 'body'>;

export const virtualMachines = {
  list({ query, cloud, caller }) {
    const { search, environment, exact_environment_match: exact } = query;
    const places = new Set(
      cloud.environments
        .filter(({ name }) => (exact ? name === environment : matches(environment, name)))
        .map(({ id }) => id),
    );
    const found = cloud.machines.filter(
      machine =>
        machine.org === caller.holder &&
        matches(search, machine.name) &&
        (environment === undefined || places.has(machine.environment)),
    );
    const { records, listed } = pageOf(found, query);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Getting VMs successful',
        ...listed,
        instances: records.map(machine => machineView(cloud, machine)),
      },
      cache: 'untilChange',
    };
  },

  create({ body, cloud, caller }) {
    const machines = createMachines(cloud, orderOf(cloud, caller.holder, body));
    return {
      status: 200,
      body: {
        status: true,
        message: 'VM is scheduled for creation.',
        instances: machines.map(machine => machineView(cloud, machine)),
      },
    };
  },

  nameAvailability({ params, query, cloud, caller }) {
    const taken = namesOf(params.name, Math.min(query.count, cloud.settings.mostMachines)).some(
      name => cloud.named(cloud.machines, name, caller.holder) !== undefined,
    );
    return { status: 200, body: availability(params.name, taken) };
  },

  show({ params, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    const instance = { ...machineView(cloud, machine), excluded_billing: false };
    return { status: 200, body: { status: true, message: 'Getting VM detail successful', instance } };
  },

  delete({ params, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    if (machine.state === 'CREATING' || machine.state === 'BUILD') throw refuse(refusals.beingCreated, machine);
    if (machine.state === 'DELETING') throw wrongState(machine, ['ACTIVE', 'SHUTOFF', 'HIBERNATED']);
    deleteMachine(cloud, machine);
    return done('Instance is being deleted.');
  },

  start({ params, cloud, caller }) {
    const machine = able(cloud, caller.holder, params.vm_id, 'start');
    move(cloud, machine, 'start');
    return done(`VM ${machine.name} is scheduled to start.`);
  },

  stop({ params, cloud, caller }) {
    const machine = able(cloud, caller.holder, params.vm_id, 'stop');
    move(cloud, machine, 'stop');
    return done(`VM ${machine.name} is scheduled to stop.`);
  },

  hardReboot({ params, cloud, caller }) {
    const machine = able(cloud, caller.holder, params.vm_id, 'reboot');
    move(cloud, machine, 'reboot');
    return done(`VM ${machine.name} is scheduled to reboot.`);
  },

  hibernate({ params, query, cloud, caller }) {
    const machine = able(cloud, caller.holder, params.vm_id, 'hibernate');
    const flavor = flavorOf(machine.flavor);
    if (!canHibernate(flavor)) throw refuse(refusals.cannotHibernate, flavor.name);
    move(cloud, machine, 'hibernate', query.retain_ip);
    return done(`VM ${machine.name} is scheduled to hibernate.`);
  },

  hibernateRestore({ params, cloud, caller }) {
    const { state } = cloud.own(cloud.machines, params.vm_id, caller.holder);
    if (state === 'HIBERNATING') throw refuse(refusals.stillHibernating);
    const machine = able(cloud, caller.holder, params.vm_id, 'restore');
    const flavor = flavorOf(machine.flavor);
    if (!cloud.canCreate(caller.holder)) throw refuse(refusals.funds);
    if (!inStock(cloud, flavor)) throw refuse(refusals.stock, flavor.gpu);
    move(cloud, machine, 'restore');
    return done(`VM ${machine.name} is scheduled to restore.`);
  },

  attachFloatingIp({ params, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    refuseUnless(machine, ['ACTIVE', 'SHUTOFF']);
    if (machine.addressState !== 'NO FLOATING IP' && machine.addressState !== 'DETACHED')
      throw refuse(refusals.addressAttached, machine);
    if (!cloud.canCreate(caller.holder)) throw refuse(refusals.fundsForAddress);
    attachAddress(cloud, machine);
    return done(`A Public IP will be assigned to VM ${machine.name}.`);
  },

  detachFloatingIp({ params, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    refuseUnless(machine, ['ACTIVE', 'SHUTOFF']);
    if (machine.addressState !== 'ATTACHED') throw refuse(refusals.addressMissing, machine);
    detachAddress(cloud, machine);
    return done(`Public IP will be detached from the VM ${machine.name}.`);
  },

  resize({ params, cloud, caller }) {
    cloud.own(cloud.machines, params.vm_id, caller.holder);
    throw refuse(refusals.noResize);
  },

  editLabels({ params, body, cloud, caller }) {
    const { id, name } = cloud.own(cloud.machines, params.vm_id, caller.holder);
    const labels = labelsIn(body.labels);
    cloud.machines.update(id, { labels });
    const shown = labels.map(label => `'${label}'`).join(', '); // as Python writes a list
    return done(`labels for VM: ${name} is set to: [${shown}]`);
  },

  events({ params, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    const account = cloud.accounts.need(caller.holder);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Getting VM events success',
        instance_events: machine.events.map(event => eventView(machine, account, event)),
      },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/**
 * One text may hold several labels with spaces between them, and an empty one takes all away:
 * https://docs.hyperstack.cloud/docs/api-reference/core-resources/virtual-machines/manage-vms/update-labels and
 * https://docs.hyperstack.cloud/docs/api-reference/schemas/edit-label-of-an-existing-vm-payload
 */
const labelsIn = (texts: readonly string[]): string[] =>
  texts.flatMap(text => text.split(' ')).filter(label => label !== '');

const done = (message: string) => ({ status: 200 as const, body: { status: true, message } });

/** The machine, in a state from which this can be asked. */
function able(cloud: InfrahubCloud, org: number, id: number, wanted: Move): Machine {
  const machine = cloud.own(cloud.machines, id, org);
  refuseUnless(machine, moves[wanted].from);
  return machine;
}

/** Refuses a machine that is in none of these states. */
export function refuseUnless(machine: Machine, wanted: readonly MachineState[]): void {
  if (!wanted.includes(machine.state)) throw wrongState(machine, wanted);
}

const wrongState = ({ name, state: status }: Machine, wanted: readonly MachineState[]) =>
  refuse(refusals.wrongState, { name, status, wanted: wanted.join(' or ') });

/** Several machines are told apart by `-1`, `-2` and so on. */
const namesOf = (name: string, count: number): string[] =>
  count === 1 ? [name] : Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);

/** What is wanted, with its parents found; refuses what cannot be had. */
function orderOf(cloud: InfrahubCloud, org: number, body: Wanted): Order {
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
    names: namesOf(body.name, body.count),
    environment,
    flavor,
    ...source,
    keypair: body.key_name,
    ownVolume: body.create_bootable_volume,
    wantsAddress: body.assign_floating_ip,
    wantedRules: body.security_rules.map(rule => ({
      direction: rule.direction,
      protocol: rule.protocol,
      lowestPort: rule.port_range_min ?? null,
      highestPort: rule.port_range_max ?? null,
      ethertype: rule.ethertype,
      prefix: rule.remote_ip_prefix,
    })),
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
): Pick<Order, 'image' | 'os' | 'bootFrom'> {
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

function refuseImpossible(cloud: InfrahubCloud, { org, names, flavor, bootFrom }: Order): void {
  const wanted = new Set(names);
  if (cloud.machines.find(({ name, org: owner }) => owner === org && wanted.has(name)) !== undefined)
    throw refuse(refusals.nameTaken, 'Virtual machine');
  if (bootFrom !== null && names.length > 1) throw refuse(refusals.volumesAttached);
  if (!cloud.canCreate(org)) throw refuse(refusals.funds);
  if (!inStock(cloud, flavor, names.length)) throw refuse(refusals.stock, flavor.gpu);
}

import { refuse } from '../../../../contracts/core/failure.js';
import { clusterRefusals } from '../../../../contracts/vendors/infrahub/clusters/refusals.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { virtualMachines as operations } from '../../../../contracts/vendors/infrahub/virtual-machines/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import { canHibernate } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { askedFor, availability, matches, pageOf, placesWhere, saying } from '../common.js';
import type { Environment } from '../environments/record.js';
import { keepProfile } from '../profiles/rules.js';
import { noteRequest } from './events.js';
import { flavorOfMachine } from './hardware.js';
import { monitoringHandlers } from './monitoring-handlers.js';
import { contractHandlers } from './of-contract.js';
import { machineNames, orderOf } from './order.js';
import type { Machine } from './record.js';
import { ruleHandlers } from './rule-handlers.js';
import {
  attachAddress,
  createMachines,
  deleteMachine,
  detachAddress,
  type MachineMove,
  move,
  moves,
  refuseSnapshotting,
  refuseUnless,
  wrongMachineState,
} from './rules.js';
import { snapshotHandlers } from './snapshot-handlers.js';
import { machineEventView, machineView } from './view.js';

export const handlers = {
  ...ruleHandlers,
  ...monitoringHandlers,
  ...snapshotHandlers,
  ...contractHandlers,

  list({ query, cloud, caller }) {
    const { search, environment, exact_environment_match: exact, exclude_firewalls: without = [] } = query;
    const isPlace = ({ name }: Environment): boolean => (exact ? name === environment : matches(environment, name));
    const places =
      environment === undefined ? undefined : placesWhere(cloud, askedFor('like', environment, exact), isPlace);
    const found = cloud.machines.listed(
      askedFor(caller.holder, search, places && [...places], without),
      machine =>
        machine.org === caller.holder &&
        matches(search, machine.name) &&
        !machine.firewalls.some(id => without.includes(id)) &&
        (places?.has(machine.environment) ?? true),
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
    };
  },

  create({ body, cloud, caller }) {
    const { profile, ...wanted } = body;
    const machines = createMachines(cloud, orderOf(cloud, caller.holder, body));
    if (profile !== undefined) keepProfile(cloud, caller.holder, { ...profile, data: withoutUndefined(wanted) });
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
    const taken = machineNames(params.name, Math.min(query.count, cloud.settings.mostMachines)).some(
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
    refuseSnapshotting(machine);
    if (machine.cluster !== null)
      throw refuse(clusterRefusals.ofCluster, { machine: machine.name, cluster: machine.cluster });
    if (machine.state === 'CREATING' || machine.state === 'BUILD') throw refuse(refusals.beingCreated, machine);
    if (machine.state === 'DELETING') throw wrongMachineState(machine, ['ACTIVE', 'SHUTOFF', 'HIBERNATED', 'ERROR']);
    deleteMachine(cloud, machine);
    return saying('Instance is being deleted.');
  },

  start({ params, cloud, caller }) {
    const machine = able(cloud, caller.holder, params.vm_id, 'start');
    move(cloud, machine, 'start');
    return saying(`VM ${machine.name} is scheduled to start.`);
  },

  stop({ params, cloud, caller }) {
    const machine = able(cloud, caller.holder, params.vm_id, 'stop');
    move(cloud, machine, 'stop');
    return saying(`VM ${machine.name} is scheduled to stop.`);
  },

  hardReboot({ params, cloud, caller }) {
    const machine = able(cloud, caller.holder, params.vm_id, 'reboot');
    move(cloud, machine, 'reboot');
    return saying(`VM ${machine.name} is scheduled to reboot.`);
  },

  hibernate({ params, query, cloud, caller }) {
    const machine = able(cloud, caller.holder, params.vm_id, 'hibernate');
    const flavor = flavorOfMachine(machine);
    if (!canHibernate(flavor)) throw refuse(refusals.cannotHibernate, flavor.name);
    move(cloud, machine, 'hibernate', query.retain_ip);
    return saying(`VM ${machine.name} is scheduled to hibernate.`);
  },

  hibernateRestore({ params, cloud, caller }) {
    const { state } = cloud.own(cloud.machines, params.vm_id, caller.holder);
    if (state === 'HIBERNATING') throw refuse(refusals.stillHibernating);
    const machine = able(cloud, caller.holder, params.vm_id, 'restore');
    const flavor = flavorOfMachine(machine);
    if (!cloud.canCreate(caller.holder)) throw refuse(refusals.funds);
    if (!cloud.isInStock(flavor)) throw refuse(refusals.stock, flavor.gpu);
    move(cloud, machine, 'restore');
    return saying(`VM ${machine.name} is scheduled to restore.`);
  },

  attachFloatingIp({ params, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    if (!cloud.canCreate(caller.holder)) throw refuse(refusals.fundsForAddress);
    refuseUnless(machine, ['ACTIVE', 'SHUTOFF']);
    if (machine.addressState !== 'NO FLOATING IP' && machine.addressState !== 'DETACHED')
      throw refuse(refusals.addressAttached, machine);
    attachAddress(cloud, machine);
    return saying(`A Public IP will be assigned to VM ${machine.name}.`);
  },

  detachFloatingIp({ params, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    refuseUnless(machine, ['ACTIVE', 'SHUTOFF']);
    if (machine.addressState !== 'ATTACHED') throw refuse(refusals.addressMissing, machine);
    detachAddress(cloud, machine);
    return saying(`Public IP will be detached from the VM ${machine.name}.`);
  },

  resize({ params, cloud, caller }) {
    cloud.own(cloud.machines, params.vm_id, caller.holder);
    throw refuse(refusals.noResize);
  },

  editLabels({ params, body, cloud, caller }) {
    const { id, name } = cloud.own(cloud.machines, params.vm_id, caller.holder);
    const labels = labelsIn(body.labels);
    cloud.machines.update(id, { labels });
    noteRequest(cloud, id, 'labels');
    const shown = labels.map(label => `'${label}'`).join(', '); // as Python writes a list
    return saying(`labels for VM: ${name} is set to: [${shown}]`);
  },

  events({ params, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    const organization = cloud.organizations.need(caller.holder);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Getting VM events success',
        instance_events: machine.events.map(event => machineEventView(machine, organization, event)),
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

/** The members that have a value. */
const withoutUndefined = (members: object) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** The machine, in a state from which this can be asked. */
function able(cloud: InfrahubCloud, org: number, id: number, wanted: MachineMove): Machine {
  const machine = cloud.own(cloud.machines, id, org);
  refuseUnless(machine, moves[wanted].from);
  return machine;
}

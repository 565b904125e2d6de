import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import { snapshotRefusals } from '../../../../contracts/vendors/infrahub/snapshots/refusals.js';
import { SECOND } from '../../../domain/clock.js';
import { type Flavor, flavorNumbered, type Image } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { discountOf, joinContract, leaveContract } from '../contracts/rules.js';
import type { Environment } from '../environments/record.js';
import { setFirewalls } from '../firewalls/rules.js';
import { discounted, linesAtWork, linesHibernated, type PriceLine, termsOf } from '../tariff.js';
import type { Volume } from '../volumes/record.js';
import { attach, bootVolume, release } from '../volumes/rules.js';
import { noteRequest, tellMachine, tellState } from './events.js';
import { flavorOfMachine } from './hardware.js';
import type { Hardware, Machine, MachineState, Rule } from './record.js';

/** What can be asked of a machine: from which states, through which, and to which it comes by itself. */
export const moves = {
  start: { from: ['SHUTOFF'], through: 'STARTING' },
  stop: { from: ['ACTIVE', 'ERROR'], through: 'STOPPING' },
  reboot: { from: ['ACTIVE', 'ERROR'], through: 'REBOOTING' },
  hibernate: { from: ['ACTIVE'], through: 'HIBERNATING' },
  restore: { from: ['HIBERNATED'], through: 'RESTORING' },
} as const satisfies Record<string, { from: readonly MachineState[]; through: MachineState }>;
export type MachineMove = keyof typeof moves;

/** How long each state lasts that passes by itself, and what follows. Real ones take longer; clients poll every 3 s. */
export const passing: Partial<
  Readonly<Record<MachineState, { readonly takes: number; readonly next: MachineState | null }>>
> = {
  CREATING: { takes: 3 * SECOND, next: 'BUILD' },
  BUILD: { takes: 7 * SECOND, next: 'ACTIVE' },
  STARTING: { takes: 5 * SECOND, next: 'ACTIVE' },
  STOPPING: { takes: 5 * SECOND, next: 'SHUTOFF' },
  REBOOTING: { takes: 8 * SECOND, next: 'ACTIVE' },
  HIBERNATING: { takes: 20 * SECOND, next: 'HIBERNATED' },
  RESTORING: { takes: 20 * SECOND, next: 'ACTIVE' },
  DELETING: { takes: 5 * SECOND, next: null },
};
export const ADDRESS_TAKES = 3 * SECOND;

const resting = {
  ACTIVE: { power: 'RUNNING', rest: 'active' },
  SHUTOFF: { power: 'SHUTDOWN', rest: 'stopped' },
  HIBERNATED: { power: 'SHUTDOWN', rest: 'shelved_offloaded' },
} as const;
export const isResting = (state: MachineState): state is keyof typeof resting => state in resting;

/** What is wanted of machines to be made, all parents already found. */
export interface MachineOrder {
  readonly org: number;
  readonly names: readonly string[];
  readonly environment: Environment;
  readonly flavor: Flavor;
  readonly image: Image | null;
  readonly os: string;
  readonly keypair: string;
  readonly bootFrom: Volume | null;
  readonly ownVolume: boolean;
  readonly wantsAddress: boolean;
  readonly wantedRules: readonly Rule[];
  readonly labels: readonly string[];
  readonly callbackUrl: string | null;
  readonly portRandomization: boolean;
  readonly hasEnhancedMetrics?: boolean;
  /** The cluster that it is to be a node of. */
  readonly cluster?: number;
  readonly isFree?: boolean;
}

/** Names a machine to the agenda. */
export const machineSubject = (id: number): string => `vm:${id}`;

/** Makes machines, still to be built. */
export const createMachines = (cloud: InfrahubCloud, order: MachineOrder): Machine[] =>
  order.names.map(name => createMachine(cloud, order, name));

function createMachine(cloud: InfrahubCloud, order: MachineOrder, name: string): Machine {
  const id = cloud.nextId('vm');
  const { org, environment, flavor, image, os, keypair, wantedRules, labels, callbackUrl } = order;
  const { portRandomization, hasEnhancedMetrics = false } = order;
  cloud.machines.add({
    id,
    org,
    name,
    environment: environment.id,
    flavor: flavor.id,
    hardware: hardwareOf(flavor),
    image: image?.id ?? null,
    os,
    keypair,
    state: 'CREATING',
    power: null,
    rest: null,
    fixedIp: null,
    floatingIp: null,
    addressState: order.wantsAddress ? 'ATTACHING' : 'NO FLOATING IP',
    wantedRules,
    rules: [],
    volumes: [],
    firewalls: [],
    snapshot: null,
    cluster: order.cluster ?? null,
    isFree: order.isFree ?? false,
    labels,
    callbackUrl,
    portRandomization,
    hasEnhancedMetrics,
    events: [],
    createdAt: cloud.now,
  });
  joinContract(cloud, { id, org, name, flavor: flavor.id });
  noteRequest(cloud, id, 'create');
  enterState(cloud, id, 'CREATING');
  if (order.bootFrom !== null) attach(cloud, cloud.machines.need(id), [order.bootFrom], false);
  if (order.ownVolume && image !== null) bootVolume(cloud, cloud.machines.need(id), image, flavor.disk);
  return cloud.machines.need(id);
}

/** What a wanted flavor has of its own; null for one as it is offered. */
function hardwareOf(flavor: Flavor): Hardware | null {
  if (flavor === flavorNumbered(flavor.id)) return null;
  const { cpu, ram, disk, gpu, gpus } = flavor;
  return { cpu, ram, disk, gpu, gpus };
}

/** Sets a machine on its way. */
export function move(cloud: InfrahubCloud, machine: Machine, wanted: MachineMove, retainAddress = false): void {
  noteRequest(cloud, machine.id, wanted);
  if (wanted === 'hibernate' && !retainAddress && !cloud.keepsAddresses(machine.org))
    cloud.machines.update(machine.id, { floatingIp: null, addressState: 'NO FLOATING IP' });
  enterState(cloud, machine.id, moves[wanted].through);
}

/** Begins to delete a machine: from now on it costs nothing, and its volumes are free. */
export function deleteMachine(cloud: InfrahubCloud, machine: Machine): void {
  cloud.agenda.cancel(machineSubject(machine.id));
  noteRequest(cloud, machine.id, 'delete');
  enterState(cloud, machine.id, 'DELETING');
  for (const id of machine.volumes) release(cloud, id, machine.id);
  setFirewalls(cloud, machine, []);
  leaveContract(cloud, machine.id);
  cloud.endBill('vm', machine.id);
}

/** Begins to give a machine a public address. */
export function attachAddress(cloud: InfrahubCloud, machine: Machine): void {
  cloud.machines.update(machine.id, { addressState: 'ATTACHING' });
  cloud.agenda.enter(cloud.now + ADDRESS_TAKES, 'address', machineSubject(machine.id));
  noteRequest(cloud, machine.id, 'attachAddress');
  tellMachine(cloud, machine.id, 'attachAddress', 'ATTACHING', null);
}

/** Begins to take a machine's public address away. */
export function detachAddress(cloud: InfrahubCloud, machine: Machine): void {
  cloud.machines.update(machine.id, { addressState: 'DETACHING' });
  cloud.agenda.enter(cloud.now + ADDRESS_TAKES, 'address', machineSubject(machine.id));
  noteRequest(cloud, machine.id, 'detachAddress');
  tellMachine(cloud, machine.id, 'detachAddress', 'DETACHING', null);
}

/** Lines of what a machine costs where it is, or would cost at work while it is in no state that costs. */
export function linesOfMachine(cloud: InfrahubCloud, machine: Machine): PriceLine[] {
  const hasAddress = machine.addressState === 'ATTACHED' || machine.addressState === 'DETACHING';
  const lines = machine.state === 'HIBERNATED' ? linesHibernated : linesAtWork;
  const atMarket = lines(cloud.settings.prices, flavorOfMachine(machine), hasAddress);
  const discount = discountOf(cloud, machine.id);
  return discount === undefined ? atMarket : discounted(atMarket, discount);
}

/** Refuses a machine of which a snapshot is being taken: nothing may be done to it. */
export function refuseSnapshotting({ id, snapshot }: Machine): void {
  if (snapshot !== null) throw refuse(snapshotRefusals.machineBusy, id);
}

/** Refuses a machine that is in none of these states. */
export function refuseUnless(machine: Machine, wanted: readonly MachineState[]): void {
  refuseSnapshotting(machine);
  if (!wanted.includes(machine.state)) throw wrongMachineState(machine, wanted);
}

export const wrongMachineState = ({ name, state: status }: Machine, wanted: readonly MachineState[]) =>
  refuse(refusals.wrongState, { name, status, wanted: wanted.join(' or ') });

/** A machine comes into a state: what it costs follows, when it leaves, and who is told, of an error why. */
export function enterState(cloud: InfrahubCloud, id: number, state: MachineState, why?: string): Machine {
  const { state: before } = cloud.machines.need(id);
  const machine = cloud.machines.update(id, { state, ...(isResting(state) && resting[state]) });
  chargeMachine(cloud, machine);
  const passes = passing[state];
  if (passes !== undefined) cloud.agenda.enter(cloud.now + passes.takes, 'machine', machineSubject(id));
  tellState(cloud, before, machine, why);
  return cloud.machines.need(id);
}

/** Charges a machine for the state that it is in. */
export function chargeMachine(cloud: InfrahubCloud, machine: Machine): void {
  const { state } = machine;
  cloud.charge(
    'vm',
    machine,
    isResting(state) && !machine.isFree ? termsOf(state, linesOfMachine(cloud, machine)) : null,
  );
}

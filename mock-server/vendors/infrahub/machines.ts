import { SECOND } from '../../domain/clock.js';
import type { Jobs } from '../../domain/cloud.js';
import { type Flavor, flavorOf, type Image } from './catalogue.js';
import type { InfrahubCloud } from './cloud.js';
import type { Environment, Machine, MachineState, Rule, Terms, Volume } from './records.js';
import { type Line, linesAtWork, linesHibernated, termsOf } from './tariff.js';
import { attach, bootVolume, release } from './volumes.js';

/** What can be asked of a machine: from which states, through which, and to which it comes by itself. */
export const moves = {
  start: { from: ['SHUTOFF'], through: 'STARTING', reason: 'InstanceStartRequest', words: 'Start' },
  stop: { from: ['ACTIVE'], through: 'STOPPING', reason: 'InstanceStopRequest', words: 'Stop' },
  reboot: { from: ['ACTIVE'], through: 'REBOOTING', reason: 'HardRebootInstanceRequest', words: 'Hard Reboot' },
  hibernate: { from: ['ACTIVE'], through: 'HIBERNATING', reason: 'HibernateInstanceRequest', words: 'Hibernate' },
  restore: {
    from: ['HIBERNATED'],
    through: 'RESTORING',
    reason: 'RestoreHibernationInstanceRequest',
    words: 'Restore Hibernation',
  },
} as const satisfies Record<
  string,
  { from: readonly MachineState[]; through: MachineState; reason: string; words: string }
>;
export type Move = keyof typeof moves;

/** How long each state lasts that passes by itself, and what follows. Real ones take longer; clients poll every 3 s. */
const passing: Partial<Readonly<Record<MachineState, { readonly takes: number; readonly next: MachineState | null }>>> =
  {
    CREATING: { takes: 3 * SECOND, next: 'BUILD' },
    BUILD: { takes: 7 * SECOND, next: 'ACTIVE' },
    STARTING: { takes: 5 * SECOND, next: 'ACTIVE' },
    STOPPING: { takes: 5 * SECOND, next: 'SHUTOFF' },
    REBOOTING: { takes: 8 * SECOND, next: 'ACTIVE' },
    HIBERNATING: { takes: 20 * SECOND, next: 'HIBERNATED' },
    RESTORING: { takes: 20 * SECOND, next: 'ACTIVE' },
    DELETING: { takes: 5 * SECOND, next: null },
  };
const ADDRESS_TAKES = 3 * SECOND;

const resting = {
  ACTIVE: { power: 'RUNNING', rest: 'active' },
  SHUTOFF: { power: 'SHUTDOWN', rest: 'stopped' },
  HIBERNATED: { power: 'SHUTDOWN', rest: 'shelved_offloaded' },
} as const;
const isResting = (state: MachineState): state is keyof typeof resting => state in resting;

/** What is wanted of machines to be made, all parents already found. */
export interface Order {
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
}

const subject = (id: number): string => `vm:${id}`;

/** Documented of creations; the others are worded after it. */
const requestSent = (name: string, words: string): string => `Instance ${name} ${words} Request Sent.`;

/** Makes machines, still to be built. */
export const createMachines = (cloud: InfrahubCloud, order: Order): Machine[] =>
  order.names.map(name => createMachine(cloud, order, name));

function createMachine(cloud: InfrahubCloud, order: Order, name: string): Machine {
  const id = cloud.nextId('vm');
  const { org, environment, flavor, image, os, keypair, wantedRules, labels, callbackUrl, portRandomization } = order;
  cloud.machines.add({
    id,
    org,
    name,
    environment: environment.id,
    flavor: flavor.id,
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
    labels,
    callbackUrl,
    portRandomization,
    events: [{ at: cloud.now, reason: 'InstanceCreationRequest', message: requestSent(name, 'Creation') }],
    createdAt: cloud.now,
  });
  if (order.bootFrom !== null) attach(cloud, cloud.machines.need(id), [order.bootFrom], false);
  if (order.ownVolume && image !== null) bootVolume(cloud, cloud.machines.need(id), image, flavor.disk);
  return enter(cloud, id, 'CREATING');
}

/** Sets a machine on its way. */
export function move(cloud: InfrahubCloud, machine: Machine, wanted: Move, retainAddress = false): void {
  const { through, reason, words } = moves[wanted];
  const message = requestSent(machine.name, words);
  const events = [...machine.events, { at: cloud.now, reason, message }];
  const released = wanted === 'hibernate' && !retainAddress;
  cloud.machines.update(machine.id, {
    events,
    ...(released && { floatingIp: null, addressState: 'NO FLOATING IP' as const }),
  });
  enter(cloud, machine.id, through);
}

/** Begins to delete a machine: from now on it costs nothing, and its volumes are free. */
export function deleteMachine(cloud: InfrahubCloud, machine: Machine): void {
  cloud.agenda.cancel(subject(machine.id));
  enter(cloud, machine.id, 'DELETING');
  for (const id of machine.volumes) release(cloud, id, machine.id);
  cloud.endBill(subject(machine.id));
}

/** Begins to give a machine a public address. */
export function attachAddress(cloud: InfrahubCloud, machine: Machine): void {
  cloud.machines.update(machine.id, { addressState: 'ATTACHING' });
  cloud.agenda.enter(cloud.now + ADDRESS_TAKES, 'address', subject(machine.id));
}

/** Begins to take a machine's public address away. */
export function detachAddress(cloud: InfrahubCloud, machine: Machine): void {
  cloud.machines.update(machine.id, { addressState: 'DETACHING' });
  cloud.agenda.enter(cloud.now + ADDRESS_TAKES, 'address', subject(machine.id));
}

/** Lines of what a machine costs where it is, or would cost at work while it is in no state that costs. */
export function linesOfMachine(cloud: InfrahubCloud, machine: Machine): Line[] {
  const hasAddress = machine.addressState === 'ATTACHED' || machine.addressState === 'DETACHING';
  const lines = machine.state === 'HIBERNATED' ? linesHibernated : linesAtWork;
  return lines(cloud.settings.prices, flavorOf(machine.flavor), hasAddress);
}

/** What happens to machines by itself. */
const has = (cloud: InfrahubCloud, who: string): boolean => cloud.machines.get(idOf(who)) !== undefined;

export const machineJobs: Jobs<InfrahubCloud> = {
  machine: { has, run: (cloud, who) => pass(cloud, idOf(who)) },
  address: { has, run: (cloud, who) => settleAddress(cloud, idOf(who)) },
};

const idOf = (who: string): number => Number(who.slice(who.indexOf(':') + 1));

/** A machine comes into a state: what it costs follows, and when it leaves. */
function enter(cloud: InfrahubCloud, id: number, state: MachineState): Machine {
  const machine = cloud.machines.update(id, { state, ...(isResting(state) && resting[state]) });
  charge(cloud, machine);
  const passes = passing[state];
  if (passes !== undefined) cloud.agenda.enter(cloud.now + passes.takes, 'machine', subject(id));
  return machine;
}

function pass(cloud: InfrahubCloud, id: number): void {
  const machine = cloud.machines.need(id);
  const next = passing[machine.state]?.next;
  if (next === null) cloud.machines.remove(id);
  if (next === null || next === undefined) return;
  if (next === 'BUILD') cloud.machines.update(id, { fixedIp: fixedIp(cloud, machine) });
  if (machine.state === 'BUILD') {
    cloud.machines.update(id, { rules: rulesOf(cloud, machine) });
    if (machine.addressState === 'ATTACHING') cloud.agenda.enter(cloud.now + ADDRESS_TAKES, 'address', subject(id));
  }
  enter(cloud, id, next);
}

function settleAddress(cloud: InfrahubCloud, id: number): void {
  const machine = cloud.machines.get(id);
  if (machine?.addressState === 'ATTACHING') {
    const count = cloud.nextId('address');
    // 198.18.0.0/15 is nobody's: it is kept for tests of networks (RFC 2544)
    const floatingIp = `198.${18 + ((count >> 16) & 1)}.${(count >> 8) & 255}.${count & 255}`;
    charge(cloud, cloud.machines.update(id, { addressState: 'ATTACHED', floatingIp }));
  } else if (machine?.addressState === 'DETACHING')
    charge(cloud, cloud.machines.update(id, { addressState: 'DETACHED', floatingIp: null }));
}

function charge(cloud: InfrahubCloud, machine: Machine): void {
  const { id, org, name, environment, state } = machine;
  const terms: Terms | null = isResting(state) ? termsOf(state, linesOfMachine(cloud, machine)) : null;
  cloud.charge({ id: subject(id), kind: 'vm', resource: id, org, name, environment, size: 0 }, terms);
}

const fixedIp = (cloud: InfrahubCloud, { environment }: Machine): string => {
  const host = cloud.nextId(`host of ${environment}`);
  return `10.${(environment >> 8) & 255}.${environment & 255}.${(host % 250) + 3}`;
};

const anywhere: readonly Rule[] = ['IPv6', 'IPv4'].map(ethertype => ({
  direction: 'egress',
  protocol: 'any',
  lowestPort: 1,
  highestPort: 65535,
  ethertype,
  prefix: '0.0.0.0/0', // also for IPv6, as the vendor writes it
}));

/** Every machine may speak to all; what may come in is what was wanted. */
const rulesOf = (cloud: InfrahubCloud, { wantedRules }: Machine) =>
  [...anywhere, ...wantedRules].map(rule => ({ ...rule, id: cloud.nextId('rule'), createdAt: cloud.now }));

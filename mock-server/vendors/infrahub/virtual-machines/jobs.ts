import type { Jobs } from '../../../domain/cloud.js';
import { testAddress } from '../../../domain/test-network.js';
import type { InfrahubCloud } from '../cloud.js';
import { fixedIp } from './addresses.js';
import { tellDeleted, tellMachine } from './events.js';
import type { Machine, Rule } from './record.js';
import { ADDRESS_TAKES, chargeMachine, enterState, machineSubject, passing } from './rules.js';

const idOf = (subject: string): number => Number(/^vm:(\d+)$/.exec(subject)?.[1]);
const has = (cloud: InfrahubCloud, subject: string): boolean => cloud.machines.get(idOf(subject)) !== undefined;

/** What happens to machines by itself. */
export const machineJobs: Jobs<InfrahubCloud> = {
  machine: { has, run: (cloud, subject) => pass(cloud, idOf(subject)) },
  address: { has, run: (cloud, subject) => settleAddress(cloud, idOf(subject)) },
};

function pass(cloud: InfrahubCloud, id: number): void {
  const machine = cloud.machines.need(id);
  const next = passing[machine.state]?.next;
  if (next === null) {
    tellDeleted(cloud, machine);
    cloud.machines.remove(id);
  }
  if (next === null || next === undefined) return;
  if (next === 'BUILD') cloud.machines.update(id, { fixedIp: newFixedIp(cloud, machine) });
  if (machine.state === 'BUILD') {
    cloud.machines.update(id, { rules: rulesOf(cloud, machine) });
    if (machine.addressState === 'ATTACHING')
      cloud.agenda.enter(cloud.now + ADDRESS_TAKES, 'address', machineSubject(id));
  }
  enterState(cloud, id, next);
}

function settleAddress(cloud: InfrahubCloud, id: number): void {
  const machine = cloud.machines.get(id);
  if (machine?.addressState === 'ATTACHING') {
    const address = testAddress(cloud.nextId('address'));
    chargeMachine(cloud, cloud.machines.update(id, { addressState: 'ATTACHED', floatingIp: address }));
    tellMachine(cloud, id, 'attachAddress', 'ATTACHED', 'Success');
  } else if (machine?.addressState === 'DETACHING') {
    chargeMachine(cloud, cloud.machines.update(id, { addressState: 'DETACHED', floatingIp: null }));
    tellMachine(cloud, id, 'detachAddress', 'DETACHED', 'Success');
  }
}

const newFixedIp = (cloud: InfrahubCloud, { environment }: Machine): string =>
  fixedIp(environment, cloud.nextId(`host of ${environment}`));

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

import type { Jobs } from '../../../domain/cloud.js';
import { testAddress } from '../../../domain/test-network.js';
import type { InfrahubCloud } from '../cloud.js';
import { settled } from '../firewalls/rules.js';
import { fixedIp } from './addresses.js';
import { tellDeleted, tellMachine } from './events.js';
import type { Machine, MachineState, Rule } from './record.js';
import { requestJob } from './requests.js';
import { ADDRESS_TAKES, chargeMachine, enterState, machineSubject, passing } from './rules.js';

const idOf = (subject: string): number => Number(/^vm:(\d+)$/.exec(subject)?.[1]);
const about = 'virtualMachine';
const has = (cloud: InfrahubCloud, subject: string): boolean => cloud.machines.get(idOf(subject)) !== undefined;

/** The operation that begins what a machine is in the midst of. A machine is still made when it leaves CREATING for BUILD. */
const begunBy: Partial<Readonly<Record<MachineState, string>>> = {
  BUILD: 'virtualMachines.create',
  STARTING: 'virtualMachines.start',
  STOPPING: 'virtualMachines.stop',
  REBOOTING: 'virtualMachines.hardReboot',
  HIBERNATING: 'virtualMachines.hibernate',
  RESTORING: 'virtualMachines.hibernateRestore',
};

/** A node is made by what was asked of its cluster, and fails as that does. */
const operationOf = ({ state, cluster }: Machine): string | undefined =>
  state === 'BUILD' && cluster !== null ? undefined : begunBy[state];

/** What happens to machines by itself. */
export const machineJobs: Jobs<InfrahubCloud> = {
  machine: {
    about,
    has,
    run: (cloud, subject) => pass(cloud, idOf(subject)),
    fails: {
      operations: Object.values(begunBy),
      operation: (cloud, subject) => operationOf(cloud.machines.need(idOf(subject))),
      run: (cloud, subject, text) => fail(cloud, idOf(subject), text),
    },
  },
  machineRequest: requestJob,
  rules: { about, has, run: (cloud, subject) => settleRules(cloud, idOf(subject)) },
  address: { about, has, run: (cloud, subject) => settleAddress(cloud, idOf(subject)) },
};

/** ASSUMED: whatever goes wrong with a machine, it is in ERROR from then on; no page tells the sentence of such an event. */
function fail(cloud: InfrahubCloud, id: number, text: string | null): void {
  const { state, name } = cloud.machines.need(id);
  // The address that it was to have comes once a machine is built.
  if (state === 'BUILD') cloud.machines.update(id, { addressState: 'NO FLOATING IP' });
  enterState(cloud, id, 'ERROR', text ?? `Instance ${name} failed while it was ${state}.`);
}

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

/** Rules that were added long enough ago hold. */
function settleRules(cloud: InfrahubCloud, id: number): void {
  const { rules: before } = cloud.machines.need(id);
  const rules = before.map(rule => settled(cloud, rule));
  cloud.machines.update(id, { rules });
  for (const [index, rule] of rules.entries())
    if (rule !== before[index]) tellMachine(cloud, id, 'attachRule', 'SUCCESS', 'Success');
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
  [...anywhere, ...wantedRules].map(rule => ({
    ...rule,
    id: cloud.nextId('rule'),
    state: 'SUCCESS' as const,
    createdAt: cloud.now,
  }));

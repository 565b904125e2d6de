import { Failure, refuse } from '../../../../contracts/core/failure.js';
import { isPrefix, ruleRefusals } from '../../../../contracts/vendors/infrahub/security-rules.js';
import { SECOND } from '../../../domain/clock.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Machine, Rule, SecurityRule } from '../virtual-machines/record.js';
import type { Firewall, FirewallAttachment } from './record.js';

/** How long a rule, an attachment or the deletion of a firewall takes. */
export const FIREWALL_TAKES = 3 * SECOND;

/** Names a firewall to the agenda. */
export const firewallSubject = (id: number): string => `firewall:${id}`;

/** Protocols with ports; `any` and `ip` may have them too. */
const withPorts = ['tcp', 'udp', 'udplite', 'sctp', 'dccp', 'any', 'ip'];

/** Adds a rule to those that there are. Refuses one that cannot be, or is there already. */
export function withRule(cloud: InfrahubCloud, rules: readonly SecurityRule[], wanted: Rule): SecurityRule[] {
  const { prefix, ethertype, lowestPort, highestPort, protocol } = wanted;
  if (!isPrefix(prefix, ethertype)) throw refuse(ruleRefusals.badPrefix, { prefix, ethertype });
  if ((lowestPort === null) !== (highestPort === null)) throw refuse(ruleRefusals.halfRange);
  if (lowestPort !== null && !withPorts.includes(protocol)) throw refuse(ruleRefusals.noPorts, protocol);
  if ((lowestPort ?? 0) > (highestPort ?? 0)) throw refuse(ruleRefusals.badRange);
  if (rules.some(rule => isSame(rule, wanted))) throw refuse(ruleRefusals.ruleExists);
  return [...rules, { ...wanted, id: cloud.nextId('rule'), state: 'pending', createdAt: cloud.now }];
}

/** Takes a rule out; refuses one that is not there. */
export function withoutRule(rules: readonly SecurityRule[], id: number): SecurityRule[] {
  const left = rules.filter(rule => rule.id !== id);
  if (left.length === rules.length) throw new Failure('notFound', { resource: 'securityRule', id });
  return left;
}

const members = ['direction', 'protocol', 'lowestPort', 'highestPort', 'ethertype', 'prefix'] as const;
const isSame = (one: Rule, other: Rule): boolean => members.every(member => one[member] === other[member]);

/** A rule or an attachment as it is once its time has passed. */
export const settled = <T extends SecurityRule | FirewallAttachment>(cloud: InfrahubCloud, one: T): T =>
  one.state !== 'SUCCESS' && one.createdAt + FIREWALL_TAKES <= cloud.now ? { ...one, state: 'SUCCESS' as const } : one;

/** Lets a machine be guarded by these firewalls and no others. */
export function setFirewalls(
  cloud: InfrahubCloud,
  { id, firewalls: before }: Machine,
  wanted: readonly number[],
): void {
  for (const gone of before.filter(one => !wanted.includes(one))) leave(cloud, gone, id);
  for (const added of wanted.filter(one => !before.includes(one))) guard(cloud, added, id);
}

/** Lets a firewall guard these machines and no others. */
export function setMachines(cloud: InfrahubCloud, { id, attachments }: Firewall, wanted: readonly number[]): void {
  const before = attachments.map(({ machine }) => machine);
  for (const gone of before.filter(one => !wanted.includes(one))) leave(cloud, id, gone);
  for (const added of wanted.filter(one => !before.includes(one))) guard(cloud, id, added);
}

function guard(cloud: InfrahubCloud, id: number, machine: number): void {
  const { attachments } = cloud.firewalls.need(id);
  const attachment = {
    id: cloud.nextId('firewallAttachment'),
    machine,
    state: 'PENDING',
    createdAt: cloud.now,
  } as const;
  cloud.firewalls.update(id, { attachments: [...attachments, attachment] });
  const { firewalls } = cloud.machines.need(machine);
  cloud.machines.update(machine, { firewalls: [...firewalls, id] });
  cloud.agenda.enter(cloud.now + FIREWALL_TAKES, 'firewall', firewallSubject(id));
}

function leave(cloud: InfrahubCloud, id: number, machine: number): void {
  const { attachments } = cloud.firewalls.need(id);
  cloud.firewalls.update(id, { attachments: attachments.filter(one => one.machine !== machine) });
  const { firewalls } = cloud.machines.need(machine);
  cloud.machines.update(machine, { firewalls: firewalls.filter(one => one !== id) });
}

/** Begins to delete a firewall. */
export function deleteFirewall(cloud: InfrahubCloud, { id }: Firewall): void {
  cloud.agenda.cancel(firewallSubject(id));
  cloud.firewalls.update(id, { state: 'DELETING' });
  cloud.agenda.enter(cloud.now + FIREWALL_TAKES, 'firewall', firewallSubject(id));
}

import { type Deed, type Ending, tell } from '../callbacks/tell.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Machine } from './record.js';
import { machineView } from './view.js';

/** A deed, and how what is noted of it is worded. */
type MachineDeed = Deed & { readonly words: string };

/**
 * What is done to a machine. Names of events are those of its callbacks, of which the vendor has a page
 * (https://docs.hyperstack.cloud/docs/resource-management/callbacks); requests are named after `InstanceCreationRequest`,
 * the only one that is printed. For what stands below the console no page names an event: theirs are assumed.
 */
const deeds = {
  create: { operation: 'createInstance', event: 'InstanceCreation', words: 'Creation' },
  delete: { operation: 'deleteInstances', event: 'InstanceDelete', words: 'Delete' },
  start: { operation: 'startInstances', event: 'InstanceStart', words: 'Start' },
  stop: { operation: 'stopInstances', event: 'InstanceStop', words: 'Stop' },
  reboot: { operation: 'rebootInstances', event: 'InstanceReboot', words: 'Hard Reboot' },
  hibernate: { operation: 'shelveInstances', event: 'HibernateInstance', words: 'Hibernate' },
  restore: { operation: 'unshelveInstances', event: 'RestoreHibernationInstance', words: 'Restore Hibernation' },
  attachAddress: { operation: 'attachFloatingIP', event: 'AttachFloatingIPToInstance', words: 'Attach Floating IP' },
  detachAddress: { operation: 'detachFloatingIP', event: 'DetachFloatingIPToInstance', words: 'Detach Floating IP' },
  attachVolume: { operation: 'attachVolumes', event: 'AttachVolumeToInstance', words: 'Attach Volume' },
  detachVolume: { operation: 'detachVolumes', event: 'DetachVolumeToInstance', words: 'Detach Volume' },
  attachRule: { operation: 'attachSecurityRule', event: 'AttachSecurityRuleToInstance', words: 'Attach Security Rule' },
  detachRule: { operation: 'detachSecurityRule', event: 'DetachSecurityRuleToInstance', words: 'Detach Security Rule' },
  console: { operation: 'generateVNCConsole', event: 'GenerateVNCConsole', words: 'VNC Console' },
  labels: { operation: 'editLabels', event: 'EditInstanceLabels', words: 'Edit Labels' },
  firewalls: { operation: 'attachFirewalls', event: 'AttachFirewallsToInstance', words: 'Attach Firewalls' },
  logs: { operation: 'getInstanceLogs', event: 'GetInstanceLogs', words: 'Console Logs' },
  metrics: { operation: 'toggleEnhancedMetrics', event: 'ToggleEnhancedMetrics', words: 'Enhanced Metrics' },
  snapshot: { operation: 'createSnapshot', event: 'CreateSnapshotFromInstance', words: 'Snapshot' },
} as const satisfies Readonly<Record<string, MachineDeed>>;
export type MachineDeedName = keyof typeof deeds;

/** What is being done to a machine in a state that passes by itself. */
const underWay: Readonly<Partial<Record<string, MachineDeedName>>> = {
  CREATING: 'create',
  BUILD: 'create',
  STARTING: 'start',
  STOPPING: 'stop',
  REBOOTING: 'reboot',
  HIBERNATING: 'hibernate',
  RESTORING: 'restore',
  DELETING: 'delete',
};

/** Notes what happened to a machine, now. */
export function noteEvent(cloud: InfrahubCloud, machine: number, reason: string, message: string): void {
  const { events } = cloud.machines.need(machine);
  cloud.machines.update(machine, { events: [...events, { at: cloud.now, reason, message }] });
}

/** Notes that somebody asked for something to be done to a machine. The sentence is documented of creations. */
export function noteRequest(cloud: InfrahubCloud, machine: number, wanted: MachineDeedName): void {
  const { event, words } = deeds[wanted];
  const { name } = cloud.machines.need(machine);
  noteEvent(cloud, machine, `${event}Request`, `Instance ${name} ${words} Request Sent.`);
}

/**
 * Tells the callback URL of a machine that what is done to it came into a state; when it has ended that is noted too, in
 * the words of `why` or in those that are assumed.
 */
export function tellMachine(
  cloud: InfrahubCloud,
  id: number,
  done: MachineDeedName,
  status: string,
  ended: Ending | null,
  why?: string,
): void {
  const deed: MachineDeed = deeds[done];
  const { name } = cloud.machines.need(id);
  const how = ended === 'Failed' ? 'Failed' : 'Successful';
  if (ended !== null) noteEvent(cloud, id, `${deed.event}${ended}`, why ?? `Instance ${name} ${deed.words} ${how}.`);
  const machine = cloud.machines.need(id);
  tell(cloud, { kind: 'virtual-machine', ...machine }, deed, status, ended ?? 'Success', () =>
    machineView(cloud, machine),
  );
}

/** Tells that a machine came from one state into another, whoever had it do so; `why` says it of an error. */
export function tellState(
  cloud: InfrahubCloud,
  before: string,
  { id, state }: Pick<Machine, 'id' | 'state'>,
  why?: string,
): void {
  const now: string = state;
  const done = underWay[now] ?? underWay[before];
  if (done === undefined) return;
  tellMachine(cloud, id, done, now, underWay[now] !== undefined ? null : now === 'ERROR' ? 'Failed' : 'Success', why);
}

/** Tells that a machine is no more. Call it while its record is still there. */
export function tellDeleted(cloud: InfrahubCloud, machine: Machine): void {
  tell(cloud, { kind: 'virtual-machine', ...machine }, deeds.delete, 'DELETED', 'Success', () => ({
    ...machineView(cloud, machine),
    status: 'DELETED',
  }));
}

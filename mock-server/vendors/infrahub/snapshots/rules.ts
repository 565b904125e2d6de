import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import { snapshotRefusals } from '../../../../contracts/vendors/infrahub/snapshots/refusals.js';
import { SECOND } from '../../../domain/clock.js';
import { canSnapshot, volumeTypes } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { imageOfSnapshot, removeImage } from '../own-images/rules.js';
import { linesOfVolume, termsOf } from '../tariff.js';
import { noteRequest, tellMachine } from '../virtual-machines/events.js';
import { flavorOfMachine } from '../virtual-machines/hardware.js';
import type { Machine } from '../virtual-machines/record.js';
import { enterState, refuseUnless } from '../virtual-machines/rules.js';
import { MOST_STORED, type Snapshot } from './record.js';

const TAKING_TAKES = 15 * SECOND;
const DELETING_TAKES = 3 * SECOND;

/** Names a snapshot to the agenda. */
export const snapshotSubject = (id: number): string => `snapshot:${id}`;

interface SnapshotOrder {
  readonly name: string;
  readonly description: string;
  readonly labels: readonly string[];
  /** Who asks for it. */
  readonly user: number;
}

/** Refuses a machine of which no snapshot can be taken. */
export function refuseUnfit(cloud: InfrahubCloud, machine: Machine): void {
  refuseUnless(machine, ['ACTIVE', 'SHUTOFF']);
  if (machine.cluster !== null) throw refuse(snapshotRefusals.ofCluster, machine.id);
  const flavor = flavorOfMachine(machine);
  if (!canSnapshot(flavor)) throw refuse(snapshotRefusals.noSnapshots, flavor.name);
  // ASSUMED: a machine boots from a volume while it has one that can be booted.
  if (machine.volumes.some(id => cloud.volumes.need(id).image !== null))
    throw refuse(snapshotRefusals.bootsFromVolume, machine.id);
  // ASSUMED: what counts is how large its disk is, for what is stored on it nobody knows.
  if (flavor.disk > MOST_STORED) throw refuse(snapshotRefusals.tooLarge, { machine: machine.id, most: MOST_STORED });
}

/** Begins to take a snapshot. A machine that runs is off meanwhile: so the vendor's guide says. */
export function takeSnapshot(cloud: InfrahubCloud, machine: Machine, order: SnapshotOrder): Snapshot {
  const { name, description, labels, user } = order;
  const id = cloud.nextId('snapshot');
  const environment = cloud.environments.need(machine.environment);
  const wasActive = machine.state === 'ACTIVE';
  cloud.machines.update(machine.id, { snapshot: id });
  noteRequest(cloud, machine.id, 'snapshot');
  if (wasActive) enterState(cloud, machine.id, 'SHUTOFF');
  cloud.agenda.enter(cloud.now + TAKING_TAKES, 'snapshot', snapshotSubject(id));
  cloud.snapshots.add({
    id,
    org: machine.org,
    name,
    description,
    state: 'CREATING',
    size: 0,
    labels,
    image: null,
    region: environment.region,
    place: { id: environment.id, name: environment.name, createdAt: environment.createdAt },
    machine: machine.id,
    machineName: machine.name,
    wasActive,
    flavor: machine.flavor,
    hardware: machine.hardware,
    machineImage: machine.image,
    os: machine.os,
    keypair: machine.keypair,
    hasAddress: machine.floatingIp !== null,
    events: [],
    createdAt: cloud.now,
    updatedAt: cloud.now,
  });
  const message = `Snapshot ${name} Creation Request from Instance ${machine.name} Sent.`;
  return noteSnapshotEvent(cloud, id, user, 'SnapshotCreateRequest', message);
}

/** A snapshot is taken: from now on it costs money. Its size is drawn: at least 4 GB, as the one that is printed. */
export function finishSnapshot(cloud: InfrahubCloud, id: number): void {
  const size = cloud.random.integer({ entity: 'snapshot', id, field: 'size' }, 4, 40);
  const snapshot = cloud.snapshots.update(id, { state: 'SUCCESS', size, updatedAt: cloud.now });
  const terms = termsOf('SUCCESS', linesOfVolume(cloud.settings.prices, volumeTypes[0], size));
  cloud.charge('snapshot', snapshot, terms);
  freeMachine(cloud, snapshot);
  tellMachine(cloud, snapshot.machine, 'snapshot', 'SUCCESS', 'Success');
}

/** ASSUMED: a snapshot that could not be taken is there in ERROR, costs nothing, and its machine runs again. */
export function failSnapshot(cloud: InfrahubCloud, id: number, why?: string): void {
  const snapshot = cloud.snapshots.update(id, { state: 'ERROR', updatedAt: cloud.now });
  freeMachine(cloud, snapshot);
  tellMachine(cloud, snapshot.machine, 'snapshot', 'ERROR', 'Failed', why);
}

function freeMachine(cloud: InfrahubCloud, { machine, wasActive }: Snapshot): void {
  const { state } = cloud.machines.update(machine, { snapshot: null });
  if (wasActive && state === 'SHUTOFF') enterState(cloud, machine, 'ACTIVE');
}

/** Begins to delete a snapshot: from now on it costs nothing, and its image is gone. Answers the id of that image. */
export function deleteSnapshot(cloud: InfrahubCloud, snapshot: Snapshot): number | undefined {
  const { id, state } = snapshot;
  if (state === 'CREATING' || state === 'DELETING')
    throw refuse(snapshotRefusals.notNow, { snapshot: id, status: state });
  const image = imageOfSnapshot(cloud, snapshot);
  if (image !== undefined) removeImage(cloud, image);
  cloud.snapshots.update(id, { state: 'DELETING', updatedAt: cloud.now });
  cloud.endBill('snapshot', id);
  cloud.agenda.enter(cloud.now + DELETING_TAKES, 'snapshot', snapshotSubject(id));
  return image?.id;
}

export function noteSnapshotEvent(
  cloud: InfrahubCloud,
  id: number,
  user: number,
  reason: string,
  message: string,
): Snapshot {
  const { events } = cloud.snapshots.need(id);
  const event = { id: cloud.nextId('snapshotEvent'), user, at: cloud.now, reason, message };
  return cloud.snapshots.update(id, { events: [...events, event] });
}

export function refuseTakenName(cloud: InfrahubCloud, org: number, name: string): void {
  if (cloud.named(cloud.snapshots, name, org) !== undefined) throw refuse(refusals.nameTaken, 'Snapshot');
}

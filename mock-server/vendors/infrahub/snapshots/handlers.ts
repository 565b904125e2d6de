import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { snapshots as operations } from '../../../../contracts/vendors/infrahub/snapshots/operations.js';
import { snapshotRefusals } from '../../../../contracts/vendors/infrahub/snapshots/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { askedFor, availability, matches, pageOf } from '../common.js';
import { makeImage } from '../own-images/rules.js';
import { flavorOfMachine } from '../virtual-machines/hardware.js';
import { refuseFull, refuseImpossible } from '../virtual-machines/order.js';
import { createMachines, type MachineOrder } from '../virtual-machines/rules.js';
import { machineView } from '../virtual-machines/view.js';
import type { Snapshot } from './record.js';
import { deleteSnapshot, noteSnapshotEvent } from './rules.js';
import { createdImageView, snapshotEventView, snapshotView } from './view.js';

export const handlers = {
  list({ query, cloud, caller }) {
    const found = cloud.snapshots.listed(
      askedFor(caller.holder, query.search),
      ({ org, name }) => org === caller.holder && matches(query.search, name),
    );
    const { records, listed } = pageOf(found, query);
    return {
      status: 200,
      body: {
        status: true,
        message: 'Successfully retrieved Snapshots',
        ...listed,
        snapshots: records.map(snapshot => snapshotView(cloud, snapshot)),
      },
    };
  },

  nameAvailability({ params, cloud, caller }) {
    const taken = cloud.named(cloud.snapshots, params.name, caller.holder) !== undefined;
    return { status: 200, body: availability(params.name, taken) };
  },

  show({ params, cloud, caller }) {
    const snapshot = cloud.own(cloud.snapshots, params.id, caller.holder);
    const message = `Retrieved snapshot ${snapshot.id}`;
    return { status: 200, body: { status: 200, message, snapshot: snapshotView(cloud, snapshot) } };
  },

  delete({ params, cloud, caller }) {
    const snapshot = cloud.own(cloud.snapshots, params.id, caller.holder);
    const image = deleteSnapshot(cloud, snapshot);
    // That the id of the image is told too is documented, how is not.
    const also = image === undefined ? '' : `. Image ${image} is deleted with it`;
    return { status: 200, body: { status: true, message: `Snapshot ${snapshot.id} is being deleted${also}` } };
  },

  restore({ params, body, cloud, caller }) {
    const snapshot = cloud.own(cloud.snapshots, params.id, caller.holder);
    if (snapshot.state !== 'SUCCESS') throw refuse(snapshotRefusals.notReady, snapshot.id);
    const order = orderOfRestored(cloud, snapshot, body.new_vm_name);
    refuseFull(cloud, order.environment, 1);
    refuseImpossible(cloud, order);
    const machines = createMachines(cloud, order);
    const message = `Snapshot ${snapshot.name} Restore Request to Instance ${body.new_vm_name} Sent.`;
    noteSnapshotEvent(cloud, snapshot.id, cloud.userOf(caller), 'SnapshotRestoreRequest', message);
    return {
      status: 200,
      body: {
        status: true,
        message: 'VM is scheduled for creation.',
        instances: machines.map(machine => machineView(cloud, machine)),
      },
    };
  },

  createImage({ params, body, cloud, caller }) {
    const snapshot = cloud.own(cloud.snapshots, params.snapshot_id, caller.holder);
    const { id, state } = snapshot;
    if (state !== 'SUCCESS') throw refuse(snapshotRefusals.notNow, { snapshot: id, status: state });
    if (snapshot.image !== null) throw refuse(snapshotRefusals.imageExists, id);
    const image = makeImage(cloud, snapshot, body.name, body.labels);
    const noted = `Snapshot ${snapshot.name} Image ${image.name} Creation Request Sent.`;
    noteSnapshotEvent(cloud, id, cloud.userOf(caller), 'SnapshotImageCreateRequest', noted);
    const message = 'Image added successfully.';
    return { status: 200, body: { status: true, message, image: createdImageView(cloud, image) } };
  },

  events({ params, cloud, caller }) {
    const snapshot = cloud.own(cloud.snapshots, params.snapshot_id, caller.holder);
    const message = `Successfully retrieved events for Snapshot ${snapshot.name}`;
    return { status: 200, body: { status: true, message, snapshot_events: snapshotEventView(snapshot) } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/**
 * What is wanted to bring a snapshot back: a machine as that was, without an image. ASSUMED: it has an address if that had
 * one, and no rules of its own.
 */
function orderOfRestored(cloud: InfrahubCloud, snapshot: Snapshot, name: string): MachineOrder {
  const { org, os, keypair, hasAddress, place } = snapshot;
  const environment = cloud.environments.get(place.id);
  if (environment?.org !== org) throw refuse(refusals.noEnvironment, place.name);
  return {
    org,
    names: [name],
    environment,
    flavor: flavorOfMachine(snapshot),
    image: null,
    os,
    keypair,
    bootFrom: null,
    ownVolume: false,
    wantsAddress: hasAddress,
    wantedRules: [],
    labels: [],
    callbackUrl: null,
    portRandomization: true,
  };
}

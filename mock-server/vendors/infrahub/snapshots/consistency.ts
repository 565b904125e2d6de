import type { InfrahubCloud } from '../cloud.js';
import { billId } from '../tenant-cloud.js';
import type { Snapshot } from './record.js';
import { snapshotSubject } from './rules.js';

/** Snapshots whose organisation, machine, image, charges or waiting job do not go with what they are. */
export function* snapshotProblems(cloud: InfrahubCloud): Generator<string> {
  const waiting = new Set(cloud.agenda.all().map(({ kind, subject }) => `${kind} ${subject}`));
  for (const snapshot of cloud.snapshots.all())
    for (const problem of problemsOf(cloud, snapshot, waiting)) yield `snapshot ${snapshot.id} ${problem}`;
  for (const { id, snapshot } of cloud.machines.all()) {
    if (snapshot === null) continue;
    const taken = cloud.snapshots.get(snapshot);
    if (taken?.machine !== id || taken.state !== 'CREATING')
      yield `vm ${id} is used for the snapshot ${snapshot}, which is not taken of it`;
  }
}

function* problemsOf(cloud: InfrahubCloud, snapshot: Snapshot, waiting: ReadonlySet<string>): Generator<string> {
  const { id, org, state, image, machine } = snapshot;
  if (cloud.organizations.get(org) === undefined) yield `is of the organization ${org}, which is not there`;
  const source = cloud.machines.get(machine);
  if (source !== undefined && source.org !== org) yield `is of the vm ${machine}, which is another organization's`;
  if (state === 'CREATING' && source?.snapshot !== id) yield `is taken of the vm ${machine}, which is not used for it`;
  if (image !== null && cloud.images.get(image)?.snapshot !== id) yield `has the image ${image}, which is not its own`;
  const charged = cloud.charges.current(billId('snapshot', id))?.state;
  if (charged !== (state === 'SUCCESS' ? state : undefined))
    yield `is ${state}, and charged as ${charged ?? 'nothing'}`;
  if ((state === 'CREATING' || state === 'DELETING') && !waiting.has(`snapshot ${snapshotSubject(id)}`))
    yield `is ${state}, and nothing ends that`;
}

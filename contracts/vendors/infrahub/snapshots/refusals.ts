import type { Refusal } from '../../../core/failure.js';
import { ANSWERS } from '../docs.js';

/** Limits of snapshots, and what happens to a machine meanwhile. */
const GUIDE = 'https://portal.hyperstack.cloud/knowledge/virtual-machine-snapshots';

const documented = { evidence: 'documented', docs: ANSWERS } as const;
const guessed = { evidence: 'assumed', docs: GUIDE } as const;

/** What is refused about snapshots and the images made of them. */
export const snapshotRefusals = {
  notReady: {
    kind: 'conflict',
    text: wanted => `Snapshot ${wanted} is not ready to be restored`,
    ...documented,
  } satisfies Refusal<number>,
  /** Of every call that would change a machine of which a snapshot is being taken. */
  machineBusy: {
    kind: 'conflict',
    text: machine => `VM ${machine} is currently being used to create a snapshot and no operation can be performed.`,
    ...documented,
  } satisfies Refusal<number>,
  /** That there are limits is documented; these sentences are not. */
  noSnapshots: {
    kind: 'conflict',
    text: flavor => `Snapshots are not supported for the flavor ${flavor}`,
    evidence: 'assumed',
    docs: 'https://infrahub-doc.nexgencloud.com/docs/hardware/flavor-labels',
  } satisfies Refusal<string>,
  ofCluster: {
    kind: 'conflict',
    text: machine => `VM ${machine} is a node of a cluster and cannot be used to create a snapshot.`,
    ...guessed,
  } satisfies Refusal<number>,
  bootsFromVolume: {
    kind: 'conflict',
    text: machine => `VM ${machine} boots from a volume and cannot be used to create a snapshot.`,
    ...guessed,
  } satisfies Refusal<number>,
  tooLarge: {
    kind: 'conflict',
    text: ({ machine, most }) =>
      `VM ${machine} has a disk of more than ${most} GB and cannot be used to create a snapshot.`,
    ...guessed,
  } satisfies Refusal<{ machine: number; most: number }>,
  notNow: {
    kind: 'conflict',
    text: ({ snapshot, status }) => `Snapshot ${snapshot} is in ${status} state`,
    ...guessed,
  } satisfies Refusal<{ snapshot: number; status: string }>,
  imageExists: {
    kind: 'conflict',
    text: snapshot => `Snapshot ${snapshot} already has an image`,
    ...guessed,
  } satisfies Refusal<number>,
  imageIsPublic: {
    kind: 'conflict',
    text: image => `Image ${image} is public and cannot be deleted`,
    ...guessed,
  } satisfies Refusal<string>,
  imageInUse: {
    kind: 'conflict',
    text: image => `Image ${image} is in use and cannot be deleted`,
    ...guessed,
  } satisfies Refusal<string>,
} as const;

import type { Jobs } from '../../../domain/cloud.js';
import type { InfrahubCloud } from '../cloud.js';
import { failSnapshot, finishSnapshot } from './rules.js';

const idOf = (subject: string): number => Number(/^snapshot:(\d+)$/.exec(subject)?.[1]);

/** What happens to snapshots by itself. */
export const snapshotJobs: Jobs<InfrahubCloud> = {
  snapshot: {
    about: 'snapshot',
    has: (cloud, subject) => cloud.snapshots.get(idOf(subject)) !== undefined,
    run: (cloud, subject) => pass(cloud, idOf(subject)),
    fails: {
      operations: ['virtualMachines.createSnapshot'],
      operation: (cloud, subject) =>
        cloud.snapshots.need(idOf(subject)).state === 'CREATING' ? 'virtualMachines.createSnapshot' : undefined,
      run: (cloud, subject, text) => failSnapshot(cloud, idOf(subject), text ?? undefined),
    },
  },
};

function pass(cloud: InfrahubCloud, id: number): void {
  const { state } = cloud.snapshots.need(id);
  if (state === 'CREATING') finishSnapshot(cloud, id);
  if (state === 'DELETING') cloud.snapshots.remove(id);
}

import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { virtualMachines as operations } from '../../../../contracts/vendors/infrahub/virtual-machines/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { refuseTakenName, refuseUnfit, takeSnapshot } from '../snapshots/rules.js';
import { newSnapshotView } from '../snapshots/view.js';

export const snapshotHandlers = {
  createSnapshot({ params, body, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    refuseUnfit(cloud, machine);
    refuseTakenName(cloud, caller.holder, body.name);
    if (!cloud.canCreate(caller.holder)) throw refuse(refusals.funds);
    const snapshot = takeSnapshot(cloud, machine, { ...body, user: cloud.userOf(caller) });
    const message = 'Snapshot creation is scheduled.';
    return { status: 201, body: { status: true, message, snapshot: newSnapshotView(snapshot) } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

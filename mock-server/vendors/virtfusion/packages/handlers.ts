import type { packages as operations } from '../../../../contracts/vendors/virtfusion/packages.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { stamp } from '../stamp.js';
import type { Plan } from './record.js';

const plan = (plan: Plan) => ({
  id: plan.id,
  name: plan.name,
  description: plan.description,
  enabled: plan.enabled,
  memory: plan.memory,
  primaryStorage: plan.storage,
  traffic: plan.traffic,
  cpuCores: plan.cores,
  primaryNetworkSpeedIn: plan.speedIn,
  primaryNetworkSpeedOut: plan.speedOut,
  primaryDiskType: 'inherit',
  backupPlanId: plan.backupPlanId,
  primaryStorageReadBytesSec: plan.readBytes,
  primaryStorageWriteBytesSec: plan.writeBytes,
  primaryStorageReadIopsSec: plan.readIops,
  primaryStorageWriteIopsSec: plan.writeIops,
  primaryStorageProfile: plan.storageProfile,
  primaryNetworkProfile: plan.networkProfile,
  created: stamp(plan.created),
});

export const handlers = {
  list: ({ cloud }) => ({ status: 200, body: { data: cloud.packages.all().map(plan) } }),
  show: ({ params, cloud }) => ({
    status: 200,
    body: { data: plan(cloud.packages.need(params.packageId)) },
  }),
} satisfies Handlers<typeof operations, VirtFusionCloud>;

import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { microDateTime } from '../../core/wire.js';
import { data, id, unseen } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** A package: memory in MB, storage and traffic in GB, speeds in kB/s with 0 for unlimited. */
const plan = z.strictObject({
  id: z.int(),
  name: z.string(),
  description: unseen.text,
  enabled: z.boolean(),
  memory: z.int(),
  primaryStorage: z.int(),
  traffic: z.int(),
  cpuCores: z.int(),
  primaryNetworkSpeedIn: z.int(),
  primaryNetworkSpeedOut: z.int(),
  primaryDiskType: z.string(),
  backupPlanId: z.int(),
  primaryStorageReadBytesSec: unseen.integer,
  primaryStorageWriteBytesSec: unseen.integer,
  primaryStorageReadIopsSec: unseen.integer,
  primaryStorageWriteIopsSec: unseen.integer,
  primaryStorageProfile: z.int(),
  primaryNetworkProfile: z.int(),
  created: microDateTime,
});

nameSchemas({ Package: plan });

export const packages = defineOperations(routes.packages, {
  list: {
    summary: 'List packages',
    docs: page('listPackages'),
    effect: 'read',
    responses: { 200: data(z.array(plan)) },
  },
  show: {
    summary: 'Show a package',
    docs: page(),
    effect: 'read',
    params: z.object({ packageId: id() }),
    responses: { 200: data(plan) },
    failures: ['notFound'],
    example: { params: { packageId: '1' } },
  },
});

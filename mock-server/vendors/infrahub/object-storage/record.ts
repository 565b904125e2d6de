import { z } from 'zod';
import { storageRegions } from '../../../../contracts/vendors/infrahub/storage-regions.js';
import { instant, recordId } from '../scalars.js';
import { laidBucket } from './laid-bucket.js';

/** A key for the S3 protocol. Its secret is told once and kept nowhere. */
export const accessKey = z
  .strictObject({
    id: recordId,
    org: recordId,
    /** Who made it. */
    user: recordId,
    region: z.enum(storageRegions),
    description: z.string().max(255).nullable(),
    createdAt: instant,
  })
  .readonly();
export type AccessKey = z.output<typeof accessKey>;

/** Nothing of a record has a default. */
const laid = laidBucket.shape;
const { name } = laid;
const region = laid.region.unwrap();
const [objects, bytes] = [laid.objects.unwrap(), laid.bytes.unwrap()];
const [dailyObjects, dailyBytes] = [laid.dailyObjects.unwrap(), laid.dailyBytes.unwrap()];

/** A bucket, filled by somebody over S3: how much more each day is laid down with it. */
export const bucket = z
  .strictObject({
    id: recordId,
    org: recordId,
    name,
    region,
    state: z.literal('active'),
    objects,
    bytes,
    dailyObjects,
    dailyBytes,
    createdAt: instant,
  })
  .readonly();
export type Bucket = z.output<typeof bucket>;

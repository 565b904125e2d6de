import { z } from 'zod';
import { storageRegions } from '../../../../contracts/vendors/infrahub/storage-regions.js';

/** As S3 lets a bucket be called; no longer than other names here, for bills have it too. */
const bucketName = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,58}[a-z0-9]$/);

/** Far more than anybody stores, and exact in a double. */
const amount = z.int().min(0).max(1e15);

/** What a seed says of a bucket that is there from the start, and of how much more lies in it each day. */
export const laidBucket = z.strictObject({
  name: bucketName,
  region: z.enum(storageRegions).default(storageRegions[0]),
  objects: amount.default(0),
  bytes: amount.default(0),
  dailyObjects: amount.default(0),
  dailyBytes: amount.default(0),
});
export type LaidBucket = z.output<typeof laidBucket>;

/** All that a seed lays down. */
export const laidBuckets = z
  .array(laidBucket)
  .max(1000)
  .refine(all => new Set(all.map(({ name }) => name)).size === all.length, 'has a name twice');

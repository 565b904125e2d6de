import { DAY } from '../../../domain/clock.js';
import { begunSteps } from '../../../domain/money.js';
import type { InfrahubCloud } from '../cloud.js';
import { linesOfBucket, termsOf } from '../tariff.js';
import type { LaidBucket } from './laid-bucket.js';
import type { Bucket } from './record.js';

/** Most that a bucket comes to hold. */
const MOST = 1e15;

/** What the disks take for an object beside its bytes, and in steps of how much: guesses. */
const [OVERHEAD, BLOCK] = [2048, 4096];

/** Bytes in a GB: the printed price of 8 KiB is that of 8192 / 2^30 GB. */
const GB = 2 ** 30;

/** Bytes that a bucket takes on the disks: what is billed. */
export const bytesOnDisk = ({ bytes, objects }: Pick<Bucket, 'bytes' | 'objects'>): number =>
  begunSteps(bytes + objects * OVERHEAD, BLOCK) * BLOCK;

/** Names a bucket to the agenda. */
const bucketSubject = (id: number): string => `bucket:${id}`;
export const bucketOfSubject = (subject: string): number => Number(/^bucket:(\d+)$/.exec(subject)?.[1]);

const grows = ({ dailyBytes, dailyObjects }: Bucket): boolean => dailyBytes > 0 || dailyObjects > 0;

/** Lays down a bucket, as if somebody had made it over S3. */
export function layBucket(cloud: InfrahubCloud, org: number, laid: LaidBucket): void {
  const id = cloud.nextId('bucket');
  chargeBucket(cloud, cloud.buckets.add({ id, org, ...laid, state: 'active', createdAt: cloud.now }));
}

/** A day has passed: more lies in the bucket. */
export function growBucket(cloud: InfrahubCloud, id: number): void {
  const { bytes, objects, dailyBytes, dailyObjects } = cloud.buckets.need(id);
  const more = { bytes: Math.min(MOST, bytes + dailyBytes), objects: Math.min(MOST, objects + dailyObjects) };
  chargeBucket(cloud, cloud.buckets.update(id, more));
}

/** Charges a bucket by what it holds now, until it has grown. */
function chargeBucket(cloud: InfrahubCloud, bucket: Bucket): void {
  const size = bytesOnDisk(bucket) / GB;
  const terms = termsOf('ACTIVE', linesOfBucket(cloud.settings.prices, size));
  cloud.charge('bucket', { id: bucket.id, org: bucket.org, name: bucket.name }, { ...terms, size });
  if (grows(bucket)) cloud.agenda.enter(cloud.now + DAY, 'bucket', bucketSubject(bucket.id));
}

/** Deletes a bucket and all that is in it: from now on it costs nothing. */
export function deleteBucket(cloud: InfrahubCloud, { id }: Bucket): void {
  cloud.agenda.cancel(bucketSubject(id));
  cloud.endBill('bucket', id);
  cloud.buckets.remove(id);
}

/** Buckets and keys of nobody, and buckets that are not charged by what they hold, or do not grow. */
export function* storageProblems(cloud: InfrahubCloud): Generator<string> {
  for (const [kind, things] of [
    ['bucket', cloud.buckets.all()],
    ['access key', cloud.accessKeys.all()],
  ] as const)
    for (const { id, org } of things)
      if (cloud.organizations.get(org) === undefined)
        yield `${kind} ${id} is of the organization ${org}, which is not there`;
  for (const bucket of cloud.buckets.all()) {
    const { id } = bucket;
    if (cloud.charges.current(`bucket:${id}`)?.size !== bytesOnDisk(bucket) / GB)
      yield `bucket ${id} is not charged for what it holds`;
    if (cloud.agenda.waiting(bucketSubject(id)).length !== (grows(bucket) ? 1 : 0))
      yield `bucket ${id} ${grows(bucket) ? 'grows, and nothing makes it' : 'does not grow, and something makes it'}`;
  }
}

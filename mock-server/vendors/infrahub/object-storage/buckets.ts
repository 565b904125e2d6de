import type { z } from 'zod';
import { refuse } from '../../../../contracts/core/failure.js';
import { utcTime } from '../../../../contracts/core/time.js';
import {
  type buckets as operations,
  type shownBucket,
  storageRefusals,
} from '../../../../contracts/vendors/infrahub/object-storage.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { matches } from '../common.js';
import type { Bucket } from './record.js';
import { bytesOnDisk, deleteBucket } from './rules.js';

/** Where a region speaks S3, as public clients call it (github.com/gabfssilva/skyward). */
const ENDPOINTS: Readonly<Record<Bucket['region'], string>> = { 'CANADA-1': 'https://ca1.obj.nexgencloud.io' };

const bucketView = (bucket: Bucket): z.output<typeof shownBucket> => ({
  created_at: utcTime.format(bucket.createdAt),
  endpoint: ENDPOINTS[bucket.region],
  name: bucket.name,
  num_objects: bucket.objects,
  region: bucket.region,
  size_bytes: bucket.bytes,
  size_bytes_actual: bytesOnDisk(bucket),
});

/** The bucket of a name in a region. */
function bucketOf(cloud: InfrahubCloud, name: string, region: Bucket['region'], org: number): Bucket {
  const bucket = cloud.named(cloud.buckets, name, org);
  if (bucket?.region !== region) throw refuse(storageRefusals.noBucket, name);
  return bucket;
}

export const handlers = {
  list({ query, cloud, caller }) {
    const found = cloud.buckets.filter(({ org, name }) => org === caller.holder && matches(query.search, name));
    return { status: 200, body: { buckets: found.map(bucketView), failed_regions: [] } };
  },

  show({ params, query, cloud, caller }) {
    return { status: 200, body: bucketView(bucketOf(cloud, params.bucket_name, query.region, caller.holder)) };
  },

  delete({ params, query, cloud, caller }) {
    deleteBucket(cloud, bucketOf(cloud, params.bucket_name, query.region, caller.holder));
    return { status: 200, body: { message: 'Bucket deleted successfully' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

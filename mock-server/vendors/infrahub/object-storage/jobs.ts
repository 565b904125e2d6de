import type { Jobs } from '../../../domain/cloud.js';
import type { InfrahubCloud } from '../cloud.js';
import { bucketOfSubject, growBucket } from './rules.js';

/** What happens to buckets by itself. */
export const bucketJobs: Jobs<InfrahubCloud> = {
  bucket: {
    about: 'bucket',
    has: (cloud, subject) => cloud.buckets.get(bucketOfSubject(subject)) !== undefined,
    run: (cloud, subject) => growBucket(cloud, bucketOfSubject(subject)),
  },
};

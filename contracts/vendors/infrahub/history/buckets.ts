import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { float, uuid } from '../../../core/wire.js';
import { enveloped, id } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import {
  granularity,
  graphed,
  january,
  metrics,
  pages,
  rangeQuery,
  resourcesQuery,
  rows,
  succeeded,
} from './common.js';

const bucket = z.strictObject({
  id: uuid,
  infrahub_id: z.int(),
  resource_name: z.string(),
  status: z.string(),
});

/** The list alone says how much is stored, in GB of 2^30 bytes. */
const bucketHistory = succeeded({
  billing_history_bucket: z.strictObject({
    ...rows(bucket, z.strictObject({ ...metrics, size: float })),
    pagination: z.strictObject({ ...pages, total_count: z.int() }),
  }),
});

/** One bucket stands here itself, not in a list of one: so has it the vendor's description, and no page prints it. */
const bucketDetails = enveloped({
  billing_history_bucket_details: z.strictObject({
    attributes: bucket,
    metrics: z.strictObject({
      ...metrics,
      usage_time_ACTIVE: z.number(),
      usage_time_SHUTOFF: z.number(),
      usage_time_HIBERNATED: z.number(),
    }),
  }),
});

/** Without the envelope in the vendor's description, which types no points here either; no page prints it. */
const bucketGraph = z.strictObject({
  ...rows(bucket, assumed(graphed)),
  granularity,
});

nameSchemas({
  BucketAttributes: bucket,
  BucketHistory: bucketHistory,
  BucketDetails: bucketDetails,
  BucketGraph: bucketGraph,
});

const ofBucket = {
  params: z.object({ bucket_id: id() }),
  query: rangeQuery,
  failures: ['notFound', 'conflict'],
  example: { params: { bucket_id: '1' }, query: january },
} as const;

export const historyOfBuckets = defineOperations(routes.history, {
  buckets: {
    summary: 'What each bucket cost between two dates',
    docs: page('BillingApi', 'listBucketBillingHistory'),
    effect: 'read',
    query: resourcesQuery,
    failures: ['conflict'],
    responses: { 200: bucketHistory },
    example: { query: { ...january, page: '1' } },
  },
  bucket: {
    summary: 'What one bucket cost between two dates',
    docs: page('BillingApi', 'getBucketBillingHistory'),
    effect: 'read',
    ...ofBucket,
    responses: { 200: bucketDetails },
  },
  bucketGraph: {
    summary: 'What one bucket cost between two dates, step by step',
    docs: page('BillingApi', 'bucketsBillingHistoryHourlyChart'),
    effect: 'read',
    ...ofBucket,
    responses: { 200: bucketGraph },
  },
});

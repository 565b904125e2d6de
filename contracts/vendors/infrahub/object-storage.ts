import { z } from 'zod';
import { disputed } from '../../core/disputed.js';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';
import { naiveDateTime, secret, utcDateTime } from '../../core/wire.js';
import { atLeastOne, filter } from './common.js';
import { ANSWERS, page } from './docs.js';
import { routes } from './routes.js';
import { storageRegions } from './storage-regions.js';

const region = z.enum(storageRegions);

/** Two pages print a `Z` here, and the vendor's Go SDK reads these by Go's own parser, which needs a zone. */
const storedAt = disputed(utcDateTime, naiveDateTime, ['with Z', 'without Z']);

/** A key for the S3 protocol, in one region. Its secret is shown once, when it is made. */
export const shownAccessKey = z.strictObject({
  access_key: z.string(),
  created_at: storedAt,
  description: z.string().nullable(),
  id: z.int(),
  region,
  user_id: z.int(),
});

const accessKeyList = z.strictObject({
  access_keys: z.array(shownAccessKey),
  meta: z.strictObject({ count: z.int(), current_page: z.int(), total_pages: z.int() }),
});

/** A bucket; it is made and filled over S3. */
export const shownBucket = z.strictObject({
  created_at: storedAt,
  /** Where its region speaks S3. */
  endpoint: z.string(),
  name: z.string(),
  num_objects: z.int(),
  region,
  size_bytes: z.int(),
  /** With what the disks need beside it. */
  size_bytes_actual: z.int(),
});

/** Success without the envelope. The sentences are not printed. */
const deleted = z.strictObject({ message: assumed(z.string()) });

nameSchemas({
  ObjectStorageRegion: region,
  BucketTime: storedAt,
  AccessKey: shownAccessKey,
  AccessKeyList: accessKeyList,
  ObjectStorageBucket: shownBucket,
  ObjectStorageDeleted: deleted,
});

const NONE = { evidence: 'assumed', docs: ANSWERS } as const;

/** Refusals have the envelope of the other services; their sentences are not printed. */
export const storageRefusals = {
  noBucket: {
    kind: 'notFound',
    text: name => `Bucket ${name} does not exist.`,
    ...NONE,
  } satisfies Refusal<string>,
  noAccessKey: {
    kind: 'notFound',
    text: id => `Access key ${id} does not exist.`,
    ...NONE,
  } satisfies Refusal<string>,
} as const;

export const accessKeys = defineOperations(routes.accessKeys, {
  list: {
    summary: 'All keys for object storage, without their secrets',
    docs: page('AccessKeysApi', 'listAccessKeysEndpoint'),
    effect: 'read',
    query: z.object({
      search: filter(),
      page: atLeastOne().default(1),
      /** The default is not printed; twelve keys were on one page. */
      page_size: atLeastOne().pipe(z.int().max(100)).default(50),
    }),
    responses: { 201: accessKeyList }, // sic
    example: { query: { search: 'example', page: '1', page_size: '10' } },
  },
  create: {
    summary: 'Generate a key for object storage; its secret is told now and never again',
    docs: page('AccessKeysApi', 'createAccessKeyEndpoint'),
    effect: 'write',
    body: z.object({ region, description: z.string().max(255).nullish() }),
    responses: { 201: z.strictObject({ ...shownAccessKey.shape, secret_key: secret(z.string()) }) },
    example: { body: { region: 'CANADA-1', description: 'Example access key' } },
    checkedWith: { body: { description: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'accessKeys.list', at: '$.access_keys[*].description', of: 'description' },
      { read: 'accessKeys.list', at: '$.access_keys[*].region', of: 'region' },
    ],
  },
  delete: {
    summary: 'Delete a key for object storage; it is dead at once',
    docs: page('AccessKeysApi', 'deleteAccessKeyEndpoint'),
    effect: 'destroy',
    params: z.object({ access_key_id: z.string() }),
    responses: { 200: deleted },
    failures: ['notFound'],
    example: { params: { access_key_id: '1' } },
  },
});

defineResource(accessKeys, {
  create: 'create',
  ids: { access_key_id: '$.id' },
  destroy: 'delete',
  gone: { read: 'list', at: '$.access_keys[*].id' },
});

const oneBucket = {
  params: z.object({ bucket_name: z.string() }),
  query: z.object({ region }),
  failures: ['notFound'],
  example: { params: { bucket_name: 'example-bucket' }, query: { region: 'CANADA-1' } },
} as const;

export const buckets = defineOperations(routes.buckets, {
  list: {
    summary: 'All buckets',
    docs: page('BucketsApi', 'listBucketsEndpoint'),
    effect: 'read',
    query: z.object({ search: filter() }),
    responses: {
      200: z.strictObject({
        buckets: z.array(shownBucket),
        /** Regions that could not be reached. */
        failed_regions: z.array(z.string()),
      }),
    },
    example: { query: { search: 'example' } },
  },
  show: {
    summary: 'One bucket, and how much it holds',
    docs: page('BucketsApi', 'retrieveBucketEndpoint'),
    effect: 'read',
    ...oneBucket,
    responses: { 200: shownBucket },
  },
  delete: {
    summary: 'Delete a bucket with all that is in it',
    docs: page('BucketsApi', 'deleteBucketEndpoint'),
    effect: 'destroy',
    ...oneBucket,
    responses: { 200: deleted },
  },
});

export const objectStorage = defineOperations(routes.objectStorage, {
  regions: {
    summary: 'Regions that store objects',
    docs: page('RegionsApi', 'listRegionsEndpoint'),
    effect: 'read',
    responses: { 200: z.strictObject({ regions: z.array(z.strictObject({ name: z.string() })) }) },
  },
  health: {
    summary: 'Whether object storage is reachable',
    docs: 'https://docs.hyperstack.cloud/docs/api-reference/healthz-endpoint',
    effect: 'read',
    responses: { 200: z.strictObject({ status: z.literal('alive') }) },
  },
});

import { z } from 'zod';
import { disputedName } from '../../../core/disputed.js';
import { nameSchemas } from '../../../core/document-marks.js';
import { defineOperations } from '../../../core/operation.js';
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
import { volumeInHistory, volumeInList } from './volumes.js';

const snapshotHistory = succeeded({
  billing_history_snapshot: z.strictObject({
    ...rows(volumeInList, z.strictObject(metrics)),
    pagination: z.strictObject({ ...pages, total_count: z.int() }),
  }),
});

/** Named as in the graph; the vendor's description of the API has the volumes' name here. */
const snapshotDetails = disputedName(
  'billing_history_snapshot_details',
  'billing_history_volume_details',
  z.strictObject(rows(volumeInHistory, z.strictObject(metrics))),
  { status: z.boolean(), message: z.string() },
);

const snapshotGraph = enveloped({
  billing_history_snapshot_details: z.strictObject({ ...rows(volumeInHistory, graphed), granularity }),
});

nameSchemas({ SnapshotHistory: snapshotHistory, SnapshotDetails: snapshotDetails, SnapshotGraph: snapshotGraph });

const ofSnapshot = {
  params: z.object({ snapshot_id: id() }),
  query: rangeQuery,
  failures: ['notFound', 'conflict'],
  example: { params: { snapshot_id: '1' }, query: january },
} as const;

export const historyOfSnapshots = defineOperations(routes.history, {
  snapshots: {
    summary: 'What each snapshot cost between two dates',
    docs: page('BillingApi', 'listSnapshotBillingHistory'),
    effect: 'read',
    query: resourcesQuery,
    failures: ['conflict'],
    responses: { 200: snapshotHistory },
    example: { query: { ...january, page: '1' } },
  },
  snapshot: {
    summary: 'What one snapshot cost between two dates',
    docs: page('BillingApi', 'getSnapshotBillingHistory'),
    effect: 'read',
    ...ofSnapshot,
    responses: { 200: snapshotDetails },
  },
  snapshotGraph: {
    summary: 'What one snapshot cost between two dates, step by step',
    docs: page('BillingApi', 'getSnapshotBillingHistoryGraph'),
    effect: 'read',
    ...ofSnapshot,
    responses: { 200: snapshotGraph },
  },
});

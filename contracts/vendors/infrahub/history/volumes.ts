import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { defineOperations } from '../../../core/operation.js';
import { uuid } from '../../../core/wire.js';
import { enveloped, id } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import {
  billingEvents,
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

/** What is billed for what it stores, in a list: volumes and snapshots alike. */
export const volumeInList = z.strictObject({
  id: uuid,
  infrahub_id: z.int(),
  resource_name: z.string(),
  status: z.string(),
});
export const volumeInHistory = z.strictObject({
  ...volumeInList.shape,
  /** In GB. */
  subresource_amount: z.int(),
  subresource_type: z.string(),
});

const volumeHistory = succeeded({
  billing_history_volume: z.strictObject({
    ...rows(volumeInList, z.strictObject(metrics)),
    pagination: z.strictObject({ ...pages, total_count: z.int() }),
  }),
});

const volumeDetails = enveloped({
  billing_history_volume_details: z.strictObject(rows(volumeInHistory, z.strictObject(metrics))),
});

const volumeGraph = enveloped({
  billing_history_volume_details: z.strictObject({
    ...rows(volumeInHistory, graphed),
    granularity,
  }),
});

nameSchemas({
  VolumeInList: volumeInList,
  VolumeInHistory: volumeInHistory,
  VolumeHistory: volumeHistory,
  VolumeDetails: volumeDetails,
  VolumeGraph: volumeGraph,
});

const ofVolume = {
  params: z.object({ volume_id: id() }),
  query: rangeQuery,
  failures: ['notFound', 'conflict'],
  example: { params: { volume_id: '1' }, query: january },
} as const;

export const historyOfVolumes = defineOperations(routes.history, {
  volumes: {
    summary: 'What each volume cost between two dates',
    docs: page('BillingApi', 'getVolumeBillingHistory'),
    effect: 'read',
    query: resourcesQuery,
    failures: ['conflict'],
    responses: { 200: volumeHistory },
    example: { query: { ...january, page: '1' } },
  },
  volume: {
    summary: 'What one volume cost between two dates',
    docs: page('BillingApi', 'getVolumeBillingDetails'),
    effect: 'read',
    ...ofVolume,
    responses: { 200: volumeDetails },
  },
  volumeGraph: {
    summary: 'What one volume cost between two dates, step by step',
    docs: page('BillingApi', 'getVolumeBillingHistoryGraph'),
    effect: 'read',
    ...ofVolume,
    responses: { 200: volumeGraph },
  },
  volumeEvents: {
    summary: 'Stretches of time that a volume was charged at one price',
    docs: page('BillingApi', 'getVolumeBillingEvents'),
    effect: 'read',
    ...ofVolume,
    responses: { 200: billingEvents },
  },
});

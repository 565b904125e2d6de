import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { read, sqlDateTime } from '../../../core/wire.js';
import { given, names, ok, target, time } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';

/**
 * Something that was done. The OpenAPI text shows the members of a firewall rule in place of these; those here are what
 * the search of the same service is made by.
 */
const action = z.strictObject({
  id: z.int(),
  uid: z.int(),
  login: z.string(),
  serviceName: z.string(),
  /** Name of the method. */
  type: z.string(),
  /** The environment that it was about, where it was about one. */
  appid: z.string().optional(),
  startDate: sqlDateTime,
  /** Left out while it goes on. */
  endDate: sqlDateTime.optional(),
  resultCode: z.int().optional(),
});

const actions = z.strictObject({ ...ok, array: assumed(z.array(action)) });
const found = z.strictObject({ ...ok, totalCount: z.int(), array: assumed(z.array(action)) });
const count = () => read.integer().pipe(z.int().min(0));

const search = z.object({
  id: z.int().optional(),
  uid: z.int().optional(),
  login: z.string().optional(),
  serviceName: z.string().optional(),
  types: z.array(z.string()).max(1000).optional(),
  appids: z.array(z.string()).max(1000).optional(),
  startDate: time().optional(),
  endDate: time().optional(),
  resultCode: z.int().optional(),
  onlyErrors: z.boolean().optional(),
  onlyCompleted: z.boolean().optional(),
  orderField: z.string().optional(),
  orderDirection: z.string().optional(),
  startRow: z.int().min(0).optional(),
  resultCount: z.int().min(0).optional(),
});

nameSchemas({ TrackingAction: action, TrackingActions: actions, TrackingFound: found, TrackingSearch: search });
export type ActionSearch = z.output<typeof search>;

/** environment.tracking: who did what. */
export const tracking = defineOperations(routes.tracking, {
  getUidActions: {
    summary: 'What the caller did in a period.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({
      ...target,
      starttime: given(time()),
      endtime: given(time()),
      count: given(count()),
      actionTypes: given(names()),
    }),
    responses: { 200: actions },
  },
  getCurrentActions: {
    summary: 'What the caller did that still goes on.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object(target),
    responses: { 200: actions },
  },
  getServerUtcTime: {
    summary: 'The time of the platform, UTC.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object(target),
    responses: { 200: z.strictObject({ ...ok, object: assumed(sqlDateTime) }) },
  },
  getAction: {
    summary: 'One thing that the caller did; without an id the last one.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, id: given(read.integer()) }),
    responses: { 200: z.strictObject({ ...ok, object: assumed(action) }) },
    failures: ['notFound'],
    sources: { id: { read: 'tracking.getUidActions', at: '$.array[*].id' } },
  },
  searchActions: {
    summary: 'What was done that fits a search.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, search: read.json(search) }),
    responses: { 200: found },
    example: { query: { search: '{"startRow":0,"resultCount":10}' } },
  },
});

import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import { defineOperations } from '../../core/operation.js';
import { float, read } from '../../core/wire.js';
import { dateTime, filter, told } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** What one resource, past or present, has cost. */
export const shownUsage = z.strictObject({
  resource_id: z.int(),
  resource_type: z.enum(['vm', 'volume']),
  name: z.string(),
  organization_id: z.int(),
  /** What a minute costs now, in USD; null once terminated. */
  bill_per_minute: float.nullable(),
  create_time: dateTime,
  terminate_time: dateTime.nullable(),
  /** In minutes. */
  total_up_time: float,
  /** In USD: the running sum of a minute's price, one addition for each minute. */
  total_bill: float,
  active: z.boolean(),
  exclude_billing: z.boolean(),
});

const usage = told({ data: z.array(shownUsage) });

const usageQuery = z.object({
  /** `true` only past resources, `false` only present ones; without it all, as the older page says. */
  deleted: assumed(read.flag().optional()),
  /** Id or name of an environment. */
  environment: filter(),
});

/** What yesterday cost, in USD. */
const lastDayCost = told({
  data: z.strictObject({
    instances_cost: float,
    volumes_cost: float,
    clusters_cost: float,
    total_cost: float,
  }),
});

const alive = z.strictObject({ message: z.string() });

nameSchemas({ Usage: shownUsage, UsageNow: usage, LastDayCost: lastDayCost, ServiceAlive: alive });

export const billing = defineOperations(routes.billing, {
  usage: {
    summary: 'What each resource has cost, past and present',
    docs: page('BillingApi', 'getUsage'),
    effect: 'read',
    query: usageQuery,
    responses: { 200: usage },
    example: { query: { deleted: 'false', environment: 'default-CANADA-1' } },
  },
  lastDayCost: {
    summary: 'What yesterday cost',
    docs: page('BillingApi', 'getLastDayCost'),
    effect: 'read',
    responses: { 200: lastDayCost },
  },
  alive: {
    summary: 'Whether the billing service runs',
    docs: page('AliveApi', 'getAlive'),
    effect: 'read',
    responses: { 200: alive },
  },
  aliveDoc: {
    summary: 'Whether the billing service runs, as its documentation asks it',
    docs: page('AliveApi', 'getAliveDoc'),
    effect: 'read',
    // No page prints its answer, and no schema has it.
    responses: { 200: assumed(alive) },
  },
});

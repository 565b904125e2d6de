import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { float, read, uuid } from '../../../core/wire.js';
import { enveloped } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { graph, january, range, rows } from './common.js';

const organizationQuery = z.object({
  ...range,
  graph: read.flag().default(false),
});
const organizationHistory = enveloped({
  billing_history: z.strictObject({
    ...rows(
      z.strictObject({ id: uuid }),
      z.strictObject({
        incurred_bill: float,
        non_discounted_bill: float,
        vm_cost: float,
        volume_cost: float,
        contract_cost: float,
        snapshot_cost: float,
        bucket_cost: float,
        ais_token_cost: float,
        ais_workload_cost: float,
        /** With `graph=true`. */
        incurred_bill_graph: assumed(graph.optional()),
      }),
    ),
    granularity: assumed(z.int().optional()),
  }),
});

nameSchemas({ OrganizationHistory: organizationHistory });

export const historyOfOrganization = defineOperations(routes.history, {
  organization: {
    summary: 'What the organisation spent between two dates, by product',
    docs: page('BillingApi', 'getUserBillingHistory'),
    effect: 'read',
    query: organizationQuery,
    failures: ['conflict'],
    responses: { 200: organizationHistory },
    example: { query: january },
    checkedWith: { query: { graph: 'true' } },
  },
});

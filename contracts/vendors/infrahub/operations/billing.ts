import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { alive, lastDayCost, usage, usageQuery } from '../schemas/billing.js';

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
});

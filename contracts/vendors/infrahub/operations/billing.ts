import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { alive, lastDayCost, usage, usageQuery } from '../schemas/billing.js';

export const billing = defineOperations({
  usage: {
    method: 'GET',
    path: '/billing/billing/usage',
    summary: 'What each resource has cost, past and present',
    docs: page('BillingApi', 'getUsage'),
    effect: 'read',
    query: usageQuery,
    responses: { 200: usage },
  },
  lastDayCost: {
    method: 'GET',
    path: '/billing/billing/last-day-cost',
    summary: 'What yesterday cost',
    docs: page('BillingApi', 'getLastDayCost'),
    effect: 'read',
    responses: { 200: lastDayCost },
  },
  alive: {
    method: 'GET',
    path: '/billing/alive',
    summary: 'Whether the billing service runs',
    docs: page('AliveApi', 'getAlive'),
    effect: 'read',
    responses: { 200: alive },
  },
});

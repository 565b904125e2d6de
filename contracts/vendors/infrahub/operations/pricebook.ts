import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { id } from '../schemas/common.js';
import { calculated, pricebook as prices } from '../schemas/pricebook.js';

export const pricebook = defineOperations(routes.pricebook, {
  list: {
    summary: 'Price of each GPU model and each other part',
    docs: page('PricebookApi', 'getPricebook'),
    effect: 'read',
    responses: { 200: prices },
  },
  calculate: {
    summary: 'What a resource costs an hour, part by part',
    docs: page('CalculateApi', 'calculateResourceBillingRate'),
    effect: 'read',
    params: z.object({ resource_type: z.string(), id: id() }),
    responses: { 200: calculated },
    failures: ['notFound', 'conflict'],
    example: { params: { resource_type: 'virtual-machine', id: '1' } },
    sources: { id: { read: 'virtualMachines.list', at: '$.instances[*].id' } },
  },
});

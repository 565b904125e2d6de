import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { id } from '../schemas/common.js';
import { calculated, pricebook as prices } from '../schemas/pricebook.js';

export const pricebook = defineOperations({
  list: {
    method: 'GET',
    path: '/pricebook',
    summary: 'Price of each GPU model and each other part',
    docs: page('PricebookApi', 'getPricebook'),
    effect: 'read',
    responses: { 200: prices },
  },
  calculate: {
    method: 'GET',
    path: '/pricebook/calculate/resource/{resource_type}/{id}',
    summary: 'What a resource costs an hour, part by part',
    docs: page('CalculateApi', 'calculateResourceBillingRate'),
    effect: 'read',
    params: z.object({ resource_type: z.string(), id: id() }),
    responses: { 200: calculated },
    failures: ['notFound', 'conflict'],
  },
});

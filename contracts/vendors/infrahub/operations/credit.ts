import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { credit as answer } from '../schemas/billing.js';

export const credit = defineOperations({
  show: {
    method: 'GET',
    path: '/billing/user-credit/credit',
    summary: 'Balance of the organisation, and whether it may create anything',
    docs: page('CreditApi', 'getUserCredit'),
    effect: 'read',
    responses: { 200: answer },
  },
});

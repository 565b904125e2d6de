import { defineOperations } from '../../../core/operation.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { credit as answer } from '../schemas/billing.js';

export const credit = defineOperations(routes.credit, {
  show: {
    summary: 'Balance of the organisation, and whether it may create anything',
    docs: page('CreditApi', 'getUserCredit'),
    effect: 'read',
    responses: { 200: answer },
  },
});

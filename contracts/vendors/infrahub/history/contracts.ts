import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { uuid } from '../../../core/wire.js';
import { enveloped, filter } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { january, metrics, range, rows } from './common.js';

/** No source says what is answered: after the histories of the resources. */
const contractHistory = enveloped({
  billing_history_contract: assumed(
    z.strictObject(
      rows(
        z.strictObject({ id: uuid, infrahub_id: z.int(), resource_name: z.string(), status: z.string() }),
        z.strictObject(metrics),
      ),
    ),
  ),
});

nameSchemas({ ContractHistory: contractHistory });

export const historyOfContracts = defineOperations(routes.history, {
  contracts: {
    summary: 'What the machines of each contract cost between two dates',
    docs: page('BillingApi', 'listBillingContractHistory'),
    evidence: 'assumed',
    effect: 'read',
    query: z.object({ ...range, search: filter() }),
    failures: ['conflict'],
    responses: { 200: contractHistory },
    example: { query: january },
  },
});

import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import { defineOperations } from '../../core/operation.js';
import { naiveTime } from '../../core/time.js';
import { float, read } from '../../core/wire.js';
import { atLeastOne, dateTime, enveloped, id } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** How much less so many GPUs of a model cost: `flat` says their price, `percent` what is taken off the market's. */
const discount = z.strictObject({
  id: z.int(),
  resource_id: z.int(),
  resource_name: z.string(),
  resource_count: z.int(),
  remaining_count: z.int(),
  discount_type: z.enum(['flat', 'percent']),
  discount_code: assumed(z.string().nullable()),
  discount_percent: assumed(float.nullable()),
  discount_amount: assumed(float.nullable()),
  discount_status: assumed(z.enum(['active', 'inactive'])),
});

/** `expiration_policy` 0: what is in the contract is deleted at its end; 1: it stays, at the market's price. */
const expirationPolicies = [0, 1] as const;

export const shownContract = z.strictObject({
  id: z.int(),
  org_id: z.int(),
  description: z.string(),
  start_date: dateTime,
  end_date: dateTime,
  expiration_policy: z.literal(expirationPolicies),
  status: assumed(z.enum(['PENDING', 'ACTIVE', 'EXPIRED'])),
  discounts: z.array(discount),
  created_at: dateTime,
});

const graph = z.strictObject({
  id: z.string(),
  org_id: z.int(),
  status: assumed(z.string()),
  /** GPUs in use now. */
  total_gpu_allocation: z.int(),
  granularity: z.int(),
  allocated_gpu_count_graph: z.array(z.strictObject({ datetime: dateTime, value: z.int() })),
});

nameSchemas({ Discount: discount, Contract: shownContract, ContractGraph: graph });

const one = {
  params: z.object({ contract_id: id() }),
  failures: ['notFound'],
  example: { params: { contract_id: '1' } },
  sources: { contract_id: { read: 'contracts.list', at: '$.contracts[*].id' } },
} as const;

export const contracts = defineOperations(routes.contracts, {
  list: {
    summary: 'Contracts about GPUs at a lower price',
    docs: page('CustomerContractApi', 'listCustomerContracts'),
    effect: 'read',
    query: z.object({ page: atLeastOne().optional(), per_page: atLeastOne().optional() }),
    responses: { 200: enveloped({ contracts: z.array(shownContract), count: z.int() }) },
    example: { query: { page: '1', per_page: '10' } },
  },
  show: {
    summary: 'One contract',
    docs: page('CustomerContractApi', 'retrieveContract'),
    effect: 'read',
    ...one,
    // The name is that of the list, for one contract too.
    responses: { 200: enveloped({ contracts: shownContract }) },
  },
  gpuAllocationGraph: {
    summary: 'How many GPUs of a contract were in use, step by step',
    docs: page('CustomerContractApi', 'getContractGPUAllocationGraph'),
    effect: 'read',
    ...one,
    query: z.object({
      start_date: read.instant(naiveTime).optional(),
      end_date: read.instant(naiveTime).optional(),
    }),
    failures: ['notFound', 'conflict'],
    responses: { 200: enveloped({ contract: graph }) },
  },
});

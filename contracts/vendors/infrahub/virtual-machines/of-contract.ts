import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { dateTime, enveloped, id, listQuery } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';

/** A machine that is or was in a contract. */
const contractInstance = z.strictObject({
  id: z.int(),
  name: z.string(),
  status: z.string(),
  flavor_name: z.string(),
  gpu_count: z.int(),
  created_at: dateTime,
  termination_time: assumed(dateTime.nullable()),
  /** In seconds, as in the histories. */
  total_usage_time: assumed(z.int()),
  cluster: assumed(z.null()),
});

nameSchemas({ ContractInstance: contractInstance });

export const machinesOfContract = defineOperations(routes.virtualMachines, {
  listOfContract: {
    summary: 'Machines that are or were in a contract, oldest first',
    docs: page('VirtualMachineApi', 'getContractVMs'),
    effect: 'read',
    params: z.object({ contract_id: id() }),
    query: z.object(listQuery),
    responses: { 200: enveloped({ instances: z.array(contractInstance) }) },
    failures: ['notFound'],
    example: { params: { contract_id: '1' } },
    sources: { contract_id: { read: 'contracts.list', at: '$.contracts[*].id' } },
  },
});

import { refuse } from '../../../../contracts/core/failure.js';
import type { contracts as operations } from '../../../../contracts/vendors/infrahub/contracts.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import { flavorOf } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import { stepsOf } from '../history/periods.js';
import type { Allocation } from './record.js';
import { allocationsOf, contractState } from './rules.js';
import { contractView } from './view.js';

export const handlers = {
  list({ query, cloud, caller }) {
    const all = cloud.contracts.filter(({ org }) => org === caller.holder);
    const { page = 1, per_page: size = query.page === undefined ? all.length : 10 } = query;
    const contracts = all.slice((page - 1) * size, page * size).map(contract => contractView(cloud, contract));
    const message = 'Getting customer contracts list successful';
    return { status: 200, body: { status: true, message, contracts, count: all.length } };
  },

  show({ params, cloud, caller }) {
    const contract = cloud.own(cloud.contracts, params.contract_id, caller.holder);
    const message = 'Getting customer contract successful';
    return { status: 200, body: { status: true, message, contracts: contractView(cloud, contract) } };
  },

  gpuAllocationGraph({ params, query, cloud, caller }) {
    const contract = cloud.own(cloud.contracts, params.contract_id, caller.holder);
    const from = query.start_date ?? contract.start;
    const to = Math.min(query.end_date ?? contract.end, cloud.now);
    if (from > (query.end_date ?? from)) throw refuse(refusals.backwards);
    const allocations = allocationsOf(cloud, contract.id);
    const began = Math.max(from, contract.start);
    const { seconds, windows } = stepsOf({ from: began, to: Math.min(to, contract.end) });
    return {
      status: 200,
      body: {
        status: true,
        message: 'Getting contract GPU allocation graph successful',
        contract: {
          id: `${contract.id}`,
          org_id: contract.org,
          status: contractState(contract, cloud.now),
          total_gpu_allocation: gpusAt(allocations, cloud.now),
          granularity: seconds,
          allocated_gpu_count_graph: windows.map(step => ({
            datetime: timeText(step.from),
            value: gpusAt(allocations, step.from),
          })),
        },
      },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/** GPUs in use at an instant. */
const gpusAt = (allocations: readonly Allocation[], at: number): number =>
  allocations
    .filter(({ from, to }) => from <= at && (to === null || to > at))
    .reduce((sum, { flavor }) => sum + flavorOf(flavor).gpus, 0);

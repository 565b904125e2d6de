import type { virtualMachines as operations } from '../../../../contracts/vendors/infrahub/virtual-machines/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import { flavorOf } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { matches, pageOf, timeText, timeTextOrNull } from '../common.js';
import type { Allocation } from '../contracts/record.js';
import { allocationsOf } from '../contracts/rules.js';
import { billId } from '../tenant-cloud.js';

export const contractHandlers = {
  listOfContract({ params, query, cloud, caller }) {
    const { id } = cloud.own(cloud.contracts, params.contract_id, caller.holder);
    const found = allocationsOf(cloud, id).filter(({ name }) => matches(query.search, name));
    const instances = pageOf(found, query).records.map(allocation => instanceView(cloud, allocation));
    return { status: 200, body: { status: true, message: 'Getting contract instances success', instances } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

function instanceView(cloud: InfrahubCloud, { id, name, flavor: wanted, from }: Allocation) {
  const { name: flavor, gpus } = flavorOf(wanted);
  const bill = cloud.bills.get(billId('vm', id));
  return {
    id,
    name,
    status: cloud.machines.get(id)?.state ?? 'DELETED',
    flavor_name: flavor,
    gpu_count: gpus,
    created_at: timeText(from),
    termination_time: timeTextOrNull(bill?.ended ?? null),
    total_usage_time: bill === undefined ? 0 : 60 * cloud.ledger.total(bill, cloud.now).minutes,
    cluster: null,
  };
}

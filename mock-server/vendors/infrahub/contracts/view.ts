import type { z } from 'zod';
import type { shownContract } from '../../../../contracts/vendors/infrahub/contracts.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import { priceId } from '../tariff.js';
import type { GpuContract } from './record.js';
import { contractState } from './rules.js';

export function contractView(cloud: InfrahubCloud, contract: GpuContract): z.output<typeof shownContract> {
  const status = contractState(contract, cloud.now);
  return {
    id: contract.id,
    org_id: contract.org,
    description: contract.description,
    start_date: timeText(contract.start),
    end_date: timeText(contract.end),
    expiration_policy: contract.deletesAtEnd ? 0 : 1,
    status,
    discounts: contract.discounts.map(({ id, model, count, used, type, value }) => ({
      id,
      resource_id: priceId(cloud.settings.prices, model),
      resource_name: model,
      resource_count: count,
      remaining_count: count - used,
      discount_type: type,
      discount_code: null,
      discount_percent: type === 'percent' ? value : null,
      discount_amount: type === 'flat' ? value : null,
      discount_status: status === 'ACTIVE' ? ('active' as const) : ('inactive' as const),
    })),
    created_at: timeText(contract.createdAt),
  };
}

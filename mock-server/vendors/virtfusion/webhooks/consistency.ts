import { MOST_WEBHOOKS } from '../../../../contracts/core/webhooks.js';
import type { VirtFusionCloud } from '../cloud.js';

export function* inconsistencies({ webhooks }: VirtFusionCloud): Generator<string> {
  if (webhooks.size > MOST_WEBHOOKS) yield `there are more than ${MOST_WEBHOOKS} webhooks`;
}

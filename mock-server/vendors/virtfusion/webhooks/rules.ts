import type { Webhook } from '../../../../contracts/core/webhooks.js';
import { webhookEvents } from '../../../../contracts/vendors/virtfusion/webhook-events.js';
import type { TakesWebhooks } from '../../../calls/vendor.js';
import type { VirtFusionCloud } from '../cloud.js';

/** Has a panel tell these addresses and no others. One that is named anew is another webhook. */
export function setWebhooks(cloud: VirtFusionCloud, webhooks: readonly Webhook[]): void {
  for (const { id } of cloud.webhooks.all()) cloud.webhooks.remove(id);
  for (const { url, events, token } of webhooks)
    cloud.webhooks.add({ id: cloud.nextId('webhook'), url, events, token });
}

/** What the operator of a panel does on its page of webhooks, and no call of its API. */
export const webhooks: TakesWebhooks<VirtFusionCloud> = {
  events: Object.keys(webhookEvents),
  all: cloud => cloud.webhooks.all(),
  set: setWebhooks,
};
